import type { JsonObject } from '../../http/json-value';
import type { Actor } from '../front/behaviour';
import { badRequest } from '../front/fusion-error';
import { readValues } from '../front/read-values';
import type { FusionState } from '../fusion-state';
import { Item } from '../items/item';
import { complete, emptyValues } from '../items/item-from';
import { draftPurchaseOrders } from '../resources/purchase-orders';
import { totalOrder } from './amounts';
import { addLine } from './draft-lines';
import { resolveHeader } from './order-values';
import { setOrderStatus, statusOf } from './status';

export const ordersOf = (state: FusionState): Item[] => state.collection('purchaseOrders').all();

export const rootOf = (state: FusionState, item: Item): Item => {
  const root = state.collection('purchaseOrders').get(item.text('POHeaderId'));
  if (root === undefined) throw new Error(`Order ${item.text('POHeaderId')} is not stored`);
  return root;
};

/** An incomplete order; nothing of it stands when a line is refused. */
export function createDraft(actor: Actor, body: JsonObject): Item {
  const { state, user } = actor;
  const { values, children } = readValues(draftPurchaseOrders, body, { when: 'create' });
  resolveHeader(state, values);
  const isManual = state.settings.orderNumbering === 'manual';
  const given = values['OrderNumber'] ?? null;
  if (given !== null && !isManual) {
    throw badRequest('The attribute OrderNumber of draftPurchaseOrders cannot be set: numbering is automatic.', {
      path: '/',
    });
  }
  if (given === null && isManual) {
    throw badRequest('Attribute OrderNumber in draftPurchaseOrders is required.', { code: '27014', path: '/' });
  }
  values['OrderNumber'] = given ?? state.newOrderNumber();
  const twin = state
    .collection('purchaseOrders')
    .find({ OrderNumber: values['OrderNumber'], SoldToLegalEntityId: values['SoldToLegalEntityId'] ?? null });
  if (twin !== undefined) {
    throw badRequest('A record with this combination of values already exists.', { code: '25013', path: '/' });
  }
  const order = new Item({ ...emptyValues(draftPurchaseOrders), ...values, ...state.stamped({}, user).values });
  Object.assign(order.values, { VersionId: state.newId(), Revision: '0', OrderDate: state.today(), CancelFlag: null });
  complete(state, draftPurchaseOrders, order);
  setOrderStatus(state, order, 'INCOMPLETE');
  (children['lines'] ?? []).forEach((row, at) => addLine(actor, order, row, `/lines/${at}`));
  settle(state, order);
  return state.collection('purchaseOrders').add(order);
}

/** Sums and flags that follow from the lines. */
export function settle(state: FusionState, order: Item): void {
  totalOrder(state, order);
  const style = state.collection('purchasingDocumentStylesLOV').get(order.text('DocumentStyleId'));
  const hasTerms = order
    .list('lines')
    .some((line) => [line, ...line.list('schedules')].some((each) => typeof each.values['RetainageRate'] === 'string'));
  order.values['RetainageFlag'] =
    state.settings.retainageFlag === 'style' ? style?.is('AllowsRetainage') === true : hasTerms;
}

const EDITABLE = ['INCOMPLETE', 'REJECTED', 'WITHDRAWN'];

/**
 * What a write to `draftPurchaseOrders` changes: the draft itself, or the change order of an order that is open, which
 * the first write begins. Only one can be pending (reference 6.4).
 */
function editable(actor: Actor, item: Item, description: string | undefined): Item {
  const { state, user } = actor;
  const root = rootOf(state, item);
  const { pending } = root;
  if (pending !== undefined) {
    const isOther =
      pending.text('ChangeOrderAuthor') !== user ||
      (description !== undefined && description !== pending.text('ChangeOrderDescription'));
    const isOpen = EDITABLE.includes(statusOf(pending));
    if (!isOpen || (isOther && state.settings.secondChange === 'refused')) {
      throw badRequest('The order has a pending change order. Only one change order can be pending.', { path: '/' });
    }
    return pending;
  }
  if (EDITABLE.includes(statusOf(root))) {
    return root;
  }
  if (statusOf(root) !== 'OPEN') {
    throw badRequest(`The order cannot be changed while its status is ${root.text('Status')}.`, { path: '/' });
  }
  return beginChange(actor, root);
}

function beginChange({ state, user }: Actor, root: Item): Item {
  const change = root.copy();
  Object.assign(change.values, {
    VersionId: state.newId(),
    ChangeOrderNumber: String(Number(root.text('ChangeOrderNumber') || '0') + 1),
    ChangeOrderStatusCode: 'INCOMPLETE',
    ChangeOrderTypeCode: 'INTERNAL',
    ChangeOrderDescription: null,
    ChangeOrderAuthor: user,
    RejectionReason: null,
  });
  setOrderStatus(state, change, 'INCOMPLETE');
  state.touch(change, {}, user);
  root.pending = change;
  return change;
}

/** Runs an edit; when it is refused nothing of it stands, nor a change order that it began. */
export function edit<T>(actor: Actor, item: Item, description: string | undefined, work: (order: Item) => T): T {
  const root = rootOf(actor.state, item);
  const before = root.pending;
  const order = editable(actor, item, description);
  const kept = order.copy();
  try {
    const done = work(order);
    settle(actor.state, order);
    const isSentBack = order === root && ['REJECTED', 'WITHDRAWN'].includes(statusOf(order));
    if (isSentBack && actor.state.settings.editedDraft === 'incomplete') {
      setOrderStatus(actor.state, order, 'INCOMPLETE');
    }
    return done;
  } catch (error) {
    Object.assign(order.values, kept.values);
    Object.assign(order.children, kept.children);
    order.version = kept.version;
    root.pending = before;
    throw error;
  }
}
