import { ActivityFailure } from '@temporalio/common';
import { isCancellation, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities';
import { failureOf } from './failure-of';
import type { FeedRef } from './messages';
import { taskQueues } from './names';

// One run is short: a poll that fails for good is tried again by the next tick of its schedule.
const options = {
  startToCloseTimeout: '5m',
  scheduleToCloseTimeout: '10m',
  heartbeatTimeout: '20s',
  retry: { initialInterval: '2s', maximumInterval: '1m', maximumAttempts: 5 },
} as const;
const { pollRequisitions, sweepRequisitions, discoverProjects } = proxyActivities<Activities>({
  ...options,
  taskQueue: taskQueues.procore,
});
const { syncSchedules, noteFeedRun } = proxyActivities<Activities>({ ...options, taskQueue: taskQueues.documents });

/** Polls one feed once, and notes how that went. */
export async function pollFeed(ref: FeedRef): Promise<void> {
  let amiss: string | null;
  try {
    amiss = await poll(ref);
  } catch (error) {
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
    const { type, said } = failureOf(error);
    await noteFeedRun({ ...ref, error: type, said });
    throw error;
  }
  await noteFeedRun({ ...ref, error: amiss });
}

/** Gives what was amiss although the poll came to its end; null: nothing. */
async function poll({ tenantId, connectionId, projectId, erp, feed }: FeedRef): Promise<'noAccess' | null> {
  const { pollStanding, refreshErpFacts } = proxyActivities<Activities>({ ...options, taskQueue: erp });
  switch (feed) {
    case 'requisitions':
      await pollRequisitions({ tenantId, connectionId, projectId });
      return null;
    case 'sweep': {
      const { notVisible } = await sweepRequisitions({ tenantId, connectionId, projectId });
      return notVisible > 0 ? 'noAccess' : null;
    }
    case 'standing':
      await pollStanding({ tenantId, connectionId });
      return null;
    case 'erpFacts':
      await refreshErpFacts({ tenantId, connectionId });
      return null;
    case 'projects':
      await discoverProjects({ tenantId, connectionId });
      await syncSchedules({ tenantId, connectionId });
      return null;
  }
}
