import { ActionError } from '../action-error';
import type { ConnectionContext } from '../context';
import { listBankRequests, type BankChangeSummary } from './bank/show-bank-changes';
import { listBankChanges, type BankChangeView } from './list-bank-changes';

export interface VendorView {
  /** In Procore. */
  readonly vendorId: string;
  readonly supplier: string | null;
  readonly linkedBy: string | null;
  /** Accounts that were entered or changed in the ERP within so many days, masked; null: the ERP shows none here. */
  readonly accounts: readonly BankChangeView[] | null;
  readonly accountDays: number;
  /** Requests for other bank details, the newest first; masked. */
  readonly requests: readonly BankChangeSummary[];
}

const accountDays = 90;

/** What is known of a vendor: its supplier, and what happened to the accounts that it is paid to. */
export async function showVendor(context: ConnectionContext, vendorId: string): Promise<VendorView> {
  const { store, ports, connection } = context;
  const party = await store.inTenant(connection.tenantId, (tx) => tx.parties.find(connection, vendorId));
  if (party === null) {
    throw new ActionError(
      'notFound',
      `no requisition names a vendor ${vendorId} ("vendor list" shows those met so far)`,
    );
  }
  const { erpNumber: supplier, linkedBy } = party;
  const showsAccounts = (await ports.erp(connection)).bankChanges !== undefined;
  const seen = showsAccounts && supplier !== null ? await listBankChanges(context, accountDays) : [];
  return {
    ...{ vendorId, supplier, linkedBy, accountDays },
    accounts: showsAccounts ? seen.filter((one) => one.supplier === supplier) : null,
    requests: (await listBankRequests(context)).filter((one) => one.vendorId === vendorId),
  };
}
