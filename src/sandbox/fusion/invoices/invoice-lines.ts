import { decimalOf } from '../../decimal';
import type { JsonObject } from '../../http/json-value';
import type { Actor } from '../front/behaviour';
import { badRequest, noSuchValue } from '../front/fusion-error';
import { readValues } from '../front/read-values';
import { requireCombination } from '../items/combinations';
import { Item, type Values } from '../items/item';
import { complete, emptyValues } from '../items/item-from';
import { cents, isByQuantity, priceOf, worth } from '../orders/amounts';
import { statusOf } from '../orders/status';
import { childOf, type ResourceDefinition } from '../resources/definition';
import { invoices } from '../resources/invoices';
import { billedOnSchedule, RETAINAGE_RELEASE } from './billed';

export const LINES = childOf(invoices, 'invoiceLines');
export const DISTRIBUTIONS = childOf(LINES, 'invoiceDistributions');
export const INSTALLMENTS = childOf(invoices, 'invoiceInstallments');

export function addInvoiceLine(actor: Actor, invoice: Item, body: JsonObject, path: string): Item {
  const { values, children } = readValues(LINES, body, { when: 'create', path });
  values['LineNumber'] ??= String(invoice.list('invoiceLines').length + 1);
  values['LineType'] ??= 'Item';
  values['AccountingDate'] ??= invoice.values['AccountingDate'] ?? null;
  if ((values['LineAmount'] ?? null) === null) {
    const text = `You must provide a value for the Amount attribute for line ${String(values['LineNumber'])}.`;
    throw badRequest(text, { code: 'AP-810879', path });
  }
  const distributions = children['invoiceDistributions'] ?? [];
  const line = newRow(actor, LINES, values);
  if (line.text('PurchaseOrderNumber') !== '') {
    if (distributions.length > 0 || line.text('DistributionCombination') !== '') {
      throw badRequest('A line that is matched takes the account of its order; none can be sent.', { path });
    }
    match(actor, invoice, line, path);
  } else if (line.text('DistributionCombination') !== '') {
    requireCombination(actor.state, line.text('DistributionCombination'), path);
  }
  distributions.forEach((row, at) => addDistribution(actor, line, row, `${path}/invoiceDistributions/${at}`));
  invoice.list('invoiceLines').push(line);
  return line;
}

export function addDistribution(actor: Actor, line: Item, body: JsonObject, path: string): Item {
  const { values } = readValues(DISTRIBUTIONS, body, { when: 'create', path });
  values['DistributionLineNumber'] ??= String(line.list('invoiceDistributions').length + 1);
  values['AccountingDate'] ??= line.values['AccountingDate'] ?? null;
  const distribution = newRow(actor, DISTRIBUTIONS, values);
  requireCombination(actor.state, distribution.text('DistributionCombination'), path);
  line.list('invoiceDistributions').push(distribution);
  return distribution;
}

export function newRow({ state, user }: Actor, definition: ResourceDefinition, values: Values): Item {
  const item = new Item({ ...emptyValues(definition), ...values, ...state.stamped({}, user).values });
  complete(state, definition, item);
  return item;
}

const DEAD = ['INCOMPLETE', 'PENDING APPROVAL', 'REJECTED', 'WITHDRAWN', 'CANCELED', 'FINALLY CLOSED'];

/** Finds the schedule of the order, and refuses what Payables does not match (reference 7.2). */
function match(actor: Actor, invoice: Item, line: Item, path: string): void {
  const { state } = actor;
  const { order, orderLine, schedule } = scheduleOf(actor, invoice, line, path);
  const statuses = [statusOf(order), statusOf(orderLine), statusOf(schedule)];
  const isClosed = statuses.some((status) => status.startsWith('CLOSED')) && state.settings.matchToClosed === 'refused';
  if (statuses.some((status) => DEAD.includes(status)) || isClosed) {
    throw badRequest(
      `The purchase order ${order.text('OrderNumber')} cannot be matched: it is ${order.text('Status')}.`,
      { path },
    );
  }
  if (invoice.text('InvoiceType') === 'Credit memo' && state.settings.creditMemoMatching === 'refused') {
    throw badRequest('A credit memo cannot be matched to a purchase order line.', { path });
  }
  line.values['POScheduleId'] = schedule.text('LineLocationId');
  line.values['PurchaseOrderScheduleLineNumber'] ??= schedule.text('ScheduleNumber');
  line.values['UOM'] = orderLine.values['UOM'] ?? null;
  if (invoice.text('InvoiceType') !== RETAINAGE_RELEASE) {
    requireMeasures(actor, orderLine, line, path);
    requireBilled(actor, orderLine, schedule, invoice, line, path);
  }
}

