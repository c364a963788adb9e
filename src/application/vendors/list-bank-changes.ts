import { ActionError } from '../action-error';
import type { ConnectionContext } from '../context';

export interface BankChangeView {
  readonly supplier: string;
  /** Of the vendor in Procore that it is linked with. */
  readonly vendorId: string;
  readonly account: string;
  /** In the ERP's own word. */
  readonly kind: string;
  /** `YYYY-MM-DD`, by the ERP's clock. */
  readonly changedOn: string;
}

/** Accounts to which linked suppliers are paid that were entered or changed within so many days, as the ERP shows them now, the newest first. */
export async function listBankChanges(
  { store, ports, connection }: ConnectionContext,
  days: number,
): Promise<readonly BankChangeView[]> {
  if (!Number.isInteger(days) || days < 1 || days > 365) {
    throw new ActionError('badInput', `days ${days}: a whole number from 1 to 365`, { field: 'days' });
  }
  const erp = await ports.erp(connection);
  if (erp.bankChanges === undefined) {
    throw new ActionError('refused', `${erp.words.name} shows no bank details here: look at the suppliers there`);
  }
  const changes = await erp.bankChanges(days);
  const linked = await store.inTenant(connection.tenantId, (tx) => tx.parties.primaries(connection));
  const vendors = new Map([...linked].map(([vendorId, supplier]) => [supplier, vendorId]));
  return changes
    .flatMap(({ supplier, kind, account, changedOn }) => {
      const vendorId = vendors.get(supplier);
      return vendorId === undefined ? [] : [{ supplier, kind, account, changedOn, vendorId }];
    })
    .sort((one, other) => (one.changedOn < other.changedOn ? 1 : -1));
}
