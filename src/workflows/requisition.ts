import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities';
import { documentLifecycle, type Carried } from './document-lifecycle';
import { erpActivities } from './erp-activities';
import type { DocumentRef } from './messages';
import { taskQueues } from './names';

const { linkVendor } = proxyActivities<Activities>({
  taskQueue: taskQueues.documents,
  startToCloseTimeout: '30s',
  retry: { initialInterval: '1s', maximumInterval: '1m' },
});
const { fetchRequisition, writeBackRequisition } = proxyActivities<Activities>({
  taskQueue: taskQueues.procore,
  startToCloseTimeout: '2m',
  scheduleToCloseTimeout: '10m',
  heartbeatTimeout: '20s',
  retry: { initialInterval: '1s', maximumInterval: '30s', maximumAttempts: 6 },
});

/**
 * An approved subcontractor invoice on its way into the books (design 5):
 * fetch, validate, vendor, order, voucher, and the confirmation when the connection processes vouchers itself.
 */
export async function requisition(ref: DocumentRef, carried?: Carried): Promise<void> {
  await documentLifecycle(ref, carried, async ({ enter, changedAt }) => {
    const fetched = await fetchRequisition(ref);
    if (fetched.next !== 'go') return fetched;
    changedAt(fetched.sourceUpdatedAt);

    const { planRequisition, postPurchaseOrder, postVoucher, confirmVoucher, cancelOrder } = erpActivities(fetched.erp);
    const planned = await planRequisition(ref);
    if (planned.next === 'link') {
      await linkVendor({ ref, partyId: planned.partyId });
      return planned.end;
    }
    if (planned.next !== 'go') return planned;

    if (planned.steps.order) {
      const ordered = await postPurchaseOrder({ ref, planId: planned.planId });
      if (ordered.next !== 'go') return ordered;
    }
    if (planned.steps.voucher) {
      if (planned.steps.order) enter('ordered');
      const vouchered = await postVoucher({ ref, planId: planned.planId });
      if (vouchered.next !== 'go') return vouchered;
    }
    let stage = planned.finalStage;
    if (planned.steps.confirm) {
      const confirmed = await confirmVoucher({ ref, planId: planned.planId });
      if (confirmed.next !== 'go') return confirmed;
      stage = confirmed.stage;
    }
    if (planned.steps.cancelOrder) {
      const canceled = await cancelOrder({ ref, planId: planned.planId });
      if (canceled.next !== 'go') return canceled;
    }
    if (planned.steps.writeBack) await writeBackRequisition({ ref, planId: planned.planId });
    return { next: 'close', stage };
  });
}
