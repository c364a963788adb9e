import type { PassEnd } from '../domain/posting/stages/pass';
import { carryOut } from './carry-out';
import { documentLifecycle, type Carried } from './document-lifecycle';
import { erpActivities } from './erp-activities';
import type { DocumentRef } from './messages';
import { taskQueues } from './names';
import { summarisedActivities } from './summarised-activities';

const { beginBankChange } = summarisedActivities({
  taskQueue: taskQueues.documents,
  startToCloseTimeout: '30s',
  retry: { initialInterval: '1s', maximumInterval: '1m' },
});

/**
 * A request for other bank details of a supplier. It waits for people until its deadline, cools off, and is applied once; what it
 * waits for, who acted and until when stands in the database, so that each pass asks for it anew.
 */
export async function bankChange(ref: DocumentRef, carried?: Carried): Promise<void> {
  await documentLifecycle(ref, carried, async (control) => {
    const begun = await beginBankChange(ref);
    if (begun.next !== 'go') return begun;
    control.read(begun);
    const planned = await erpActivities(begun.erp).planBankChange(ref);
    if (planned.next !== 'go') return planned;
    const end = await carryOut(ref, planned, control);
    return end.next === 'close' ? concluded(await beginBankChange(ref)) : end;
  });
}

/** What was applied is written down as that by the same look as begins a pass. */
function concluded(end: Awaited<ReturnType<typeof beginBankChange>>): PassEnd {
  return end.next === 'go' ? { next: 'again', why: 'stale' } : end;
}
