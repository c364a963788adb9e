import { taskQueues } from './names';
import { summarisedActivities } from './summarised-activities';

/** The activities of a document's pass that speak to Procore. A worker that died is noticed by its missing heartbeats. */
export const procoreActivities = summarisedActivities({
  taskQueue: taskQueues.procore,
  startToCloseTimeout: '2m',
  scheduleToCloseTimeout: '10m',
  heartbeatTimeout: '20s',
  retry: { initialInterval: '1s', maximumInterval: '30s', maximumAttempts: 6 },
});
