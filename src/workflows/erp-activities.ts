import { proxyActivities, type ActivityInterfaceFor } from '@temporalio/workflow';
import type { Activities } from '../activities';
import { taskQueues } from './names';

export type Erp = 'jde' | 'fusion';

/**
 * The activities that speak to an ERP, on that ERP's own task queue. One attempt may take as long as the longest call
 * the ERP is given; a worker that died is noticed by its missing heartbeats.
 */
export function erpActivities(erp: Erp): ActivityInterfaceFor<Activities> {
  return proxyActivities<Activities>({
    taskQueue: taskQueues[erp],
    startToCloseTimeout: '8m',
    scheduleToCloseTimeout: '10m',
    heartbeatTimeout: '20s',
    retry: { initialInterval: '1s', maximumInterval: '30s', maximumAttempts: 6 },
  });
}