function scheduleOf(actor: Actor, invoice: Item, line: Item, path: string) {
  const { state } = actor;
  const unit = state.collection('finBusinessUnitsLOV').find({ BusinessUnitName: invoice.text('BusinessUnit') });
  const supplier = state.collection('suppliers').find({ Supplier: invoice.text('Supplier') });
  const order = state.collection('purchaseOrders').find({
    OrderNumber: line.text('PurchaseOrderNumber'),
    SoldToLegalEntityId: unit?.values['LegalEntityId'] ?? null,
    SupplierId: supplier?.values['SupplierId'] ?? null,
  });
  if (order === undefined) throw noSuchValue('PurchaseOrderNumber', path);
  const numbered = (rows: readonly Item[], name: string, number: string): Item | undefined =>
    number === '' && rows.length === 1 ? rows[0] : rows.find((row) => row.text(name) === number);
  const orderLine = numbered(order.list('lines'), 'LineNumber', line.text('PurchaseOrderLineNumber'));
  if (orderLine === undefined) throw noSuchValue('PurchaseOrderLineNumber', path);
  const schedule = numbered(
    orderLine.list('schedules'),
    'ScheduleNumber',
    line.text('PurchaseOrderScheduleLineNumber'),
  );
  if (schedule === undefined) throw noSuchValue('PurchaseOrderScheduleLineNumber', path);
  return { order, orderLine, schedule };
}

/** Quantity and price where the order line is priced by quantity, the amount alone where it is not. */
export function requireMeasures(actor: Actor, orderLine: Item, line: Item, path: string): void {
  const { quantityOnAmountLine, quantityDecimals } = actor.state.settings;
  const [quantity, price] = [line.values['Quantity'] ?? null, line.values['UnitPrice'] ?? null];
  if (!isByQuantity(actor.state, orderLine)) {
    if (quantity === null && price === null) return;
    if (quantityOnAmountLine === 'refused') {
      throw badRequest('You cannot enter a quantity or unit price for a line matched to an amount-based line.', {
        path,
      });
    }
    Object.assign(line.values, { Quantity: null, UnitPrice: null });
    return;
  }
  const number = line.text('LineNumber');
  if (quantity === null) {
    throw badRequest(`You must provide a value for the Quantity attribute for line ${number}.`, {
      code: 'AP-811013',
      path,
    });
  }
  if (price === null) {
    throw badRequest(`You must provide a value for the UnitPrice attribute for line ${number}.`, {
      code: 'AP-810787',
      path,
    });
  }
  const exact = decimalOf(line.text('Quantity'));
  if (exact.decimalPlaces() > quantityDecimals) {
    throw badRequest(`The quantity of line ${number} has more than ${quantityDecimals} decimals.`, { path });
  }
  if (!cents(exact.times(decimalOf(line.text('UnitPrice')))).equals(decimalOf(line.text('LineAmount')))) {
    throw badRequest(`Quantity times unit price must equal the amount of line ${number}.`, { path });
  }
}

/** What is credited on an order line is at most what was billed on it. */
function requireBilled(actor: Actor, orderLine: Item, schedule: Item, invoice: Item, line: Item, path: string): void {
  const ordered = worth(schedule, priceOf(actor.state, orderLine));
  const own = invoice
    .list('invoiceLines')
    .filter((each) => each.text('POScheduleId') === schedule.text('LineLocationId'));
  const billed = own.reduce(
    (sum, each) => sum.plus(decimalOf(each.text('LineAmount'))),
    billedOnSchedule(actor.state, schedule.text('LineLocationId')).amount.plus(decimalOf(line.text('LineAmount'))),
  );
  const isCredited = ordered.isNegative() ? billed.greaterThan(0) : billed.lessThan(0);
  if (isCredited) {
    throw badRequest('The amount credited cannot be more than the amount billed on the purchase order.', { path });
  }
}
