import type { Cadence } from '../../config/cadence';
import type { FeedName } from '../../config/feed-names';
import type { Project } from '../../store/connections/projects';
import { ActionError } from '../action-error';
import type { ConnectionContext } from '../context';
import { projectNamed } from '../documents/project-named';
import { nextPolls, readCalendar, storedCadence, type CalendarRead, type NextPolls } from './next-polls';
import { renewSchedules } from './renew-schedules';

export interface FeedCadence {
  readonly projectId: string;
  readonly projectNumber: string;
  readonly feed: FeedName;
  /** Null: it is not polled. */
  readonly cadence: Cadence | null;
  /** Null: it is not polled, or nobody can tell. */
  readonly next: NextPolls | null;
  /** Why nobody can tell when it is polled next; null: it is known. */
  readonly nextUnknown: string | null;
}

/** When a feed of a project is polled, and next. */
export async function showCadence(context: ConnectionContext, name: string, feed: FeedName): Promise<FeedCadence> {
  const { store, connection } = context;
  const { project, stored } = await store.inTenant(connection.tenantId, async (tx) => {
    const project = await projectNamed(tx, connection, name);
    return { project, stored: await tx.feeds.find(connection, project.id, feed) };
  });
  const cadence = stored === null ? null : storedCadence(stored.cadence);
  const next =
    cadence === null
      ? { next: null, nextUnknown: null }
      : await nextIfKnown(context, project, { cadence, calendar: await readCalendar(context, project.id, cadence) });
  return { projectId: project.id, projectNumber: project.number, feed, cadence, ...next };
}

/** When it would be polled, from a day on; nothing is changed. */
export async function previewCadence(
  context: ConnectionContext,
  name: string,
  { feed, cadence, from }: { readonly feed: FeedName; readonly cadence: Cadence; readonly from?: Date },
): Promise<FeedCadence> {
  const { store, connection } = context;
  const project = await store.inTenant(connection.tenantId, (tx) => projectNamed(tx, connection, name));
  const calendar = await readCalendar(context, project.id, cadence);
  const next = await nextPolls(context, project, { cadence, calendar, ...(from === undefined ? {} : { from }) });
  return { projectId: project.id, projectNumber: project.number, feed, cadence, next, nextUnknown: null };
}

/** Sets it, and has the schedules follow; `schedules` says how far they have come. */
export async function setCadence(
  context: ConnectionContext,
  name: string,
  { feed, cadence }: { readonly feed: FeedName; readonly cadence: Cadence },
): Promise<FeedCadence & { readonly schedules: string }> {
  const { store, connection } = context;
  const project = await store.inTenant(connection.tenantId, (tx) => projectNamed(tx, connection, name));
  const calendar = await readCalendar(context, project.id, cadence);
  await store.inTenant(connection.tenantId, async (tx) => {
    // What the schedule is made from; a worker reads it again from now on.
    const { billingPeriods, periodEnds } = calendar;
    if (billingPeriods !== null) await tx.projects.setBillingPeriods(connection, project.id, billingPeriods);
    if (periodEnds !== null) await tx.connections.setPeriodEnds(connection, periodEnds);
    await tx.feeds.ensure(connection, project.id, feed, cadence);
    await tx.feeds.setCadence(connection, project.id, feed, cadence);
    await tx.audit(connection, 'feed.cadenceSet', { projectId: project.id, feed, cadence });
  });
  const schedules = await renewSchedules(context, connection);
  const next = await nextIfKnown(context, project, { cadence, calendar });
  return { projectId: project.id, projectNumber: project.number, feed, cadence, ...next, schedules };
}

/** A cadence may be read and set while Temporal cannot be reached. */
async function nextIfKnown(
  context: ConnectionContext,
  project: Project,
  of: { readonly cadence: Cadence; readonly calendar: CalendarRead },
): Promise<Pick<FeedCadence, 'next' | 'nextUnknown'>> {
  try {
    return { next: await nextPolls(context, project, of), nextUnknown: null };
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    return { next: null, nextUnknown: error.message };
  }
}
