import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities';
import { carryOut } from './carry-out';
import { documentLifecycle, type Carried } from './document-lifecycle';
import { erpActivities } from './erp-activities';
import type { DocumentRef } from './messages';
import { taskQueues } from './names';

const { fetchVendor } = proxyActivities<Activities>({
  taskQueue: taskQueues.procore,
  startToCloseTimeout: '2m',
  scheduleToCloseTimeout: '10m',
  heartbeatTimeout: '20s',
  retry: { initialInterval: '1s', maximumInterval: '30s', maximumAttempts: 6 },
});

/** A vendor of Procore becomes a supplier of the ERP: found, or created, or held for a person to choose. */
export async function vendor(ref: DocumentRef, carried?: Carried): Promise<void> {
  await documentLifecycle(ref, carried, async (control) => {
    const fetched = await fetchVendor(ref);
    if (fetched.next !== 'go') return fetched;
    const matched = await erpActivities(fetched.erp).matchVendor(ref);
    return matched.next === 'go' ? carryOut(ref, matched, control) : matched;
  });
}
