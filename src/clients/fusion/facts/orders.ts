import type {
  BilledInvoice,
  Order,
  OrderBilling,
  OrderLine,
  OrderSchedule,
  OrderWithChange,
} from '../../../domain/fusion/order';
import { orderStage, statusOf } from '../../../domain/fusion/order';
import { flag, flagOrNull, text, textOrNull } from '../calls/cells';
import { childrenSchema, type Row } from '../calls/collection-page';
import { isBadQuery } from '../calls/errors';
import { equalId, equalText, isAskable, type Condition } from '../calls/query';
import type { FusionConnection } from '../connect';
import { ofSupplierNamed } from '../postings/invoices';
import { ourKeyIn } from '../postings/our-keys';
import { readAccountNames } from './accounts';

const withDistributions = 'lines.schedules.distributions';
const withSchedules = 'lines.schedules';

/**
 * An order as it stands, and what a pending change of it is called. Null: there is none of that id. `boughtBy`: we know that it stood
 * in that procurement business unit; then it throws `Unavailable` where no draft of that is shown, which could hide it.
 */
export async function readOrder(
  fusion: FusionConnection,
  headerId: string,
  boughtBy: string | null = null,
): Promise<Order | null> {
  const [row] = await ordersWith(fusion, 'purchaseOrders', headerId);
  const [draft] = await ordersWith(fusion, 'draftPurchaseOrders', headerId, row === undefined ? boughtBy : null);
  const standing = row ?? draft;
  if (standing === undefined) return null;
  return toOrder(fusion, standing, draft ?? null);
}

/** The same with the lines of the pending change. */
export async function readOrderWithChange(
  fusion: FusionConnection,
  headerId: string,
  boughtBy: string | null = null,
): Promise<OrderWithChange | null> {
  const [row] = await ordersWith(fusion, 'purchaseOrders', headerId);
  const [draft] = await ordersWith(fusion, 'draftPurchaseOrders', headerId, row === undefined ? boughtBy : null);
  const standing = row ?? draft;
  if (standing === undefined) return null;
  const isChange = draft !== undefined && pendingChange(draft) !== null;
  return {
    order: await toOrder(fusion, standing, draft ?? null),
    change: isChange ? { ...(await toOrder(fusion, draft, draft)), status: changeStatus(draft) } : null,
  };
}

/** Throws `Unavailable` where Fusion shows no draft of that unit now, so that one that is not found may be hidden. */
export async function draftsAreShown(fusion: FusionConnection, procurementBusinessUnitId: string): Promise<void> {
  await fusion.collections.isShown({
    resource: 'draftPurchaseOrders',
    purpose: 'any draft',
    key: 'POHeaderId',
    conditions: [equalId('ProcurementBUId', procurementBusinessUnitId)],
  });
}

/** The third level is not documented on every resource: without it, accounts are those of the draft. */
async function ordersWith(
  fusion: FusionConnection,
  resource: string,
  headerId: string,
  boughtBy: string | null = null,
): Promise<readonly Row[]> {
  const within = boughtBy === null ? [] : [equalId('ProcurementBUId', boughtBy)];
  const conditions = [equalId('POHeaderId', headerId), ...within];
  const asked = { resource, purpose: 'order', key: 'POHeaderId', conditions, within, mayBeSent: boughtBy !== null };
  try {
    return await fusion.collections.all({ ...asked, expand: withDistributions });
  } catch (error) {
    if (!isBadQuery(error)) throw error;
    return fusion.collections.all({ ...asked, expand: withSchedules });
  }
}

