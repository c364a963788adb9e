import {
  isClosed,
  isReopened,
  neverSo,
  orderMoves,
  unfinished,
  type Unposted,
} from '../../../domain/fusion/commitment/order-closing';
import type { OrderClosingBody } from '../../../domain/fusion/kinds/order-closing';
import type { Order } from '../../../domain/fusion/order';
import type { PostingSettings } from '../../../domain/fusion/posting-settings';
import { orderGone } from '../../../domain/fusion/requisition/check-order';
import type { Problem } from '../../../domain/holds/hold-reason';
import { isZero } from '../../../domain/money/money';
import type { Look } from '../../../domain/posting/look';
import type { Posted, PostingPort } from '../../erp-adapter';
import { textOrNull } from '../calls/cells';
import { equalId } from '../calls/query';
import type { FusionConnection } from '../connect';
import { readOrder, readOrderBilling } from '../facts/orders';
import { shortOfPosted } from '../postings/invoice-rows';
import { readInvoice } from '../postings/invoices';
import { actOnOrder } from '../postings/order-actions';

/** Orders closed by a person's choice: found when every schedule is closed (reference 6.1). */
export function orderClosePort(fusion: FusionConnection, settings: PostingSettings): PostingPort {
  const paymentHold = settings.holdNames.payment ?? null;
  return {
    look: (of) => lookAtEach(fusion, of, (order) => Promise.resolve(isClosed(order))),

    ready: (one) =>
      readyOf(fusion, one, async (order) => {
        const unposted = await unpostedOn(fusion, order, { source: settings.invoiceSource, paymentHold });
        return unfinished(order, { unposted, withheld: await withheldBy(fusion, order) });
      }),

    send: ({ body }) => {
      const { headerId } = body as OrderClosingBody;
      // Never finally: there is hardly a way back from that.
      return actOnOrder(fusion, headerId, 'close', { closeAction: 'close', closeReason: 'Closed from Procore' });
    },
  };
}

/** Orders opened again by a person's choice: found when they are open. */
export function orderReopenPort(fusion: FusionConnection, settings: PostingSettings): PostingPort {
  return {
    look: (of) =>
      lookAtEach(fusion, of, async (order, { firstSentAt }) => {
        if (isReopened(order, null)) return true;
        const wasAsked = firstSentAt !== null && order.status === 'OPEN';
        return wasAsked && isReopened(order, await readOrderBilling(fusion, order.headerId, settings.invoiceSource));
      }),

    ready: (one) => readyOf(fusion, one, () => Promise.resolve([])),

    send: ({ body }) => {
      const { headerId } = body as OrderClosingBody;
      return actOnOrder(fusion, headerId, 'reopen', { [settings.order.reopenMember]: settings.order.reopenValue });
    },
  };
}

async function lookAtEach(
  fusion: FusionConnection,
  of: readonly Posted[],
  isDone: (order: Order, one: Posted) => Promise<boolean>,
): Promise<readonly Look[]> {
  const looks: Look[] = [];
  for (const one of of) {
    const { kind, headerId, commitmentId } = one.body as OrderClosingBody;
    const nothing = { key: one.key, found: [], strangers: [], running: false };
    const order = await readOrder(fusion, headerId);
    if (order === null) {
      looks.push({ ...nothing, waits: orderGone({ headerId }, commitmentId) });
      continue;
    }
    const refused = neverSo(order, kind);
    if (refused !== null) {
      looks.push({ ...nothing, refused });
      continue;
    }
    const reference = { poHeaderId: headerId, orderNumber: order.number };
    const found = { reference, stage: 'stands', stageWord: order.status, missing: [], shown: null, facts: {} } as const;
    looks.push((await isDone(order, one)) ? { ...nothing, found: [found] } : nothing);
  }
  return looks;
}

async function readyOf(
  fusion: FusionConnection,
  { body }: Posted,
  more: (order: Order) => Promise<readonly Problem[]>,
): Promise<readonly Problem[]> {
  const { headerId, commitmentId } = body as OrderClosingBody;
  const order = await readOrder(fusion, headerId);
  if (order === null) return [orderGone({ headerId }, commitmentId)];
  const problems = orderMoves(order, { commitmentId });
  return problems.length > 0 ? problems : more(order);
}

/** Whoever entered them: what was shown before is not what came since. */
async function unpostedOn(
  fusion: FusionConnection,
  { headerId }: Order,
  { source, paymentHold }: { readonly source: string; readonly paymentHold: string | null },
): Promise<readonly Unposted[]> {
  const { invoices = [] } = (await readOrderBilling(fusion, headerId, source)) ?? {};
  const unposted: Unposted[] = [];
  for (const { invoiceId, number } of invoices) {
    const read = await readInvoice(fusion, invoiceId);
    const where = read === null ? 'it is not shown any more' : shortOfPosted(read, paymentHold);
    if (where !== null) unposted.push({ invoice: number, where });
  }
  return unposted;
}

/** Null: nothing, or it has no terms of its own; `''`: it has, and Fusion does not say. */
async function withheldBy({ collections }: FusionConnection, { headerId, hasTerms }: Order): Promise<string | null> {
  if (!hasTerms) return null;
  const [row] = await collections.all({
    resource: 'purchaseOrderLifeCycleDetails',
    purpose: 'retainage of an order',
    key: 'POHeaderId',
    conditions: [equalId('POHeaderId', headerId)],
    onlyData: true,
  });
  const withheld = row === undefined ? null : textOrNull(row, 'NetRetainage');
  return withheld !== null && isZero(withheld) ? null : (withheld ?? '');
}
