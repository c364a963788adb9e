import type { ConnectionContext } from '../context';
import { commitmentNames } from './commitment-names';

/** The opening balances and who confirmed them, each with what people call its commitment. */
export async function listOpeningBalances({ store, connection }: ConnectionContext) {
  return store.inTenant(connection.tenantId, async (tx) => {
    const balances = await tx.openingBalances.list(connection);
    const ids = balances.map((one) => one.commitmentId);
    const nameOf = await commitmentNames(tx, connection, ids);
    return balances.map((one) => ({ name: nameOf(one.commitmentId), ...one }));
  });
}
