import type { OrderCancelBody, PurchaseOrderBody } from '../../domain/jde/posting-body';
import type { PassEnd } from '../../domain/posting/pass';
import { toOrderReference } from '../../domain/jde/order-reference';
import { postingContext, type PlannedPosting } from './posting-context';
import { postStep } from './post-step';
import type { ActivityPorts } from '../ports';

/** Cancels the lines of an order whose voucher is posted, so that the commitment is not counted beside the cost. */
export function createCancelOrder(ports: ActivityPorts) {
  const { store } = ports;
  return async function cancelOrder(posting: PlannedPosting): Promise<{ next: 'go' } | PassEnd> {
    const context = await postingContext(ports, posting);
    const { document } = context;
    const order = await store.inTenant(document.tenantId, async (tx) => {
      const postings = await tx.postings.of(document.id);
      const found = postings.filter((one) => one.step === 'order' && one.state === 'confirmed').at(-1);
      if (found?.body == null || found.reference === null) return null;
      const body = await tx.sealed.open<PurchaseOrderBody>('posting', found.body);
      return { reference: found.reference, lineKeys: body.lines.map((line) => line.key) };
    });
    if (order === null) return { next: 'go' };
    const gateway = await ports.erp(context.connection);
    return postStep<OrderCancelBody>(ports, context, {
      step: 'orderCancel',
      bodyOf: (erpKey) => ({
        kind: 'orderCancel',
        erpKey,
        order: toOrderReference(order.reference),
        lineKeys: order.lineKeys,
      }),
      port: gateway.orderCancel,
      // An earlier requisition that came to be open again is no reason to leave this order open.
      mayGo: (tx) => tx.connections.mayPost(document.connectionId),
      onConfirmed: (tx) => tx.documents.setStage(document.id, 'posted', false),
    });
  };
}
