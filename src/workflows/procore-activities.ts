import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities';
import { taskQueues } from './names';

/** The activities of a document's pass that speak to Procore. A worker that died is noticed by its missing heartbeats. */
export const procoreActivities = proxyActivities<Activities>({
  taskQueue: taskQueues.procore,
  startToCloseTimeout: '2m',
  scheduleToCloseTimeout: '10m',
  heartbeatTimeout: '20s',
  retry: { initialInterval: '1s', maximumInterval: '30s', maximumAttempts: 6 },
});
