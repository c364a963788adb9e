import type { ConnectionContext, Context } from '../context';
import { connectionView } from './connection-view';
import { connectionsSeen } from './connections-seen';

export type ConnectionView = ReturnType<typeof connectionView>;

/** Without secrets. */
export async function listConnections(context: Context): Promise<ConnectionView[]> {
  return (await connectionsSeen(context)).map(connectionView);
}

/** One with its feeds, without secrets. */
export async function showConnection({ store, connection }: ConnectionContext) {
  const feeds = await store.inTenant(connection.tenantId, (tx) => tx.feeds.list(connection));
  return {
    ...connectionView(connection),
    feeds: feeds.map(({ name, projectId, cadence, lastRunAt, lastError }) => ({
      name,
      projectId,
      cadence,
      lastRunAt: lastRunAt?.toISOString() ?? null,
      lastError,
    })),
  };
}
