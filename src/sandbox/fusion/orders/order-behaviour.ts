import type { JsonObject, JsonValue } from '../../http/json-value';
import type { Actor, Behaviour } from '../front/behaviour';
import { badRequest } from '../front/fusion-error';
import { flagOf, textIn } from '../front/read-values';
import { billedOnLine } from '../invoices/billed';
import type { Item } from '../items/item';
import { totalOrder } from './amounts';
import { approve, waitingOf } from './approval';
import { rollStatusUp } from './closing';
import { ordersOf } from './draft';
import { setOrderStatus, setStatusDown, statusOf, type OrderStatus } from './status';

const succeed = ({ state }: Actor): JsonValue => state.settings.results.success;
const fail = ({ state }: Actor): JsonValue => state.settings.results.failure;

/** Approved and in-process orders (reference 6.1); whether drafts are among them is a switch. */
export const ORDERS: Behaviour = {
  rows: ({ state }) =>
    ordersOf(state).filter((order) => state.settings.draftsInPurchaseOrders || statusOf(order) !== 'INCOMPLETE'),
  actions: {
    cancel: (actor, order, body) => cancelRows(actor, order, order.list('lines'), body),
    close: (actor, order, body) => closeRows(actor, order, order.list('lines'), body),
    reopen: reopenOrder,
    submit: resubmit,
    communicate: (actor, order) => (statusOf(order) === 'OPEN' ? succeed(actor) : fail(actor)),
    communicateOnePurchaseOrder: (actor, order) => (statusOf(order) === 'OPEN' ? succeed(actor) : fail(actor)),
    hold: (actor, order, body) => move(actor, order, ['OPEN'], 'ON HOLD', { HoldReason: textIn(body, 'holdReason') }),
    removeHold: (actor, order) => move(actor, order, ['ON HOLD'], 'OPEN', { HoldReason: null }),
    freeze: (actor, order) => set(actor, order, { FrozenFlag: true }),
    unfreeze: (actor, order) => set(actor, order, { FrozenFlag: false }),
    acknowledge: (actor, order) => acknowledge(actor, order),
    renumberPO: renumber,
  },
};

export const ORDER_LINES: Behaviour = {
  actions: {
    cancel: (actor, line, body, [order]) =>
      order === undefined ? fail(actor) : cancelRows(actor, order, [line], body),
    close: (actor, line, body, [order]) => (order === undefined ? fail(actor) : closeRows(actor, order, [line], body)),
  },
};

export function acknowledge(actor: Actor, order: Item): JsonValue {
  if (statusOf(order) !== 'PENDING SUPPLIER ACKNOWLEDGMENT') return fail(actor);
  setStatusDown(actor.state, order, 'OPEN');
  return set(actor, order, {});
}

/** What was billed stays ordered; the rest is canceled. */
export function cancelRows(actor: Actor, order: Item, lines: readonly Item[], body: JsonObject): JsonValue {
  const { state, user } = actor;
  const party = textIn(body, 'initiatingParty').toLowerCase();
  if (!['', 'buyer', 'requester', 'supplier'].includes(party)) {
    throw badRequest(`The value ${party} of initiatingParty is not valid.`);
  }
  const isAlive = ['OPEN', 'ON HOLD', 'CLOSED FOR RECEIVING', 'PENDING SUPPLIER ACKNOWLEDGMENT'].includes(
    statusOf(order),
  );
  if (!isAlive || order.pending !== undefined) {
    return fail(actor);
  }
  const reason = { CancelFlag: true, CancelReason: textIn(body, 'cancellationReason') };
  for (const line of lines.filter((each) => statusOf(each) !== 'CANCELED')) {
    line.values['Ordered'] = billedOnLine(state, line).toFixed();
    for (const each of [line, ...line.list('schedules')]) {
      setOrderStatus(state, each, 'CANCELED');
      state.touch(each, reason, user);
    }
  }
  if (order.list('lines').every((line) => statusOf(line) === 'CANCELED')) {
    setOrderStatus(state, order, 'CANCELED');
    state.touch(order, reason, user);
  } else {
    rollStatusUp(state, order);
    state.touch(order, {}, user);
  }
  totalOrder(state, order);
  return succeed(actor);
}

