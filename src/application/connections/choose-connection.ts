import type { Connection } from '../../store/connections/connections';
import { ActionError } from '../action-error';
import type { ConnectionContext, Context } from '../context';
import { connectionsSeen } from './connections-seen';

/** The connection of that id; without one, the only one there is. */
export async function chooseConnection(context: Context, wanted: string | undefined): Promise<Connection> {
  const { store } = context;
  if (wanted !== undefined) {
    const tenantId = await store.database.tenantOfConnection(wanted);
    const isSeen = context.tenantId === null || context.tenantId === tenantId;
    if (tenantId !== null && isSeen) return store.inTenant(tenantId, (tx) => tx.connections.load(wanted));
  }
  const all = await connectionsSeen(context);
  const names = all.map((connection) => connection.connectionId).join(', ');
  if (wanted !== undefined) {
    throw new ActionError('notFound', `connection "${wanted}" does not exist; there are: ${names || 'none'}`, {
      field: 'connection',
    });
  }
  const [only, ...others] = all;
  if (only === undefined) {
    throw new ActionError(
      'notFound',
      'there is no connection yet; add one with "ml-connector connection add --file connection.json"',
    );
  }
  if (others.length > 0) {
    throw new ActionError('badInput', `there are several connections; say which with --connection: ${names}`, {
      field: 'connection',
    });
  }
  return only;
}

/** The context of a use case that concerns one connection. */
export async function onConnection(context: Context, wanted: string | undefined): Promise<ConnectionContext> {
  return { ...context, connection: await chooseConnection(context, wanted) };
}
