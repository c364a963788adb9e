import { ClientError } from '../../clients/http/client-error';
import type { ConnectionContext } from '../context';

/** What the ERP's books have on each account in a month, whoever booked it; null: they cannot be asked now. */
export async function bookedInMonth(
  { connection, ports }: ConnectionContext,
  accounts: readonly string[],
  month: string,
): Promise<ReadonlyMap<string, string> | null> {
  if (accounts.length === 0) return new Map();
  try {
    const { books } = await ports.erp(connection);
    const balances = (await books?.balances(accounts, month)) ?? [];
    return new Map(balances.map(({ account, amount }) => [account, amount]));
  } catch (error) {
    // The rest of the report stands by itself.
    if (!(error instanceof ClientError)) throw error;
    return null;
  }
}
