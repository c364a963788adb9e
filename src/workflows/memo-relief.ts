import { carryOut } from './carry-out';
import { documentLifecycle, type Carried } from './document-lifecycle';
import { erpActivities } from './erp-activities';
import type { DocumentRef } from './messages';
import { taskQueues } from './names';
import { summarisedActivities } from './summarised-activities';

const { beginMemoRelief } = summarisedActivities({
  taskQueue: taskQueues.documents,
  startToCloseTimeout: '30s',
  retry: { initialInterval: '1s', maximumInterval: '1m' },
});

/** The journal of a change order's approval is taken back as it is billed, or at the close: what is due waits for a run. */
export async function memoRelief(ref: DocumentRef, carried?: Carried): Promise<void> {
  await documentLifecycle(ref, carried, async (control) => {
    const begun = await beginMemoRelief(ref);
    if (begun.next !== 'go') return begun;
    control.read(begun);
    const planned = await erpActivities(begun.erp).planMemoRelief(ref);
    return planned.next === 'go' ? carryOut(ref, planned, control) : planned;
  });
}
