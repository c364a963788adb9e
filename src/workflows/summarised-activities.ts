import { proxyActivities, type ActivityInterfaceFor, type ActivityOptions } from '@temporalio/workflow';
import type { Activities } from '../activities';
import { activitySummaries } from './activity-summaries';

/** As `proxyActivities`; each activity carries in the Temporal UI what it does. */
export function summarisedActivities(options: ActivityOptions): ActivityInterfaceFor<Activities> {
  return new Proxy({} as ActivityInterfaceFor<Activities>, {
    get: (_none, name) => {
      const known = name as keyof Activities;
      return proxyActivities<Activities>({ ...options, summary: activitySummaries[known] })[known];
    },
  });
}
