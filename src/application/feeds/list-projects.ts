import { unreadableOf, type UnreadableRecord } from '../../domain/documents/feed-watermark';
import type { ConnectionContext } from '../context';

/** The projects that Procore permits, by number, and when they are polled. */
export async function listProjects({ store, connection }: ConnectionContext) {
  return store.inTenant(connection.tenantId, async (tx) => {
    const feeds = await tx.feeds.list(connection);
    return (await tx.projects.list(connection)).map((project) => ({
      ...project,
      feeds: feeds
        .filter((feed) => feed.projectId === project.id)
        .map(({ name, cadence, lastRunAt, lastError, watermark }) => ({
          name,
          cadence,
          lastRunAt: lastRunAt?.toISOString() ?? null,
          lastError,
          /** Records that could not be read, with the members at fault. */
          unreadable: unreadableOf(watermark),
        })),
    }));
  });
}

/** Rows of Procore's list of projects that could not be read when it was read last. */
export async function unreadableProjects({
  store,
  connection,
}: ConnectionContext): Promise<readonly UnreadableRecord[]> {
  const feed = await store.inTenant(connection.tenantId, (tx) => tx.feeds.find(connection, '', 'projects'));
  return unreadableOf(feed?.watermark);
}