const CLOSE_ACTIONS: Readonly<Record<string, OrderStatus>> = {
  closeforreceiving: 'CLOSED FOR RECEIVING',
  closeforinvoicing: 'CLOSED FOR INVOICING',
  close: 'CLOSED',
  finallyclose: 'FINALLY CLOSED',
};

/** Beside the one that opens all, which is called as the setting `reopenValue` says. */
const REOPEN_ACTIONS: readonly string[] = ['reopenforreceiving', 'reopenforinvoicing', 'reopenfinallyclosed'];

const normalized = (text: string): string => text.toLowerCase().replace(/[\s_-]/g, '');

/** Rolls down to lines and schedules and up to the header. */
export function closeRows(actor: Actor, order: Item, lines: readonly Item[], body: JsonObject): JsonValue {
  const { state, user } = actor;
  const status = CLOSE_ACTIONS[normalized(textIn(body, 'closeAction'))];
  if (status === undefined) {
    throw badRequest(`The value ${textIn(body, 'closeAction')} of closeAction is not valid.`);
  }
  if (!['OPEN', 'ON HOLD'].includes(statusOf(order)) && !/^CLOSED/.test(statusOf(order))) {
    return fail(actor);
  }
  for (const line of lines.filter((each) => !['CANCELED', 'FINALLY CLOSED'].includes(statusOf(each)))) {
    [line, ...line.list('schedules')].forEach((each) => setOrderStatus(state, each, status));
  }
  rollStatusUp(state, order);
  state.touch(order, { CloseReason: textIn(body, 'closeReason') }, user);
  return succeed(actor);
}

/**
 * The spelling of the member and of its value is not published: settings `reopenMember`, `reopenValue`. What was finally closed comes back by a way of its own
 * alone.
 */
export function reopenOrder(actor: Actor, order: Item, body: JsonObject): JsonValue {
  const { state, user } = actor;
  const { reopenMember, reopenValue } = state.settings;
  const action = normalized(textIn(body, reopenMember));
  if (![normalized(reopenValue), ...REOPEN_ACTIONS].includes(action)) {
    throw badRequest(`The value ${textIn(body, reopenMember)} of ${reopenMember} is not valid.`);
  }
  const isFinal = action.includes('finally');
  const status = statusOf(order);
  const isRight = isFinal ? status === 'FINALLY CLOSED' : status.startsWith('CLOSED') || hasClosedLines(order);
  if (!isRight) {
    return fail(actor);
  }
  const stays: readonly OrderStatus[] = isFinal ? ['CANCELED'] : ['CANCELED', 'FINALLY CLOSED'];
  for (const line of order.list('lines').filter((each) => !stays.includes(statusOf(each)))) {
    [line, ...line.list('schedules')].forEach((each) => {
      each.values['ClosedByBilling'] = false;
      setOrderStatus(state, each, 'OPEN');
    });
  }
  setOrderStatus(state, order, 'OPEN');
  state.touch(order, {}, user);
  return succeed(actor);
}

const hasClosedLines = (order: Item): boolean =>
  order.list('lines').some((line) => statusOf(line).startsWith('CLOSED'));

/** Only for orders stuck in approval: withdraws and submits again (reference 6.1). */
function resubmit(actor: Actor, order: Item, body: JsonObject): JsonValue {
  const waiting = waitingOf(order);
  if (waiting === undefined) {
    return fail(actor);
  }
  actor.state.touch(waiting, { SubmittedAt: actor.state.now() }, actor.user);
  if (flagOf(body, 'bypassApprovalsFlag') && !waiting.is('SubmittedInvalid')) {
    approve(actor.state, order);
  }
  return succeed(actor);
}

function renumber(actor: Actor, order: Item, body: JsonObject): JsonValue {
  const OrderNumber = textIn(body, 'newOrderNumber');
  const isTaken = actor.state.collection('purchaseOrders').find({ OrderNumber }) !== undefined;
  return OrderNumber === '' || isTaken ? fail(actor) : set(actor, order, { OrderNumber });
}

function move(
  actor: Actor,
  order: Item,
  from: readonly OrderStatus[],
  to: OrderStatus,
  rest: Item['values'],
): JsonValue {
  if (!from.includes(statusOf(order))) return fail(actor);
  setOrderStatus(actor.state, order, to);
  return set(actor, order, rest);
}

function set(actor: Actor, order: Item, values: Item['values']): JsonValue {
  actor.state.touch(order, values, actor.user);
  return succeed(actor);
}
