import type { Connection } from '../../store/connections/connections';
import type { Store } from '../../store/store';
import { CommandError, exitCodes } from '../action-error';

/** The connection of that id; without one, the only one there is. */
export async function chooseConnection(store: Store, wanted: string | undefined): Promise<Connection> {
  if (wanted !== undefined) {
    const tenantId = await store.database.tenantOfConnection(wanted);
    if (tenantId !== null) return store.inTenant(tenantId, (tx) => tx.connections.load(wanted));
  }
  const all = await store.tenants.connections();
  const names = all.map((connection) => connection.connectionId).join(', ');
  if (wanted !== undefined) {
    throw new CommandError(`connection "${wanted}" does not exist; there are: ${names || 'none'}`, exitCodes.notFound);
  }
  const [only, ...others] = all;
  if (only === undefined) {
    throw new CommandError(
      'there is no connection yet; add one with "ml-connector connection add --file connection.json"',
      exitCodes.notFound,
    );
  }
  if (others.length > 0) {
    throw new CommandError(`there are several connections; say which with --connection: ${names}`, exitCodes.badInput);
  }
  return only;
}
