import type { SupplierFound } from '../../clients/erp-adapter';
import type { PassEnd } from '../../domain/posting/stages/pass';
import { causeKey } from '../../domain/holds/cause-key';
import type { Problem } from '../../domain/holds/hold-reason';
import { resume } from '../../domain/holds/remedy';
import { endWithHold } from '../end-with-hold';
import type { ActivityPorts } from '../ports';
import type { VendorContext } from './vendor-context';

/** Links the party, releases what waited for it, and closes the vendor's document. */
export async function linkVendorTo(
  ports: ActivityPorts,
  context: VendorContext,
  supplier: Pick<SupplierFound, 'number' | 'taxId' | 'identity'>,
  how: string,
): Promise<PassEnd> {
  const { store } = ports;
  const { document, party, vendor } = context;
  const takenBy = await store.inTenant(document.tenantId, async (tx) => {
    // Asked before anything is marked as mended: what this pass marks itself must be no news to its own hold.
    const holder = await tx.parties.holderOf(document, party.id, supplier);
    if (holder !== null) return holder;
    const { result } = await tx.mending(
      document,
      [causeKey.vendor(party.id), causeKey.supplier(supplier.number)],
      async () => {
        if (!(await tx.parties.link(document, party.id, supplier))) return null;
        await tx.documents.setStage(document.id, 'recorded', false);
        return 'linked';
      },
    );
    if (result === null) return tx.parties.holderOf(document, party.id, supplier);
    await tx.audit({ connectionId: document.connectionId, kind: 'vendor', sourceId: vendor.id }, 'vendor.linked', {
      supplier: supplier.number,
      how,
    });
    return null;
  });
  if (takenBy === null) return { next: 'close', stage: 'recorded' };
  return endWithHold(ports, document, {
    problems: [twinProblem(context, takenBy, `Supplier ${supplier.number} was ${how}`, supplier.number)],
    asOf: context.asOf,
  });
}

/** Two vendors of Procore are one supplier: by its number or by their tax id. */
export function twinProblem(
  { party, vendor }: Pick<VendorContext, 'party' | 'vendor'>,
  otherVendorId: string,
  what: string,
  supplier: string,
): Problem {
  return {
    reason: 'vendorConflict',
    kind: 'person',
    field: 'vendor_id',
    value: vendor.id,
    message: `${what}, but the Procore vendor ${otherVendorId} is linked with it, or with one of the same tax id, already: ${otherVendorId} and ${vendor.id} may be one company.`,
    remedies: [
      { act: 'handOverVendor', from: otherVendorId, to: vendor.id },
      { act: 'inProcore', text: 'Correct the tax id of one of them', andThen: resume },
      { act: 'linkVendor', vendorId: vendor.id, candidates: [] },
    ],
    causeKey: causeKey.vendor(party.id),
    facts: { supplier, linkedVendor: otherVendorId },
  };
}
