import type { PassEnd } from '../../domain/posting/pass';
import type { PurchaseOrderBody } from '../../domain/jde/posting-body';
import { causeKey } from '../../domain/holds/cause-key';
import { postedLines, postingContext, type PlannedPosting } from './posting-context';
import { postStep } from './post-step';
import type { ActivityPorts } from '../ports';

/** Posts the plan's purchase order, or finds that it stands already. */
export function createPostPurchaseOrder(ports: ActivityPorts) {
  const { store } = ports;
  return async function postPurchaseOrder(posting: PlannedPosting): Promise<{ next: 'go' } | PassEnd> {
    const context = await postingContext(ports, posting);
    const { order } = context.plan.plan;
    if (order === null) return { next: 'go' };
    const gateway = await ports.erp(context.connection);
    const { apPosting } = context.connection.settings.posting;
    const cause = causeKey.requisition(context.document.sourceId);
    return postStep<PurchaseOrderBody>(ports, context, {
      step: 'order',
      bodyOf: (erpKey) => ({ ...order, erpKey }),
      port: gateway.purchaseOrder,
      // Without vouchers the order is the last step: later numbers may go.
      beforeConfirm: (trx) => (apPosting ? Promise.resolve() : store.versionRows.touch(trx, context.document, [cause])),
      onConfirmed: async (trx, posting) => {
        await store.documents.setStage(trx, context.document.id, 'ordered', apPosting);
        if (apPosting) return;
        await store.countedLines.countLines(trx, context.document, await postedLines(ports, trx, context, posting));
        await store.holds.releaseByCause(trx, store.sealed, context.document, [cause], ports.actor);
      },
    });
  };
}
