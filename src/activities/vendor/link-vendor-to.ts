import type { SupplierFound } from '../../clients/erp-adapter';
import type { PassEnd } from '../../domain/posting/pass';
import { causeKey } from '../../domain/holds/cause-key';
import { endWithHold } from '../end-with-hold';
import type { ActivityPorts } from '../ports';
import type { VendorContext } from './vendor-context';

/** Links the party, releases what waited for it, and closes the vendor's document. */
export async function linkVendorTo(
  ports: ActivityPorts,
  context: VendorContext,
  supplier: Pick<SupplierFound, 'number' | 'taxId'>,
  how: string,
): Promise<PassEnd> {
  const { store } = ports;
  const { document, party, vendor } = context;
  const takenBy = await store.inTenant(document.tenantId, async (tx) => {
    const { result } = await tx.mending(document, [causeKey.vendor(party.id)], async () => {
      if (!(await tx.parties.link(document, party.id, supplier))) return null;
      await tx.documents.setStage(document.id, 'recorded', false);
      return 'linked';
    });
    if (result === null) return tx.parties.holderOf(document, party.id, supplier);
    await tx.audit({ connectionId: document.connectionId, kind: 'vendor', sourceId: vendor.id }, 'vendor.linked', {
      supplier: supplier.number,
      how,
    });
    return null;
  });
  if (takenBy === null) return { next: 'close', stage: 'recorded' };
  return endWithHold(ports, document, {
    problems: [
      {
        reason: 'vendorConflict',
        kind: 'person',
        field: 'vendor_id',
        value: vendor.id,
        message: `Supplier ${supplier.number} was ${how}, but the Procore vendor ${takenBy} is linked with it already.`,
        remedies: [
          { act: 'inProcore', text: 'Merge the two vendors in Procore' },
          { act: 'inProcore', text: 'Correct the tax id of one of them' },
        ],
        causeKey: causeKey.vendor(party.id),
        facts: { supplier: supplier.number, linkedVendor: takenBy },
      },
    ],
    asOf: context.asOf,
  });
}
