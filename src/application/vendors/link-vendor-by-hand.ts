import { causeKey } from '../../domain/holds/cause-key';
import type { SupplierFound } from '../../clients/erp-adapter';
import type { Scope } from '../../store/scope';
import type { Store } from '../../store/store';
import { ActionError } from '../action-error';

export interface LinkPorts {
  readonly store: Store;
  /** Null when Procore shows no such vendor. */
  readonly readVendor: (vendorId: string) => Promise<{ readonly name: string | null } | null>;
  /** Null when the ERP has no such number. */
  readonly readSupplier: (number: string) => Promise<SupplierFound | null>;
}

/** A person's link of a vendor with a supplier that the ERP shows; what waited for it is released in the same transaction. */
export async function linkVendorByHand(
  { store, readVendor, readSupplier }: LinkPorts,
  scope: Scope,
  link: { readonly vendorId: string; readonly supplierNumber: string },
): Promise<{ readonly supplier: SupplierFound; readonly released: number }> {
  const { vendorId, supplierNumber } = link;
  // A supplier belongs to one vendor only: linked with a mistyped id it would be lost to the right one. A vendor that
  // requisitions name may be linked although Procore shows it no more.
  const met = await store.inTenant(scope.tenantId, (tx) => tx.parties.find(scope, vendorId));
  if (met === null && (await readVendor(vendorId)) === null) {
    throw new ActionError(
      'notFound',
      `Procore shows no vendor ${vendorId}, and no requisition names one; "ml-connector vendor list" shows those met so far. Nothing was linked`,
    );
  }
  const supplier = await readSupplier(supplierNumber);
  if (supplier === null) {
    throw new ActionError('notFound', `the ERP has no address ${supplierNumber}; nothing was linked`);
  }
  if (!supplier.isSupplier) {
    throw new ActionError(
      'refused',
      `address ${supplierNumber} is no supplier in the ERP (JDE: search type V with a row in F0401); nothing was linked`,
    );
  }
  return store.inTenant(scope.tenantId, async (tx) => {
    const party = await tx.parties.ofVendor(scope, vendorId);
    const causes = [causeKey.vendor(party.id), causeKey.supplier(supplier.number)];
    const { released } = await tx.mending(scope, causes, async () => {
      // Two suppliers may have one tax id, if a person says so.
      if (await tx.parties.link(scope, party.id, supplier, { taxIdMayRepeat: true })) return;
      const holder = await tx.parties.holderOf(scope, party.id, { ...supplier, taxId: '' });
      throw new ActionError(
        'refused',
        `supplier ${supplierNumber} is linked with vendor ${holder} already; where that vendor is gone from Procore, "vendor hand-over ${holder} ${vendorId}" gives it to this one. Nothing was linked`,
      );
    });
    // It says more than what was decided about the vendor alone before.
    await tx.matches.undo(scope, vendorId, '');
    await tx.audit({ connectionId: scope.connectionId, kind: 'vendor', sourceId: vendorId }, 'vendor.linked', {
      supplier: supplier.number,
      before: party.erpNumber,
      how: 'byHand',
    });
    return { supplier, released };
  });
}
