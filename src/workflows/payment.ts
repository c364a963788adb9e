import type { Carried } from './document-lifecycle';
import { documentFromErp } from './from-erp';
import type { DocumentRef } from './messages';
import { taskQueues } from './names';
import { summarisedActivities } from './summarised-activities';

const { beginPayment: begin } = summarisedActivities({
  taskQueue: taskQueues.documents,
  startToCloseTimeout: '30s',
  retry: { initialInterval: '1s', maximumInterval: '1m' },
});

/** A payment of an invoice of ours in the ERP, on its way to a payment of the commitment in Procore. */
export async function payment(ref: DocumentRef, carried?: Carried): Promise<void> {
  await documentFromErp(ref, carried, {
    begin,
    fetch: (erp) => erp.fetchPayment(ref),
    plan: (procore) => procore.planPayment(ref),
  });
}
