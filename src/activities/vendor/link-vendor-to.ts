import type { ErpSupplier } from '../../domain/jde/erp-facts';
import type { PassEnd } from '../../domain/posting/pass';
import { causeKey } from '../../domain/holds/cause-key';
import { endWithHold } from '../end-with-hold';
import type { ActivityPorts } from '../ports';
import type { VendorContext } from './vendor-context';

/** Links the party, releases what waited for it, and closes the vendor's document. */
export async function linkVendorTo(
  ports: ActivityPorts,
  context: VendorContext,
  supplier: Pick<ErpSupplier, 'number' | 'taxId'>,
  how: string,
): Promise<PassEnd> {
  const { store } = ports;
  const { document, party, vendor } = context;
  const taken = await store.inTenant(document.tenantId, async (trx) => {
    const linked = await store.parties.linkParty(trx, store.sealed, document, party.id, supplier, ports.actor);
    if (linked.kind === 'taken') return linked;
    await store.documents.setStage(trx, document.id, 'recorded', false);
    await store.holds.releaseByCause(trx, store.sealed, document, [causeKey.vendor(party.id)], ports.actor);
    await store.audit.appendAudit(trx, document.tenantId, {
      actor: ports.actor,
      act: 'vendor.linked',
      connectionId: document.connectionId,
      documentKind: 'vendor',
      sourceId: vendor.id,
      facts: { supplier: supplier.number, how },
    });
    return null;
  });
  if (taken === null) return { next: 'close', stage: 'recorded' };
  return endWithHold(ports, document, {
    problems: [
      {
        reason: 'vendorConflict',
        kind: 'person',
        field: 'vendor_id',
        value: vendor.id,
        message: `Supplier ${supplier.number} was ${how}, but the Procore vendor ${taken.byVendorId} is linked with it already.`,
        fix: 'Merge the two vendors in Procore, or correct the tax id of one of them.',
        causeKey: causeKey.vendor(party.id),
        facts: { supplier: supplier.number, linkedVendor: taken.byVendorId },
      },
    ],
    asOf: context.asOf,
  });
}
