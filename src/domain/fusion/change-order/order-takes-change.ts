import type { Problem } from '../../holds/hold-reason';
import { orderCause } from '../facts';
import type { Order } from '../order';
import { orderGone, untilOpen } from '../requisition/check-order';

interface OfOrder {
  readonly headerId: string;
  readonly commitmentId: string;
}

/**
 * What keeps an order from being changed now: it is not open, or a change that is not ours is pending, which is waited for and
 * never touched (accounting-fusion 2). `isOurs` tells by what the pending one is called.
 */
export function orderTakesChange(
  order: Order | null,
  of: OfOrder,
  isOurs: (pendingChange: string) => boolean,
): readonly Problem[] {
  if (order === null) return [orderGone(of, of.commitmentId)];
  const problems: Problem[] = [];
  if (order.status !== 'OPEN') problems.push(notOpen(order, of));
  if (order.pendingChange !== null && !isOurs(order.pendingChange))
    problems.push(pending(order, order.pendingChange, of));
  return problems;
}

function notOpen(order: Order, { commitmentId }: OfOrder): Problem {
  const { number, status } = order;
  const { isOver, remedies } = untilOpen(order, commitmentId, 'order the change order');
  return {
    reason: 'orderNotOpen',
    kind: isOver ? 'person' : 'waiting',
    field: 'StatusCode',
    value: status,
    message: `Order ${number} is ${status || 'without a status'} in Fusion, and only an open one is changed.`,
    remedies,
    causeKey: orderCause(commitmentId),
  };
}

function pending({ number }: Order, change: string, { commitmentId }: OfOrder): Problem {
  const words = change === '' ? '' : ` ("${change}")`;
  return {
    reason: 'changePending',
    kind: 'waiting',
    field: 'ChangeOrderStatusCode',
    value: number,
    message: `Another change of order ${number} is pending in Fusion${words}, and an order has one at a time: it is waited for and not touched.`,
    remedies: [{ act: 'byItself', text: 'It goes on by itself when that change is in force or taken back' }],
    causeKey: orderCause(commitmentId),
  };
}
