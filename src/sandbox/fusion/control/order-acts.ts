import { Router } from 'express';
import { isJsonObject, type JsonObject, type JsonValue } from '../../http/json-value';
import { createDraft, ordersOf } from '../orders/draft';
import { acknowledge, cancelRows, closeRows, reopenOrder } from '../orders/order-behaviour';
import { approve, advanceApprovals, reject, waitingOf, withdraw } from '../orders/approval';
import { patchDraft } from '../orders/patch-draft';
import { setOrderStatus, statusOf } from '../orders/status';
import type { Actor } from '../front/behaviour';
import type { FusionState } from '../fusion-state';
import type { Item } from '../items/item';
import { controlObject, requiredText, textFrom } from './control-body';
import { ControlError } from './control-error';
import { plain } from './item-routes';

type Act = (state: FusionState, body: JsonObject) => Item;

const buyer = (state: FusionState): Actor => ({ state, user: 'CALVIN.ROTH' });

/** `/control/orders/{act}`: what buyers and approvers of the customer do; `order` is a POHeaderId or an order number. */
const ACTS: Readonly<Record<string, Act>> = {
  /** A buyer's own order, in the form of `POST /draftPurchaseOrders`, approved at once unless `open` is false. */
  create: (state, body) => {
    const order = createDraft(buyer(state), objectIn(body, 'body'));
    if (body['open'] !== false) {
      setOrderStatus(state, order, 'PENDING APPROVAL');
      approve(state, order);
    }
    return order;
  },
  /** A buyer's change order, in the form of the PATCH; it waits incomplete, or is submitted, or is approved at once. */
  change: (state, body) => {
    const order = orderNamed(state, body);
    const change = patchDraft(buyer(state), order, objectIn(body, 'body'));
    const until = textFrom(body, 'until') ?? 'incomplete';
    if (until !== 'incomplete') {
      setOrderStatus(state, change, 'PENDING APPROVAL');
      state.touch(change, { SubmittedAt: state.now(), ChangeOrderStatusCode: 'PENDING APPROVAL' }, 'CALVIN.ROTH');
    }
    if (until === 'approved') approve(state, order);
    return order;
  },
  /** A buyer hands in again what was sent back or taken back: the order, or its change order. */
  resubmit: (state, body) => {
    const order = orderNamed(state, body);
    const { pending = order } = order;
    if (!['INCOMPLETE', 'REJECTED', 'WITHDRAWN'].includes(statusOf(pending))) {
      throw new ControlError(
        `Order ${order.text('OrderNumber')} is not to be submitted; its status is ${pending.text('Status')}`,
      );
    }
    setOrderStatus(state, pending, 'PENDING APPROVAL');
    const change: Item['values'] = pending === order ? {} : { ChangeOrderStatusCode: 'PENDING APPROVAL' };
    state.touch(pending, { SubmittedAt: state.now(), ...change }, 'CALVIN.ROTH');
    return order;
  },
  approve: (state, body) => waiting(state, body, (order) => approve(state, order)),
  reject: (state, body) =>
    waiting(state, body, (order) => reject(state, order, textFrom(body, 'reason') ?? 'Rejected')),
  withdraw: (state, body) => waiting(state, body, (order) => withdraw(state, order)),
  acknowledge: (state, body) => done(state, body, (order) => acknowledge(buyer(state), order)),
  cancel: (state, body) => done(state, body, (order) => cancelRows(buyer(state), order, order.list('lines'), body)),
  close: (state, body) => done(state, body, (order) => closeRows(buyer(state), order, order.list('lines'), body)),
  reopen: (state, body) => done(state, body, (order) => reopenOrder(buyer(state), order, body)),
  /** Drops a change order that is not approved. */
  deleteChange: (state, body) => {
    const order = orderNamed(state, body);
    order.pending = undefined;
    return order;
  },
};

export function orderRoutes(state: FusionState): Router {
  const router = Router();
  router.post('/control/orders/:act', (request, response, next) => {
    const act = ACTS[request.params.act];
    if (act === undefined) {
      next();
      return;
    }
    advanceApprovals(state);
    response.json(plain(act(state, controlObject(request))));
  });
  return router;
}

export function orderNamed(state: FusionState, body: JsonObject): Item {
  const name = requiredText(body, 'order');
  const found = ordersOf(state).filter(
    (order) => order.text('POHeaderId') === name || order.text('OrderNumber') === name,
  );
  if (found.length !== 1 || found[0] === undefined) {
    throw new ControlError(`order ${name} is ${found.length === 0 ? 'not there' : 'there more than once'}`);
  }
  return found[0];
}

function waiting(state: FusionState, body: JsonObject, act: (order: Item) => void): Item {
  const order = orderNamed(state, body);
  if (waitingOf(order) === undefined) {
    throw new ControlError(
      `Order ${order.text('OrderNumber')} is not in approval; its status is ${order.text('Status')}`,
    );
  }
  act(order);
  return order;
}

function done(state: FusionState, body: JsonObject, act: (order: Item) => JsonValue): Item {
  const order = orderNamed(state, body);
  if (act(order) !== state.settings.results.success) {
    throw new ControlError(`Order ${order.text('OrderNumber')} cannot do that; its status is ${order.text('Status')}`);
  }
  return order;
}

export function objectIn(body: JsonObject, name: string): JsonObject {
  const value = body[name];
  if (!isJsonObject(value)) {
    throw new ControlError(`${name} must be an object`);
  }
  return value;
}
