import { type ActivityInterfaceFor } from '@temporalio/workflow';
import type { Activities } from '../activities';
import { summarisedActivities } from './summarised-activities';

/**
 * The activities that speak to an ERP, on that ERP's own task queue, which is called as the system is. One attempt may take as long as the longest call
 * the ERP is given; a worker that died is noticed by its missing heartbeats.
 */
export function erpActivities(system: string): ActivityInterfaceFor<Activities> {
  return summarisedActivities({
    taskQueue: system,
    startToCloseTimeout: '8m',
    scheduleToCloseTimeout: '10m',
    heartbeatTimeout: '20s',
    retry: { initialInterval: '1s', maximumInterval: '30s', maximumAttempts: 6 },
  });
}
