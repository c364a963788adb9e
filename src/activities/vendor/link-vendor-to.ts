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
  const taken = await store.inTenant(document.tenantId, async (tx) => {
    const linked = await tx.parties.link(document, party.id, supplier);
    if (linked.kind === 'taken') return linked;
    await tx.documents.setStage(document.id, 'recorded', false);
    await tx.holds.releaseByCause(document, [causeKey.vendor(party.id)]);
    await tx.audit({ connectionId: document.connectionId, kind: 'vendor', sourceId: vendor.id }, 'vendor.linked', {
      supplier: supplier.number,
      how,
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
