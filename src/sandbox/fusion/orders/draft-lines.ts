import type { JsonObject } from '../../http/json-value';
import type { Actor } from '../front/behaviour';
import { badRequest, noSuchValue } from '../front/fusion-error';
import { readValues } from '../front/read-values';
import { combinationById, combinationText, isPostable, requireCombination } from '../items/combinations';
import { Item, type Values } from '../items/item';
import { complete, emptyValues } from '../items/item-from';
import { resolvePair } from '../items/pairs';
import { childOf, type ResourceDefinition } from '../resources/definition';
import { draftPurchaseOrders } from '../resources/purchase-orders';
import { isByQuantity } from './amounts';
import { setOrderStatus } from './status';

export const LINES = childOf(draftPurchaseOrders, 'lines');
export const SCHEDULES = childOf(LINES, 'schedules');
export const DISTRIBUTIONS = childOf(SCHEDULES, 'distributions');
const PROJECT_DFF = childOf(DISTRIBUTIONS, 'projectDFF');

/** Left out, these move the failure to validation (reference 6.2), or to the create itself: a switch. */
export const SCHEDULE_MEMBERS: readonly (readonly string[])[] = [
  ['ShipToLocation', 'ShipToLocationId'],
  ['ShipToOrganization', 'ShipToOrganizationCode', 'ShipToOrganizationId'],
  ['RequestedDeliveryDate'],
  ['DestinationTypeCode'],
];

export function addLine(actor: Actor, order: Item, body: JsonObject, path: string): Item {
  const { state } = actor;
  const { values, children } = readValues(LINES, body, { when: 'create', path });
  if (resolvePair(state, values, ['LineTypeId', 'LineType'], 'purchasingLineTypesLOV', undefined, path) === undefined) {
    throw badRequest('Attribute LineType in lines is required.', { code: '27014', path });
  }
  values['CurrencyCode'] = order.values['CurrencyCode'] ?? null;
  numbered(values, 'LineNumber', order.list('lines'), path);
  const line = newItem(actor, LINES, values, order);
  requireBasis(actor, order, line, path);
  requireRetainageStyle(actor, order, line, path);
  (children['schedules'] ?? []).forEach((row, at) => addSchedule(actor, order, line, row, `${path}/schedules/${at}`));
  order.list('lines').push(line);
  return line;
}

export function addSchedule(actor: Actor, order: Item, line: Item, body: JsonObject, path: string): Item {
  const { values, children } = readValues(SCHEDULES, body, { when: 'create', path });
  const missing = SCHEDULE_MEMBERS.find((names) => names.every((name) => (values[name] ?? null) === null));
  if (missing !== undefined && actor.state.settings.missingScheduleMembers === 'atCreate') {
    throw badRequest(`Attribute ${missing[0] ?? ''} in schedules is required.`, { code: '27014', path });
  }
  numbered(values, 'ScheduleNumber', line.list('schedules'), path);
  values['InvoiceMatchOptionCode'] ??= 'P';
  values['InvoiceMatchOption'] = values['InvoiceMatchOptionCode'] === 'R' ? 'Receipt' : 'Order';
  values['MatchApprovalLevelCode'] ??= '2-Way';
  const schedule = newItem(actor, SCHEDULES, values, line);
  requireRetainageStyle(actor, order, schedule, path);
  (children['distributions'] ?? []).forEach((row, at) =>
    addDistribution(actor, schedule, row, `${path}/distributions/${at}`),
  );
  line.list('schedules').push(schedule);
  return schedule;
}

export function addDistribution(actor: Actor, schedule: Item, body: JsonObject, path: string): Item {
  const { values, children } = readValues(DISTRIBUTIONS, body, { when: 'create', path });
  resolveAccount(actor, values, path);
  numbered(values, 'DistributionNumber', schedule.list('distributions'), path);
  const distribution = newItem(actor, DISTRIBUTIONS, values, schedule);
  for (const row of children['projectDFF'] ?? []) {
    const read = readValues(PROJECT_DFF, row, { when: 'create', path });
    distribution.list('projectDFF').push(newItem(actor, PROJECT_DFF, read.values, distribution));
  }
  schedule.list('distributions').push(distribution);
  return distribution;
}

/** `POChargeAccount` is the text, `POChargeAccountId` the combination's id: either gives both. */
export function resolveAccount(actor: Actor, values: Values, path: string): void {
  const { POChargeAccountId: id, POChargeAccount: text } = values;
  if (typeof id === 'string') {
    const found = combinationById(actor.state, id);
    if (found === undefined || !isPostable(found)) throw noSuchValue('POChargeAccount', path);
    values['POChargeAccount'] = combinationText(actor.state, found);
  } else if (typeof text === 'string') {
    values['POChargeAccountId'] = requireCombination(actor.state, text, path).values['_CODE_COMBINATION_ID'] ?? null;
  }
}

function requireBasis(actor: Actor, order: Item, line: Item, path: string): void {
  const { state } = actor;
  const style = state.collection('purchasingDocumentStylesLOV').get(order.text('DocumentStyleId'));
  const needed = isByQuantity(state, line) ? ['Quantity', 'Price'] : ['Amount'];
  if (needed.length === 1 && style?.is('AllowsAmountLines') === false) {
    throw noSuchValue('LineType', path);
  }
  for (const name of needed) {
    if (line.values[name] === null) {
      throw badRequest(`Attribute ${name} in lines is required.`, { code: '27014', path });
    }
  }
  if (needed.length === 1 && (line.values['Quantity'] !== null || line.values['Price'] !== null)) {
    throw badRequest('You cannot enter a quantity or price on a line that is priced by amount.', { path });
  }
}

/** Seeded styles cannot carry retainage terms (reference 7.6). */
export function requireRetainageStyle(actor: Actor, order: Item, item: Item, path: string): void {
  const style = actor.state.collection('purchasingDocumentStylesLOV').get(order.text('DocumentStyleId'));
  const hasTerms = [item.values['RetainageRate'], item.values['MaximumRetainageAmount']].some(
    (each) => typeof each === 'string',
  );
  if (hasTerms && actor.state.settings.retainageTerms === 'unknown') {
    const name = typeof item.values['RetainageRate'] === 'string' ? 'RetainageRate' : 'MaximumRetainageAmount';
    throw badRequest(`Invalid attribute "${name}" in the payload`, { path });
  }
  if (hasTerms && style?.is('AllowsRetainage') !== true) {
    throw badRequest('The document style does not allow retainage.', { path });
  }
}

function newItem(actor: Actor, definition: ResourceDefinition, values: Values, parent: Item): Item {
  const { state, user } = actor;
  const ids = ['POHeaderId', 'POLineId'].filter((name) => definition.key !== name && name in emptyValues(definition));
  const inherited = Object.fromEntries(ids.map((name) => [name, parent.values[name] ?? null]));
  const stamps = 'CreationDate' in emptyValues(definition) ? state.stamped({}, user).values : {};
  const item = new Item({ ...emptyValues(definition), ...inherited, ...values, ...stamps });
  complete(state, definition, item);
  if ('StatusCode' in item.values) setOrderStatus(state, item, 'INCOMPLETE');
  return item;
}

/** The number that was sent, if it is free, or the next one. */
function numbered(values: Values, name: string, siblings: readonly Item[], path: string): void {
  const taken = siblings.map((item) => Number(item.text(name)));
  const given = values[name];
  if (typeof given === 'string' && taken.includes(Number(given))) {
    throw badRequest('A record with this combination of values already exists.', { code: '25013', path });
  }
  values[name] ??= String(Math.max(0, ...taken) + 1);
}
