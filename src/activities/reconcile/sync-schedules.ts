import { ScheduleAlreadyRunning, ScheduleOverlapPolicy, type Client, type ScheduleSpec } from '@temporalio/client';
import type { Duration } from '@temporalio/common';
import { cadenceSchema, type Cadence } from '../../config/connection-settings';
import type { Scope } from '../../store/scope';
import { feedWorkflowId, taskQueues, workflowTypes } from '../../workflows/names';
import type { FeedRef } from '../../workflows/messages';
import type { ActivityPorts } from '../ports';

const reconcileEvery = '1h';

/** Makes the schedules from the feed rows: one per (connection, project, feed), and the hourly reconcile. Gives the ERP. */
export function createSyncSchedules(ports: ActivityPorts, client: () => Client) {
  const { store } = ports;
  return async function syncSchedules(scope: Scope): Promise<{ schedules: number; erp: string }> {
    const { feeds, erp } = await store.inTenant(scope.tenantId, async (tx) => ({
      feeds: await tx.feeds.list(scope),
      erp: (await tx.connections.load(scope.connectionId)).erp,
    }));
    for (const feed of feeds) {
      const cadence = cadenceSchema.parse(feed.cadence);
      const id = feedWorkflowId(scope.connectionId, feed.projectId, feed.name);
      const { tenantId, connectionId, projectId, name } = feed;
      await upsertSchedule(client(), id, cadence, {
        workflowType: workflowTypes.pollFeed,
        workflowId: id,
        args: [{ tenantId, connectionId, projectId, erp, feed: name } satisfies FeedRef],
      });
    }
    const id = `${workflowTypes.reconcile}/${scope.connectionId}`;
    const { tenantId, connectionId } = scope;
    await upsertSchedule(
      client(),
      id,
      { every: reconcileEvery },
      {
        workflowType: workflowTypes.reconcile,
        workflowId: id,
        args: [{ tenantId, connectionId }],
      },
    );
    return { schedules: feeds.length + 1, erp };
  };
}

async function upsertSchedule(
  client: Client,
  scheduleId: string,
  cadence: Cadence,
  start: { workflowType: string; workflowId: string; args: unknown[] },
): Promise<void> {
  const spec = specOf(cadence);
  const policies = { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: catchUpOf(cadence) };
  const action = { type: 'startWorkflow' as const, taskQueue: taskQueues.documents, ...start };
  try {
    await client.schedule.create({ scheduleId, spec, policies, action });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    const handle = client.schedule.getHandle(scheduleId);
    // What is kept with the schedule (activities/connection/kept-ledger-copy.ts) stays with it.
    await handle.update((now) => ({
      ...now,
      spec,
      policies,
      action: now.action.memo === undefined ? action : { ...action, memo: now.action.memo },
    }));
  }
}

function specOf(cadence: Cadence): ScheduleSpec {
  if ('cron' in cadence) return { cronExpressions: [cadence.cron], timezone: cadence.timeZone };
  const every = cadence.every as Duration;
  return {
    intervals: [cadence.offset === undefined ? { every } : { every, offset: cadence.offset as Duration }],
    jitter: '5s',
  };
}

/** About one interval: after an outage one poll is enough, since it reads everything since the last. */
function catchUpOf(cadence: Cadence): Duration {
  return 'cron' in cadence ? '15m' : (cadence.every as Duration);
}
