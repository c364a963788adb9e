import type { FusionState } from '../fusion-state';
import type { Item, Values } from '../items/item';
import { billedOnLine } from '../invoices/billed';
import { closeWhatIsBilled } from './closing';
import { ordersOf, settle } from './draft';
import { setOrderStatus, setStatusDown, statusOf } from './status';

/** Approvals whose time has come; an order that entered approval invalid stays there (reference 6.3). */
export function advanceApprovals(state: FusionState): void {
  const { approval, approvalMs } = state.settings;
  if (approval === 'manual') {
    return;
  }
  const latest = state.nowMs() - approvalMs;
  for (const order of ordersOf(state)) {
    const waiting = waitingOf(order);
    if (waiting === undefined || waiting.is('SubmittedInvalid') || Date.parse(waiting.text('SubmittedAt')) > latest) {
      continue;
    }
    if (approval === 'rejects') reject(state, order, 'Rejected by the approval rules');
    else approve(state, order);
  }
}

/** The order or its change order, if it is in approval. */
export function waitingOf(order: Item): Item | undefined {
  return [order.pending, order].find((each) => each !== undefined && statusOf(each) === 'PENDING APPROVAL');
}

export function approve(state: FusionState, order: Item): void {
  const { pending } = order;
  if (pending !== undefined) {
    const revision = String(Number(order.text('Revision') || '0') + 1);
    const status = order.values['StatusCode'] ?? null;
    Object.assign(order.values, pending.values, {
      Revision: revision,
      ChangeOrderStatusCode: 'PROCESSED',
      StatusCode: status,
    });
    Object.assign(order.children, pending.children);
    order.pending = undefined;
    for (const line of order.list('lines')) {
      const isCanceled = line.is('CancelFlag');
      if (isCanceled) line.values['Ordered'] = billedOnLine(state, line).toFixed();
      for (const each of [line, ...line.list('schedules')]) {
        if (isCanceled || each.is('CancelFlag')) setOrderStatus(state, each, 'CANCELED');
        else if (statusOf(each) === 'INCOMPLETE') setOrderStatus(state, each, 'OPEN');
      }
    }
    settle(state, order);
  }
  const needsSupplier = !['', 'None'].includes(order.text('RequiredAcknowledgment')) && pending === undefined;
  const next = needsSupplier ? 'PENDING SUPPLIER ACKNOWLEDGMENT' : 'OPEN';
  if (pending === undefined) setStatusDown(state, order, next);
  else setOrderStatus(state, order, 'OPEN');
  state.touch(order, { SubmittedAt: null, RejectionReason: null }, 'APPROVER');
  closeWhatIsBilled(state, order);
}

export function reject(state: FusionState, order: Item, reason: string): void {
  endApproval(state, order, 'REJECTED', { RejectionReason: reason });
}

export function withdraw(state: FusionState, order: Item): void {
  endApproval(state, order, order.pending === undefined ? 'WITHDRAWN' : 'INCOMPLETE', {});
}

function endApproval(
  state: FusionState,
  order: Item,
  status: 'REJECTED' | 'WITHDRAWN' | 'INCOMPLETE',
  rest: Values,
): void {
  const waiting = waitingOf(order);
  if (waiting === undefined) {
    return;
  }
  setOrderStatus(state, waiting, status);
  const change: Values = waiting === order.pending ? { ChangeOrderStatusCode: status } : {};
  state.touch(waiting, { SubmittedAt: null, ...rest, ...change }, 'APPROVER');
}
