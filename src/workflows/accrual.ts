import { carryOut } from './carry-out';
import { documentLifecycle, type Carried } from './document-lifecycle';
import { erpActivities } from './erp-activities';
import type { DocumentRef } from './messages';
import { taskQueues } from './names';
import { summarisedActivities } from './summarised-activities';

const { beginAccrual } = summarisedActivities({
  taskQueue: taskQueues.documents,
  startToCloseTimeout: '30s',
  retry: { initialInterval: '1s', maximumInterval: '1m' },
});

/** What is accrued at the end of a period for one document, and what reverses it: what is due waits for a run. */
export async function accrual(ref: DocumentRef, carried?: Carried): Promise<void> {
  await documentLifecycle(ref, carried, async (control) => {
    const begun = await beginAccrual(ref);
    if (begun.next !== 'go') return begun;
    control.read(begun);
    const planned = await erpActivities(begun.erp).planAccrual(ref);
    return planned.next === 'go' ? carryOut(ref, planned, control) : planned;
  });
}
