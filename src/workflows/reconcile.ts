import { taskQueues } from './names';
import { summarisedActivities } from './summarised-activities';

const { reconcileDocuments, syncSchedules } = summarisedActivities({
  taskQueue: taskQueues.documents,
  startToCloseTimeout: '30m',
  heartbeatTimeout: '1m',
  retry: { initialInterval: '5s', maximumInterval: '1m', maximumAttempts: 10 },
});
const options = {
  startToCloseTimeout: '5m',
  scheduleToCloseTimeout: '10m',
  heartbeatTimeout: '20s',
  retry: { initialInterval: '5s', maximumInterval: '1m', maximumAttempts: 5 },
} as const;

/** Makes Temporal agree with PostgreSQL again, and the ledger with the ERP (design 4): at start and hourly. */
export async function reconcile(scope: { readonly tenantId: string; readonly connectionId: string }): Promise<void> {
  const { erp } = await syncSchedules(scope);
  await reconcileDocuments(scope);
  await summarisedActivities({ ...options, taskQueue: erp }).findDuplicates(scope);
}
