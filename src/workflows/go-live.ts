import { ApplicationFailure } from '@temporalio/common';
import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities';
import type { GoLiveRequest, WentLive } from './messages';
import { failureTypes, taskQueues } from './names';
import { readEverything, showProgress } from './read-everything';

const { divideAtGoLive, syncSchedules } = proxyActivities<Activities>({
  taskQueue: taskQueues.documents,
  startToCloseTimeout: '10m',
  heartbeatTimeout: '1m',
  retry: { initialInterval: '1s', maximumInterval: '1m' },
});

/** A connection begins to post: everything is read, then what is approved is divided, once. */
export async function goLive({ takeOver, actor, ...scope }: GoLiveRequest): Promise<WentLive> {
  const show = showProgress();
  const projects = await readEverything(scope, show);
  if (projects.length === 0) {
    throw ApplicationFailure.nonRetryable(
      "Procore permits no active project: ask the company's Procore administrator for the app's permitted projects",
      failureTypes.refused,
    );
  }
  show({ step: 'dividing what is approved' });
  const divided = await divideAtGoLive({ ...scope, takeOver, actor });
  show({ step: 'making the schedules' });
  await syncSchedules(scope);
  show({ step: 'done' });
  return { projects: projects.length, ...divided };
}
