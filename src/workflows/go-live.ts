import { ApplicationFailure } from '@temporalio/common';
import type { GoLiveRequest, Unread, WentLive } from './messages';
import { failureTypes, taskQueues } from './names';
import { readChanges, readEverything, showProgress } from './read-everything';
import { summarisedActivities } from './summarised-activities';

const { divideAtGoLive, syncSchedules } = summarisedActivities({
  taskQueue: taskQueues.documents,
  startToCloseTimeout: '10m',
  heartbeatTimeout: '1m',
  retry: { initialInterval: '1s', maximumInterval: '1m' },
});

const mostRounds = 20;

/** A connection begins to post: everything is read, then what is approved is divided, once. */
export async function goLive({ takeOver, actor, ...scope }: GoLiveRequest): Promise<WentLive> {
  const show = showProgress();
  const projects = await readEverything(scope, show, { orders: false });
  if (projects.length === 0) {
    throw ApplicationFailure.nonRetryable(
      "Procore permits no active project: ask the company's Procore administrator for the app's permitted projects",
      failureTypes.refused,
    );
  }
  const all = projects.map((projectId) => ({ projectId }));
  await readChanges(scope, all, show, 'reading what changed meanwhile');
  const divided = await divide({ ...scope, takeOver, actor }, projects, show);
  show({ step: 'making the schedules' });
  await syncSchedules(scope);
  show({ step: 'done' });
  return { projects: projects.length, ...divided };
}

/** Nothing is divided by what is known to be old: what was heard of since it was read is read again first. */
async function divide(
  request: GoLiveRequest,
  projectIds: readonly string[],
  show: ReturnType<typeof showProgress>,
): Promise<Omit<WentLive, 'projects'>> {
  const { tenantId, connectionId } = request;
  let left: readonly Unread[] = [];
  for (let round = 0; round < mostRounds; round += 1) {
    show({ step: 'dividing what is approved' });
    const divided = await divideAtGoLive({ ...request, projectIds });
    if (!('unread' in divided)) return divided;
    left = divided.unread;
    await readChanges({ tenantId, connectionId }, left, show, 'reading again what changed meanwhile');
  }
  const ids = left.flatMap(({ requisitionIds }) => requisitionIds).join(', ');
  throw ApplicationFailure.nonRetryable(
    `these requisitions keep changing in Procore while the connection goes live: ${ids}. Nothing was changed; go live again when they rest`,
    failureTypes.refused,
  );
}
