import type { Connection } from '../../store/connections/connections';
import type { Store } from '../../store/store';
import { ActionError } from '../action-error';

/** The connection of that id; without one, the only one there is. */
export async function chooseConnection(store: Store, wanted: string | undefined): Promise<Connection> {
  if (wanted !== undefined) {
    const tenantId = await store.database.tenantOfConnection(wanted);
    if (tenantId !== null) return store.inTenant(tenantId, (tx) => tx.connections.load(wanted));
  }
  const all = await store.tenants.connections();
  const names = all.map((connection) => connection.connectionId).join(', ');
  if (wanted !== undefined) {
    throw new ActionError('notFound', `connection "${wanted}" does not exist; there are: ${names || 'none'}`);
  }
  const [only, ...others] = all;
  if (only === undefined) {
    throw new ActionError(
      'notFound',
      'there is no connection yet; add one with "ml-connector connection add --file connection.json"',
    );
  }
  if (others.length > 0) {
    throw new ActionError('badInput', `there are several connections; say which with --connection: ${names}`);
  }
  return only;
}
