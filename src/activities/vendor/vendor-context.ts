import type { PassEnd } from '../../domain/posting/stages/pass';
import type { Problem } from '../../domain/holds/hold-reason';
import { causeKey } from '../../domain/holds/cause-key';
import type { ProcoreVendor } from '../../clients/procore/records/vendors';
import type { Connection } from '../../store/connections/connections';
import type { DocumentRow } from '../../store/documents/documents';
import type { Scope } from '../../store/scope';
import type { Party } from '../../store/coding/parties';
import { twoSuppliers } from '../../domain/vendor/two-suppliers';
import { isInFlight } from '../../ledger/settle-in-flight';
import { endWithHold } from '../end-with-hold';
import { conflictsOf, endLinked } from './end-linked';
import { endUnmade } from './not-made';
import type { ActivityPorts } from '../ports';

export interface VendorContext extends VendorBase {
  readonly vendor: ProcoreVendor;
}

export interface VendorBase {
  readonly connection: Connection;
  readonly document: DocumentRow;
  readonly asOf: string;
  readonly party: Party;
  /** A supplier was named for it to be created, and nobody knows yet what became of that. */
  readonly inFlight: boolean;
}

type VendorRef = Scope & Pick<DocumentRow, 'sourceId'>;

/**
 * Begins a pass over a vendor: its party, and the record as Procore has it now. Ends it when there is nothing to do. One that
 * is linked comes without its record, while something that was sent for it is not settled, or where a person confirmed that it is carried.
 */
export async function vendorContext(
  ports: ActivityPorts,
  ref: VendorRef,
): Promise<VendorContext | { linked: VendorBase } | { end: PassEnd }> {
  const begun = await beginVendor(ports, ref);
  if (!('unlinked' in begun)) return begun;
  const base = begun.unlinked;
  const procore = await ports.procore(base.connection);
  const vendor = await procore.findVendor({ vendorId: base.party.procoreVendorId });
  if (vendor !== null) return { ...base, vendor };
  if (!base.inFlight) return { end: await endUnmade(ports, base, vendorGone(base.party)) };
  return { end: await endWithHold(ports, base.document, { problems: [vendorGone(base.party)], asOf: base.asOf }) };
}

/** As `vendorContext`, without a call to Procore. */
export async function beginVendor(
  ports: ActivityPorts,
  ref: VendorRef,
): Promise<{ unlinked: VendorBase } | { linked: VendorBase } | { end: PassEnd }> {
  const { store } = ports;
  const base = await store.inTenant(ref.tenantId, async (tx) => {
    const connection = await tx.connections.load(ref.connectionId);
    const asOf = connection.clock;
    const document = await tx.documents.see(ref, { kind: 'vendor', sourceId: ref.sourceId }, { passClock: asOf });
    await tx.holds.close(document.id);
    const own = await tx.parties.load(ref.sourceId);
    // Its supplier may have been handed over: then it is another party's vendor.
    const party = (await tx.parties.find(ref, own.procoreVendorId)) ?? own;
    const inFlight = (await tx.postings.of(document.id)).some(isInFlight);
    const isLinked = party.erpNumber !== null;
    const isCarried = isLinked && (await tx.vendorBases.carry(ref, party.procoreVendorId)) !== null;
    const isOpen = !isLinked || inFlight || isCarried || (await conflictsOf(tx, ref, party)).length > 0;
    await tx.documents.setStage(document.id, isLinked ? 'recorded' : 'checking', isOpen);
    const pairs = party.erpNumber === null ? [] : await tx.supplierPairs.undecided(ref, party.id, party.erpNumber);
    return { asOf, connection, document, party, inFlight, pairs, isCarried };
  });
  const { erpNumber: later } = base.party;
  if (later === null) return { unlinked: base };
  if (base.inFlight) return { linked: base };
  if (base.pairs.length === 0) {
    return base.isCarried ? { linked: base } : { end: await endLinked(ports, base) };
  }
  const pair = { partyId: base.party.id, vendorId: base.party.procoreVendorId, later };
  const problems = base.pairs.map((earlier) => twoSuppliers({ ...pair, earlier }));
  return { end: await endWithHold(ports, base.document, { problems, asOf: base.asOf }) };
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
