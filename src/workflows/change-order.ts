import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities';
import { carryOut } from './carry-out';
import { documentLifecycle, type Carried } from './document-lifecycle';
import { erpActivities } from './erp-activities';
import type { DocumentRef } from './messages';
import { taskQueues } from './names';
import { procoreActivities } from './procore-activities';

const { linkVendor } = proxyActivities<Activities>({
  taskQueue: taskQueues.documents,
  startToCloseTimeout: '30s',
  retry: { initialInterval: '1s', maximumInterval: '1m' },
});
const { fetchChangeOrder } = procoreActivities;

/** An approved change order on its way to lines of the order that are in force: fetch, plan, step after step. */
export async function changeOrder(ref: DocumentRef, carried?: Carried): Promise<void> {
  await documentLifecycle(ref, carried, async (control) => {
    const fetched = await fetchChangeOrder(ref);
    if (fetched.next !== 'go') return fetched;
    control.read(fetched);

    const planned = await erpActivities(fetched.erp).planChangeOrder(ref);
    if (planned.next === 'link') {
      await linkVendor({ ref, partyId: planned.partyId });
      return planned.end;
    }
    return planned.next === 'go' ? carryOut(ref, planned, control) : planned;
  });
}
