import { carryOut } from './carry-out';
import { documentLifecycle, type Carried } from './document-lifecycle';
import { erpActivities } from './erp-activities';
import type { DocumentRef } from './messages';
import { taskQueues } from './names';
import { summarisedActivities } from './summarised-activities';

const { beginJournalRun } = summarisedActivities({
  taskQueue: taskQueues.documents,
  startToCloseTimeout: '30s',
  retry: { initialInterval: '1s', maximumInterval: '1m' },
});

/** One posting for many documents, which wait for it: of those that wait when it is planned. */
export async function journalRun(ref: DocumentRef, carried?: Carried): Promise<void> {
  await documentLifecycle(ref, carried, async (control) => {
    const begun = await beginJournalRun(ref);
    if (begun.next !== 'go') return begun;
    control.read(begun);
    const planned = await erpActivities(begun.erp).planJournalRun(ref);
    return planned.next === 'go' ? carryOut(ref, planned, control) : planned;
  });
}
