import { ScheduleAlreadyRunning, ScheduleOverlapPolicy, type Client, type ScheduleSpec } from '@temporalio/client';
import type { Duration } from '@temporalio/common';
import { cadenceSchema } from '../../config/cadence';
import { calendarFacts, pollTimes, type PollTimes } from '../../domain/calendar/poll-times';
import type { Scope } from '../../store/scope';
import { feedWorkflowId, taskQueues, workflowTypes } from '../../workflows/names';
import { pausedState } from './paused-state';
import type { FeedRef } from '../../workflows/messages';
import type { ActivityPorts } from '../ports';

const reconcileEvery = '1h';

/** Makes the schedules from the feed rows: one per (connection, project, feed), and the hourly reconcile. Gives the ERP. */
export function createSyncSchedules(ports: ActivityPorts, client: () => Client) {
  const { store } = ports;
  return async function syncSchedules(scope: Scope): Promise<{ schedules: number; erp: string }> {
    const { feeds, connection, projects } = await store.inTenant(scope.tenantId, async (tx) => ({
      feeds: await tx.feeds.list(scope),
      connection: await tx.connections.load(scope.connectionId),
      projects: new Map((await tx.projects.list(scope)).map((project) => [project.id, project])),
    }));
    const { erp } = connection;
    const { timeZone } = connection.settings.posting;
    for (const feed of feeds) {
      const project = projects.get(feed.projectId) ?? null;
      const facts = calendarFacts({ timeZone, periodEnds: connection.periodEnds, project }, new Date());
      const id = feedWorkflowId(scope.connectionId, feed.projectId, feed.name);
      const { tenantId, connectionId, projectId, name, pausedNote } = feed;
      await upsertSchedule(
        client(),
        id,
        { times: pollTimes(cadenceSchema.parse(feed.cadence), facts), pausedNote },
        {
          workflowType: workflowTypes.pollFeed,
          workflowId: id,
          args: [{ tenantId, connectionId, projectId, erp, feed: name } satisfies FeedRef],
        },
      );
    }
    const id = `${workflowTypes.reconcile}/${scope.connectionId}`;
    const { tenantId, connectionId } = scope;
    await upsertSchedule(
      client(),
      id,
      { times: { intervals: [{ every: reconcileEvery }], jitter: '5s' }, pausedNote: null },
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
  { times, pausedNote }: { readonly times: PollTimes; readonly pausedNote: string | null },
  start: { workflowType: string; workflowId: string; args: unknown[] },
): Promise<void> {
  const spec = times as ScheduleSpec;
  const policies = { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: catchUpOf(times) };
  const action = { type: 'startWorkflow' as const, taskQueue: taskQueues.documents, ...start };
  try {
    await client.schedule.create({ scheduleId, spec, policies, action, state: pausedState(pausedNote, {}) });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    const handle = client.schedule.getHandle(scheduleId);
    // What is kept with the schedule (activities/connection/kept-ledger-copy.ts) stays with it.
    await handle.update((now) => ({
      ...now,
      spec,
      policies,
      state: { ...now.state, ...pausedState(pausedNote, now.state) },
      action: now.action.memo === undefined ? action : { ...action, memo: now.action.memo },
    }));
  }
}

/**
 * About one interval: after an outage one poll is enough, since it reads everything since the last. By the calendar the next one may
 * be a month away, so that the last that was missed is made up for.
 */
function catchUpOf(times: PollTimes): Duration {
  return 'intervals' in times ? (times.intervals[0].every as Duration) : '3 days';
}
