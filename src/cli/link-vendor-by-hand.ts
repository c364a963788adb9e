import { causeKey } from '../domain/cause-key';
import type { ErpSupplier } from '../domain/erp-facts';
import type { Scope } from '../store/scope';
import type { Store } from '../store/store';
import { CommandError, exitCodes } from './command-error';

export interface LinkPorts {
  readonly store: Store;
  /** Null when the ERP has no such number. */
  readonly readSupplier: (number: string) => Promise<ErpSupplier | null>;
}

/** A person's link of a vendor with a supplier that the ERP shows; what waited for it is released in the same transaction. */
export async function linkVendorByHand(
  { store, readSupplier }: LinkPorts,
  scope: Scope,
  link: { readonly vendorId: string; readonly supplierNumber: string; readonly actor: string },
): Promise<{ readonly supplier: ErpSupplier; readonly released: number }> {
  const { vendorId, supplierNumber, actor } = link;
  const supplier = await readSupplier(supplierNumber);
  if (supplier === null) {
    throw new CommandError(`the ERP has no address ${supplierNumber}; nothing was linked`, exitCodes.notFound);
  }
  if (!supplier.isSupplier) {
    throw new CommandError(
      `address ${supplierNumber} is no supplier in the ERP (JDE: search type V with a row in F0401); nothing was linked`,
    );
  }
  return store.inTenant(scope.tenantId, async (trx) => {
    const party = await store.parties.partyOfVendor(trx, scope, vendorId);
    const result = await store.parties.linkParty(
      trx,
      store.sealed,
      scope,
      party.id,
      { number: supplier.number, taxId: supplier.taxId },
      actor,
    );
    if (result.kind === 'taken') {
      throw new CommandError(
        `supplier ${supplierNumber} (or its tax id) is linked with vendor ${result.byVendorId} already; nothing was linked`,
      );
    }
    const released = await store.holds.releaseByCause(trx, store.sealed, scope, [causeKey.vendor(party.id)], actor);
    await store.audit.appendAudit(trx, scope.tenantId, {
      actor,
      act: 'vendor.linked',
      connectionId: scope.connectionId,
      documentKind: 'vendor',
      sourceId: vendorId,
      facts: { supplier: supplier.number, before: party.erpNumber, how: 'byHand' },
    });
    return { supplier, released };
  });
}