async function toOrder(fusion: FusionConnection, row: Row, draft: Row | null): Promise<Order> {
  const drafted = new Map(linesOf(draft).map((line) => [text(line, 'POLineId'), line]));
  const lines = linesOf(row).map((line) => ({ line, own: drafted.get(text(line, 'POLineId')) ?? null }));
  const ids = lines.flatMap(({ line, own }) => [line, own].flatMap(distributionsOf)).map(chargeId);
  const names = await readAccountNames(
    fusion,
    ids.filter((id) => id !== ''),
  );
  return {
    headerId: text(row, 'POHeaderId'),
    number: text(row, 'OrderNumber'),
    status: statusOf(text(row, 'StatusCode')),
    supplierId: text(row, 'SupplierId'),
    siteId: text(row, 'SupplierSiteId'),
    site: text(row, 'SupplierSite'),
    currency: text(row, 'CurrencyCode'),
    ordered: textOrNull(row, 'Ordered'),
    description: text(row, 'Description'),
    hasTerms: flag(row, 'RetainageFlag'),
    payer: text(row, 'BillToBU') || text(row, 'RequisitioningBU'),
    pendingChange: draft === null ? null : pendingChange(draft),
    lines: lines.map(({ line, own }) => toLine(line, own, names)),
  };
}

/**
 * A draft that carries members of a change is one of an order that stands (reference 6.2). An order that is in force itself may be
 * listed there too, with the members of a change that is over.
 */
export function pendingChange(draft: Row): string | null {
  const isChange = ['ChangeOrderNumber', 'ChangeOrderStatusCode', 'ChangeOrderTypeCode'].some(
    (name) => text(draft, name) !== '',
  );
  return isChange && isInWork(draft) ? text(draft, 'ChangeOrderDescription') : null;
}

function isInWork(draft: Row): boolean {
  const isInForce = ['posted', 'voided'].includes(orderStage(statusOf(text(draft, 'StatusCode'))));
  const change = statusOf(text(draft, 'ChangeOrderStatusCode'));
  return !isInForce || ['', 'INCOMPLETE', 'PENDING APPROVAL', 'REJECTED', 'WITHDRAWN'].includes(change);
}

function changeStatus(draft: Row): string {
  return statusOf(text(draft, 'ChangeOrderStatusCode') || text(draft, 'StatusCode'));
}

function toLine(line: Row, draft: Row | null, names: ReadonlyMap<string, string>): OrderLine {
  const drafted = new Map(schedulesOf(draft).map((one) => [text(one, 'ScheduleNumber'), one]));
  return {
    lineId: text(line, 'POLineId'),
    number: text(line, 'LineNumber'),
    status: statusOf(text(line, 'StatusCode')),
    description: text(line, 'Description'),
    quantity: textOrNull(line, 'Quantity'),
    price: textOrNull(line, 'Price'),
    ordered: textOrNull(line, 'Ordered') ?? textOrNull(line, 'Amount'),
    retainageRate: textOrNull(line, 'RetainageRate'),
    schedules: schedulesOf(line).map((one) => toSchedule(one, drafted.get(text(one, 'ScheduleNumber')) ?? null, names)),
  };
}

function toSchedule(row: Row, draft: Row | null, names: ReadonlyMap<string, string>): OrderSchedule {
  const own = childrenSchema.parse(row['distributions']);
  const distributions = own ?? (draft === null ? null : childrenSchema.parse(draft['distributions'])) ?? [];
  const given = (attribute: string): string | null =>
    textOrNull(row, attribute) ?? (draft === null ? null : textOrNull(draft, attribute));
  return {
    number: text(row, 'ScheduleNumber'),
    status: statusOf(text(row, 'StatusCode')),
    matchOption: given('InvoiceMatchOptionCode'),
    matchLevel: given('MatchApprovalLevelCode'),
    taxClassification: given('TaxClassification'),
    accruesAtReceipt:
      flagOrNull(row, 'AccrueAtReceiptFlag') ?? (draft === null ? null : flagOrNull(draft, 'AccrueAtReceiptFlag')),
    accounts: distributions
      .map((one) => textOrNull(one, 'POChargeAccount') ?? names.get(chargeId(one)) ?? '')
      .filter((name) => name !== ''),
  };
}

