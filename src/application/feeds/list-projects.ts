import { unreadableOf, type UnreadableRecord } from '../../domain/documents/feed-watermark';
import type { ConnectionContext } from '../context';
import { storedCadence } from './next-polls';
import { pausedSchedules } from './paused-schedules';

/** The projects that Procore permits, by number, and when they are polled. */
export async function listProjects(context: ConnectionContext) {
  const { store, connection } = context;
  const schedules = await pausedSchedules(context);
  const projects = await store.inTenant(connection.tenantId, async (tx) => {
    const feeds = await tx.feeds.list(connection);
    return (await tx.projects.list(connection)).map((project) => ({
      ...project,
      feeds: feeds
        .filter((feed) => feed.projectId === project.id)
        .map((feed) => ({
          name: feed.name,
          cadence: storedCadence(feed.cadence),
          lastRunAt: feed.lastRunAt?.toISOString() ?? null,
          lastError: feed.lastError,
          paused: schedules.of(feed),
          pausedNote: feed.pausedNote,
          /** Records that could not be read, with the members at fault. */
          unreadable: unreadableOf(feed.watermark),
        })),
    }));
  });
  return { projects, schedulesUnknown: schedules.unknown };
}

/** Rows of Procore's list of projects that could not be read when it was read last. */
export async function unreadableProjects({
  store,
  connection,
}: ConnectionContext): Promise<readonly UnreadableRecord[]> {
  const feed = await store.inTenant(connection.tenantId, (tx) => tx.feeds.find(connection, '', 'projects'));
  return unreadableOf(feed?.watermark);
}
