import { parseDecimal } from '../../decimal';
import { textOf, type JsonObject } from '../../http/json-value';
import type { Actor } from '../front/behaviour';
import { badRequest, notFound } from '../front/fusion-error';
import { readValues } from '../front/read-values';
import type { Item } from '../items/item';
import type { ResourceDefinition } from '../resources/definition';
import { draftPurchaseOrders } from '../resources/purchase-orders';
import { billedOnSchedule } from '../invoices/billed';
import { priceOf, rollAmounts, worth } from './amounts';
import { edit } from './draft';
import {
  addDistribution,
  addLine,
  addSchedule,
  DISTRIBUTIONS,
  LINES,
  resolveAccount,
  SCHEDULES,
  requireRetainageStyle,
} from './draft-lines';
import { resolvePair } from '../items/pairs';

/** A header with nested lines, schedules and distributions: rows that name an id or a number change, others are added. */
export function patchDraft(actor: Actor, item: Item, body: JsonObject): Item {
  const { values, children } = readValues(draftPurchaseOrders, body, { when: 'update' });
  const description = values['ChangeOrderDescription'];
  return edit(actor, item, typeof description === 'string' ? description : undefined, (order) => {
    resolvePair(actor.state, values, ['BuyerId', 'Buyer'], 'buyersLOV');
    actor.state.touch(order, values, actor.user);
    (children['lines'] ?? []).forEach((row, at) => patchLine(actor, order, row, `/lines/${at}`));
    return order;
  });
}

function patchLine(actor: Actor, order: Item, body: JsonObject, path: string): Item {
  const line = named(order.list('lines'), body, ['POLineId', 'LineNumber'], path);
  if (line === undefined) {
    return addLine(actor, order, body, path);
  }
  const sent = new Set<string>();
  const { children } = change(actor, LINES, line, body, path, sent, ['POLineId', 'LineNumber']);
  requireRetainageStyle(actor, order, line, path);
  (children['schedules'] ?? []).forEach((row, at) =>
    patchSchedule(actor, order, line, row, `${path}/schedules/${at}`, sent),
  );
  finishLine(actor, line, sent, path);
  return line;
}

function patchSchedule(actor: Actor, order: Item, line: Item, body: JsonObject, path: string, sent: Set<string>): void {
  const schedule = named(line.list('schedules'), body, ['LineLocationId', 'ScheduleNumber'], path);
  if (schedule === undefined) {
    addSchedule(actor, order, line, body, path);
    return;
  }
  const { children } = change(actor, SCHEDULES, schedule, body, path, sent, ['LineLocationId', 'ScheduleNumber']);
  (children['distributions'] ?? []).forEach((row, at) => {
    const at2 = `${path}/distributions/${at}`;
    const found = named(schedule.list('distributions'), row, ['PODistributionId', 'DistributionNumber'], at2);
    if (found === undefined) addDistribution(actor, schedule, row, at2);
    else change(actor, DISTRIBUTIONS, found, row, at2, sent, ['PODistributionId', 'DistributionNumber']);
  });
}

/** One row through its own address. */
export function patchOne(actor: Actor, definition: ResourceDefinition, line: Item, item: Item, body: JsonObject): Item {
  const sent = new Set<string>();
  change(actor, definition, item, body, '/', sent, []);
  finishLine(actor, line, sent, '/');
  return item;
}

function change(
  actor: Actor,
  definition: ResourceDefinition,
  item: Item,
  body: JsonObject,
  path: string,
  sent: Set<string>,
  also: readonly string[],
) {
  const read = readValues(definition, body, { when: 'update', path, also });
  const { [definition.key]: _key, ...values } = read.values;
  resolveAccount(actor, values, path);
  actor.state.touch(item, values, actor.user);
  Object.keys(values).forEach((name) => sent.add(`${item.text(definition.key)}/${name}`));
  return read;
}

function finishLine(actor: Actor, line: Item, sent: ReadonlySet<string>, path: string): void {
  const { state } = actor;
  if (state.settings.amountsRoll) {
    rollAmounts(line, sent);
  }
  if (state.settings.reduceBelowBilled === 'allowed') {
    return;
  }
  for (const schedule of line.list('schedules')) {
    const billed = billedOnSchedule(state, schedule.text('LineLocationId')).amount;
    const ordered = worth(schedule, priceOf(state, line));
    if (ordered.abs().comparedTo(billed.abs()) < 0) {
      throw badRequest(`The amount cannot be less than the amount billed, ${billed.toFixed(2)}.`, { path });
    }
  }
}

/** The row that the body names by its id or its number; undefined when it names a number that is free, or none. */
function named(
  rows: readonly Item[],
  body: JsonObject,
  [id, number]: readonly [string, string],
  path: string,
): Item | undefined {
  const text = (name: string): string | undefined => {
    const value = textOf(body[name]);
    return value === undefined ? undefined : parseDecimal(value)?.toFixed();
  };
  const [wantedId, wantedNumber] = [text(id), text(number)];
  if (wantedId !== undefined) {
    const found = rows.find((row) => row.text(id) === wantedId);
    if (found === undefined) throw notFound(`The row ${path} with ${id} ${wantedId}`);
    return found;
  }
  return wantedNumber === undefined ? undefined : rows.find((row) => row.text(number) === wantedNumber);
}
