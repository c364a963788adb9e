import { feedWorkflowId, workflowTypes } from '../../workflows/names';
import { ActionError } from '../action-error';
import type { ConnectionContext } from '../context';

interface FeedName {
  readonly projectId: string;
  readonly name: string;
}

export interface PausedSchedules {
  /** The note of whoever paused the feed's schedule in Temporal; '' without one; null: it runs, or nobody can tell. */
  of(feed: FeedName): string | null;
  /** As `of`, for the hourly reconcile. */
  readonly reconcile: string | null;
  /** Why nobody can tell; null: it is known. */
  readonly unknown: string | null;
}

/** Schedules that somebody paused in Temporal: what they poll is not polled, and no row says so. */
export async function pausedSchedules({ connection, withTemporal }: ConnectionContext): Promise<PausedSchedules> {
  const { connectionId } = connection;
  const notes = new Map<string, string>();
  let unknown: string | null = null;
  try {
    await withTemporal(async (client) => {
      for await (const { scheduleId, state } of client.schedule.list({ query: 'TemporalSchedulePaused = true' })) {
        notes.set(scheduleId, state.note ?? '');
      }
    });
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    unknown = error.message;
  }
  return {
    of: ({ projectId, name }) => notes.get(feedWorkflowId(connectionId, projectId, name)) ?? null,
    reconcile: notes.get(`${workflowTypes.reconcile}/${connectionId}`) ?? null,
    unknown,
  };
}
