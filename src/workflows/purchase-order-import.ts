import type { Carried } from './document-lifecycle';
import { documentFromErp } from './from-erp';
import type { DocumentRef } from './messages';
import { taskQueues } from './names';
import { summarisedActivities } from './summarised-activities';

const { beginPurchaseOrderImport: begin } = summarisedActivities({
  taskQueue: taskQueues.documents,
  startToCloseTimeout: '30s',
  retry: { initialInterval: '1s', maximumInterval: '1m' },
});

/** An order that was made in the ERP, on its way to a commitment. */
export async function purchaseOrderImport(ref: DocumentRef, carried?: Carried): Promise<void> {
  await documentFromErp(ref, carried, {
    begin,
    fetch: (erp) => erp.fetchPurchaseOrder(ref),
    plan: (procore) => procore.planPurchaseOrderImport(ref),
  });
}
