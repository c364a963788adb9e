import type { JsonObject, JsonValue } from '../../http/json-value';
import type { Actor, Behaviour } from '../front/behaviour';
import { badRequest } from '../front/fusion-error';
import { flagOf } from '../front/read-values';
import type { Item } from '../items/item';
import type { ResourceDefinition } from '../resources/definition';
import { approve } from './approval';
import { createDraft, edit, ordersOf, rootOf } from './draft';
import { addDistribution, addLine, addSchedule, DISTRIBUTIONS, LINES, SCHEDULES } from './draft-lines';
import { patchDraft, patchOne } from './patch-draft';
import { setOrderStatus, statusOf } from './status';
import { validateOrder, type OrderMessage } from './validate-order';

const IN_WORK = ['INCOMPLETE', 'PENDING APPROVAL', 'REJECTED', 'WITHDRAWN'];

/** The change order in the place of its order; open orders are found by their key though no list shows them. */
const shown = (order: Item): Item => order.pending ?? order;

export const DRAFTS: Behaviour = {
  rows: ({ state }) =>
    ordersOf(state)
      .map(shown)
      .filter((order) => state.settings.openOrdersInDrafts || IN_WORK.includes(statusOf(order))),
  findable: ({ state }) => ordersOf(state).map(shown),
  create: createDraft,
  update: patchDraft,
  remove: (actor, item) => {
    const root = rootOf(actor.state, item);
    if (root.pending !== undefined || statusOf(root) !== 'INCOMPLETE') {
      throw badRequest('Only an incomplete order can be deleted.');
    }
    actor.state.collection('purchaseOrders').remove(root);
  },
  actions: {
    validateDocument: ({ state }, item) =>
      validateOrder(state, item).map((message) => shownMessage(state.settings, message)),
    submit,
    calculateTaxAndAccounting: ({ state }) => state.settings.results.success,
    checkFunds: ({ state }) => state.settings.results.success,
    cancelChangeOrder: dropChange,
    deleteChangeOrder: dropChange,
  },
};

function shownMessage({ validationMessages }: Actor['state']['settings'], { type, text }: OrderMessage): JsonValue {
  return validationMessages === 'typed' ? { MessageType: type, MessageText: text } : { Message: text };
}

/** Validation defaults to false: an order that is wrong enters approval and stays there (reference 6.3). */
function submit(actor: Actor, item: Item, body: JsonObject): JsonValue {
  const { state, user } = actor;
  const { success, failure } = state.settings.results;
  const hasErrors = validateOrder(state, item).some(({ type }) => type === 'ERROR');
  const isReady = ['INCOMPLETE', 'REJECTED', 'WITHDRAWN'].includes(statusOf(item));
  if (!isReady || (hasErrors && flagOf(body, 'validateBeforeSubmitFlag'))) {
    return failure;
  }
  const root = rootOf(state, item);
  const isChange = item === root.pending;
  setOrderStatus(state, item, 'PENDING APPROVAL');
  state.touch(
    item,
    {
      SubmittedAt: state.now(),
      SubmittedInvalid: hasErrors,
      ...(isChange ? { ChangeOrderStatusCode: 'PENDING APPROVAL' } : {}),
    },
    user,
  );
  if (flagOf(body, 'bypassApprovalsFlag') && !hasErrors) {
    approve(state, root);
  }
  return success;
}

function dropChange(actor: Actor, item: Item): JsonValue {
  const { success, failure } = actor.state.settings.results;
  const root = rootOf(actor.state, item);
  if (root.pending === undefined) {
    return failure;
  }
  root.pending = undefined;
  return success;
}

export const DRAFT_LINES: Behaviour = {
  create: (actor, body, [order]) =>
    edit(actor, at(order), undefined, (draft) => touched(actor, draft, addLine(actor, draft, body, '/'))),
  update: (actor, item, body, [order]) => inDraft(actor, LINES, at(order), [item], body),
  remove: (actor, item, [order]) =>
    edit(actor, at(order), undefined, (draft) => removeFrom(draft.list('lines'), 'POLineId', item)),
};

export const DRAFT_SCHEDULES: Behaviour = {
  create: (actor, body, [order, line]) =>
    edit(actor, at(order), undefined, (draft) => {
      const own = sameIn(draft.list('lines'), 'POLineId', at(line));
      return touched(actor, draft, addSchedule(actor, draft, own, body, '/'));
    }),
  update: (actor, item, body, [order, line]) => inDraft(actor, SCHEDULES, at(order), [at(line), item], body),
};

export const DRAFT_DISTRIBUTIONS: Behaviour = {
  create: (actor, body, [order, line, schedule]) =>
    edit(actor, at(order), undefined, (draft) => {
      const own = sameIn(draft.list('lines'), 'POLineId', at(line));
      const ownSchedule = sameIn(own.list('schedules'), 'LineLocationId', at(schedule));
      return touched(actor, draft, addDistribution(actor, ownSchedule, body, '/'));
    }),
  update: (actor, item, body, [order, line, schedule]) =>
    inDraft(actor, DISTRIBUTIONS, at(order), [at(line), at(schedule), item], body),
};

/** Patches the row of the draft, or of the change order that this write begins, which stands for the one addressed. */
function inDraft(
  actor: Actor,
  definition: ResourceDefinition,
  order: Item,
  path: readonly Item[],
  body: JsonObject,
): Item {
  return edit(actor, order, undefined, (draft) => {
    const line = sameIn(draft.list('lines'), 'POLineId', at(path[0]));
    let item = line;
    if (path[1] !== undefined) item = sameIn(line.list('schedules'), 'LineLocationId', path[1]);
    if (path[2] !== undefined) item = sameIn(item.list('distributions'), 'PODistributionId', path[2]);
    return touched(actor, draft, patchOne(actor, definition, line, item, body));
  });
}

function touched(actor: Actor, draft: Item, item: Item): Item {
  if (actor.state.settings.childTouchesParent) actor.state.touch(draft, {}, actor.user);
  return item;
}

function sameIn(rows: readonly Item[], key: string, item: Item): Item {
  return at(rows.find((row) => row.text(key) === item.text(key)));
}

function removeFrom(rows: Item[], key: string, item: Item): void {
  rows.splice(rows.indexOf(sameIn(rows, key, item)), 1);
}

function at(item: Item | undefined): Item {
  if (item === undefined) throw new Error('The row is not there');
  return item;
}
