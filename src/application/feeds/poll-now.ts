import { ScheduleNotFoundError, ScheduleOverlapPolicy } from '@temporalio/client';
import { feedWorkflowId } from '../../workflows/names';
import type { ConnectionContext } from '../context';
import { feedsChosen, type FeedChoice } from './feeds-chosen';

export interface Polled {
  readonly triggered: readonly string[];
  /** Feeds whose schedule is not made yet. */
  readonly missing: readonly string[];
}

/** Polls feeds at once: those of a project, or all of the connection. A poll that is running is followed by one more. */
export async function pollNow(
  { store, connection, withTemporal }: ConnectionContext,
  chosen: FeedChoice,
): Promise<Polled> {
  const feeds = await store.inTenant(connection.tenantId, (tx) => feedsChosen(tx, connection, chosen));
  const ids = feeds.map((one) => feedWorkflowId(one.connectionId, one.projectId, one.name));
  const missing: string[] = [];
  await withTemporal(async (client) => {
    for (const id of ids) {
      try {
        // Not SKIP: a poll that began before the approval would swallow this one.
        await client.schedule.getHandle(id).trigger(ScheduleOverlapPolicy.BUFFER_ONE);
      } catch (error) {
        if (!(error instanceof ScheduleNotFoundError)) throw error;
        missing.push(id);
      }
    }
  });
  return { triggered: ids.filter((id) => !missing.includes(id)), missing };
}
