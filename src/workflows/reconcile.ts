import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities';
import { taskQueues } from './names';

const { reconcileDocuments, syncSchedules } = proxyActivities<Activities>({
  taskQueue: taskQueues.documents,
  startToCloseTimeout: '30m',
  heartbeatTimeout: '1m',
  retry: { initialInterval: '5s', maximumInterval: '1m', maximumAttempts: 10 },
});
const { findDuplicates } = proxyActivities<Activities>({
  taskQueue: taskQueues.jde,
  startToCloseTimeout: '5m',
  scheduleToCloseTimeout: '10m',
  heartbeatTimeout: '20s',
  retry: { initialInterval: '5s', maximumInterval: '1m', maximumAttempts: 5 },
});

/** Makes Temporal agree with PostgreSQL again, and the ledger with the ERP (design 4): at start and hourly. */
export async function reconcile(scope: { readonly tenantId: string; readonly connectionId: string }): Promise<void> {
  await syncSchedules(scope);
  await reconcileDocuments(scope);
  await findDuplicates(scope);
}
