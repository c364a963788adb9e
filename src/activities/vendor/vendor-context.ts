import type { PassEnd } from '../../domain/posting/pass';
import type { Problem } from '../../domain/holds/hold-reason';
import { causeKey } from '../../domain/holds/cause-key';
import type { ProcoreVendor } from '../../clients/procore/records/vendors';
import type { Connection } from '../../store/connections/connections';
import type { DocumentRow } from '../../store/documents/documents';
import type { Scope } from '../../store/scope';
import type { Party } from '../../store/coding/parties';
import { endWithHold } from '../end-with-hold';
import type { ActivityPorts } from '../ports';

export interface VendorContext {
  readonly connection: Connection;
  readonly document: DocumentRow;
  readonly asOf: string;
  readonly party: Party;
  readonly vendor: ProcoreVendor;
}

type VendorRef = Scope & Pick<DocumentRow, 'sourceId'>;

/** Begins a pass over a vendor: its party, and the record as Procore has it now. Ends it when there is nothing to do. */
export async function vendorContext(ports: ActivityPorts, ref: VendorRef): Promise<VendorContext | { end: PassEnd }> {
  const { store } = ports;
  const base = await store.inTenant(ref.tenantId, async (tx) => {
    const asOf = await tx.versionRows.clockNow(ref);
    const connection = await tx.connections.load(ref.connectionId);
    const document = await tx.documents.see(ref, { kind: 'vendor', sourceId: ref.sourceId });
    await tx.holds.close(document.id);
    const own = await tx.parties.load(ref.sourceId);
    // Its supplier may have been handed over: then it is another party's vendor.
    const party = (await tx.parties.find(ref, own.procoreVendorId)) ?? own;
    await tx.documents.setStage(
      document.id,
      party.erpNumber === null ? 'checking' : 'recorded',
      party.erpNumber === null,
    );
    return { asOf, connection, document, party };
  });
  if (base.party.erpNumber !== null) return { end: { next: 'close', stage: 'recorded' } };
  const procore = await ports.procore(base.connection);
  const vendor = await procore.findVendor({ vendorId: base.party.procoreVendorId });
  if (vendor !== null) return { ...base, vendor };
  return { end: await endWithHold(ports, base.document, { problems: [vendorGone(base.party)], asOf: base.asOf }) };
}

function vendorGone(party: Party): Problem {
  return {
    reason: 'vendorUnknown',
    kind: 'person',
    field: 'vendor_id',
    value: party.procoreVendorId,
    message: `Procore does not show the vendor ${party.procoreVendorId}: it is not among the inactive ones either, so it was merged into another, or is not visible.`,
    remedies: [{ act: 'linkVendor', vendorId: party.procoreVendorId, candidates: [] }],
    causeKey: causeKey.vendor(party.id),
  };
}
