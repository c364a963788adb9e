import type { Cadence } from '../../config/connection-settings';
import type { FeedName } from '../../store/connections/feeds';
import type { ConnectionContext } from '../context';
import { projectNamed } from '../documents/project-named';
import { renewSchedules } from './renew-schedules';

export interface FeedCadence {
  readonly projectId: string;
  readonly projectNumber: string;
  readonly feed: FeedName;
  /** Null: it is not polled. */
  readonly cadence: unknown;
}

/** When a feed of a project is polled. */
export async function showCadence(
  { store, connection }: ConnectionContext,
  name: string,
  feed: FeedName,
): Promise<FeedCadence> {
  return store.inTenant(connection.tenantId, async (tx) => {
    const project = await projectNamed(tx, connection, name);
    const cadence = (await tx.feeds.find(connection, project.id, feed))?.cadence ?? null;
    return { projectId: project.id, projectNumber: project.number, feed, cadence };
  });
}

/** Sets it, and has the schedules follow; `schedules` says how far they have come. */
export async function setCadence(
  context: ConnectionContext,
  name: string,
  feed: FeedName,
  cadence: Cadence,
): Promise<FeedCadence & { readonly schedules: string }> {
  const { store, connection } = context;
  const { id, number } = await store.inTenant(connection.tenantId, async (tx) => {
    const project = await projectNamed(tx, connection, name);
    await tx.feeds.ensure(connection, project.id, feed, cadence);
    await tx.feeds.setCadence(connection, project.id, feed, cadence);
    await tx.audit(connection, 'feed.cadenceSet', { projectId: project.id, feed, cadence });
    return project;
  });
  const schedules = await renewSchedules(context, connection);
  return { projectId: id, projectNumber: number, feed, cadence, schedules };
}