/** Every live invoice of the order's supplier whose lines name the order (accounting-fusion 3). Null: there is no such order. */
export async function readOrderBilling(
  fusion: FusionConnection,
  headerId: string,
  source: string,
): Promise<OrderBilling | null> {
  const asked = {
    resource: 'purchaseOrders',
    purpose: 'order',
    key: 'POHeaderId',
    conditions: [equalId('POHeaderId', headerId)],
  };
  const [order] = await fusion.collections.all(asked);
  if (order === undefined) return null;
  const number = text(order, 'OrderNumber');
  const supplier = await ofSupplier(fusion, order);
  const invoices: BilledInvoice[] = [];
  for (const unit of payersOf(fusion, order)) {
    const rows = await fusion.collections.all({
      resource: 'invoices',
      purpose: 'invoices on an order',
      key: 'InvoiceId',
      conditions: [supplier, equalText('BusinessUnit', unit)],
      expand: 'invoiceLines',
    });
    invoices.push(...rows.flatMap((row) => billedOn(row, number, source) ?? []));
  }
  return { invoices };
}

/** The business unit of the connection that owes what the order comes to; where Fusion does not say which, any may. */
function payersOf({ businessUnits }: FusionConnection, order: Row): readonly string[] {
  const named = text(order, 'BillToBU') || text(order, 'RequisitioningBU');
  return businessUnits.includes(named) ? [named] : businessUnits;
}

/** The supplier's number, where invoices may be asked by it: an order gives only its id and its name. */
async function ofSupplier(fusion: FusionConnection, order: Row): Promise<Condition> {
  const name = equalText('Supplier', text(order, 'Supplier'));
  if (isAskable(name)) return name;
  const asked = { resource: 'suppliers', purpose: 'supplier of an order', key: 'SupplierId' };
  const [supplier] = await fusion.collections.all({
    ...asked,
    conditions: [equalId('SupplierId', text(order, 'SupplierId'))],
  });
  return ofSupplierNamed(
    fusion,
    text(order, 'Supplier'),
    supplier === undefined ? '' : text(supplier, 'SupplierNumber'),
  );
}

function billedOn(row: Row, order: string, source: string): BilledInvoice | null {
  if (flag(row, 'CanceledFlag') || text(row, 'ValidationStatus') === 'Canceled') return null;
  const lines = (childrenSchema.parse(row['invoiceLines']) ?? []).filter(
    (line) =>
      text(line, 'PurchaseOrderNumber') === order && !flag(line, 'CanceledFlag') && !flag(line, 'DiscardedFlag'),
  );
  if (lines.length === 0) return null;
  return {
    invoiceId: text(row, 'InvoiceId'),
    number: text(row, 'InvoiceNumber'),
    date: text(row, 'InvoiceDate').slice(0, 10),
    key: text(row, 'InvoiceSource') === source ? ourKeyIn(text(row, 'Description')) : '',
    lines: lines.map((line) => ({
      orderLine: text(line, 'PurchaseOrderLineNumber'),
      schedule: text(line, 'PurchaseOrderScheduleLineNumber'),
      amount: text(line, 'LineAmount'),
      quantity: textOrNull(line, 'Quantity'),
    })),
  };
}

function linesOf(row: Row | null): readonly Row[] {
  return row === null ? [] : (childrenSchema.parse(row['lines']) ?? []);
}

function schedulesOf(line: Row | null): readonly Row[] {
  return line === null ? [] : (childrenSchema.parse(line['schedules']) ?? []);
}

function distributionsOf(line: Row | null): readonly Row[] {
  return schedulesOf(line).flatMap((schedule) => childrenSchema.parse(schedule['distributions']) ?? []);
}

function chargeId(distribution: Row): string {
  return text(distribution, 'POChargeAccount') === '' ? text(distribution, 'POChargeAccountId') : '';
}
