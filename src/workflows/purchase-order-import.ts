import { carryOut } from './carry-out';
import { documentLifecycle, type Carried } from './document-lifecycle';
import { erpActivities } from './erp-activities';
import type { DocumentRef } from './messages';
import { taskQueues } from './names';
import { procoreActivities } from './procore-activities';
import { summarisedActivities } from './summarised-activities';

const { beginPurchaseOrderImport: begin } = summarisedActivities({
  taskQueue: taskQueues.documents,
  startToCloseTimeout: '30s',
  retry: { initialInterval: '1s', maximumInterval: '1m' },
});

/** An order that was made in the ERP, on its way to a commitment: read there, planned by what Procore shows, step after step. */
export async function purchaseOrderImport(ref: DocumentRef, carried?: Carried): Promise<void> {
  await documentLifecycle(ref, carried, async (control) => {
    const begun = await begin(ref);
    if (begun.next !== 'go') return begun;
    const fetched = await erpActivities(begun.erp).fetchPurchaseOrder(ref);
    if (fetched.next !== 'go') return fetched;
    control.read(fetched);
    const planned = await procoreActivities.planPurchaseOrderImport(ref);
    if (planned.next === 'link') return planned.end;
    return planned.next === 'go' ? carryOut(ref, planned, control) : planned;
  });
}
