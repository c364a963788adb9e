import type { ConnectionContext, Context } from '../context';
import { storedCadence } from '../feeds/next-polls';
import { pausedSchedules } from '../feeds/paused-schedules';
import { connectionView } from './connection-view';
import { connectionsSeen } from './connections-seen';

export type ConnectionView = ReturnType<typeof connectionView>;

/** Without secrets. */
export async function listConnections(context: Context): Promise<ConnectionView[]> {
  return (await connectionsSeen(context)).map(connectionView);
}

/** One with its feeds, without secrets. */
export async function showConnection(context: ConnectionContext) {
  const { store, connection } = context;
  const schedules = await pausedSchedules(context);
  const feeds = await store.inTenant(connection.tenantId, (tx) => tx.feeds.list(connection));
  return {
    ...connectionView(connection),
    feeds: feeds.map((feed) => ({
      name: feed.name,
      projectId: feed.projectId,
      cadence: storedCadence(feed.cadence),
      lastRunAt: feed.lastRunAt?.toISOString() ?? null,
      lastError: feed.lastError,
      paused: schedules.of(feed),
      pausedNote: feed.pausedNote,
    })),
    schedules: { reconcilePaused: schedules.reconcile, unknown: schedules.unknown },
  };
}
