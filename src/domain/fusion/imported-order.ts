import type { ErpOrder, ErpOrderLine, OrderStanding } from '../purchase-order/erp-order';
import type { Order, OrderLine } from './order';
import type { FusionPurchaseOrders } from './purchase-order-settings';

/** What the header of an order says besides; ids are texts, `''` where Fusion gives none. */
export interface OrderHeader {
  readonly documentStyleId: string;
  readonly buyerId: string;
  readonly procurementBusinessUnitId: string;
  /** `YYYY-MM-DD`; `''` where it is not given. */
  readonly date: string;
  /** ISO 8601, UTC. */
  readonly changedAt: string;
}

/** An order of Fusion in the terms of a commitment (accounting-fusion 4). */
export function importedOrder(
  order: Order,
  {
    header,
    supplier,
    isOurs,
    rule,
  }: {
    readonly header: OrderHeader;
    readonly supplier: ErpOrder['supplier'];
    readonly isOurs: boolean;
    readonly rule: FusionPurchaseOrders & { readonly businessUnitIds: readonly string[] };
  },
): ErpOrder {
  return {
    ...{ id: order.headerId, number: order.number, status: order.status, standing: standingOf(order.status) },
    ...{ isOurs, supplier, description: order.description, currency: order.currency, total: order.ordered },
    outOfScope: outOfScope(header, rule),
    unfit: null,
    date: header.date === '' ? null : header.date,
    changedAt: header.changedAt,
    lines: order.lines.map(toLine),
  };
}

/** Fusion closes for receiving what is received, and what is billed in full by itself. */
export function standingOf(status: string): OrderStanding {
  switch (status) {
    case 'OPEN':
    case 'CLOSED FOR RECEIVING':
      return 'open';
    case 'CLOSED':
    case 'CLOSED FOR INVOICING':
    case 'FINALLY CLOSED':
      return 'closed';
    case 'CANCELED':
      return 'canceled';
    default:
      return 'notYet';
  }
}

export function outOfScope(
  header: OrderHeader,
  rule: FusionPurchaseOrders & { readonly businessUnitIds: readonly string[] },
): string | null {
  if (!rule.businessUnitIds.includes(header.procurementBusinessUnitId)) return 'it is of another business unit';
  if (!rule.documentStyleIds.includes(header.documentStyleId)) return 'its document style is not imported';
  if (rule.buyerIds !== undefined && !rule.buyerIds.includes(header.buyerId)) return 'its buyer is not imported';
  return header.date !== '' && header.date < rule.startDate ? `it was ordered before ${rule.startDate}` : null;
}

function toLine(line: OrderLine): ErpOrderLine {
  const accounts = line.schedules.flatMap((schedule) => schedule.accounts);
  return {
    ...{ id: line.lineId, number: line.number, description: line.description },
    amount: line.ordered ?? '0',
    account: accounts.length === 1 ? (accounts[0] ?? '') : '',
    isCanceled: line.status === 'CANCELED',
    unfit: unfitOf(line, accounts),
  };
}

function unfitOf(line: OrderLine, accounts: readonly string[]): string | null {
  const [schedule, ...others] = line.schedules;
  if (line.ordered === null) return 'Fusion does not say what it comes to';
  if (schedule === undefined || others.length > 0)
    return `it has ${String(line.schedules.length)} schedules, and must have one`;
  if (accounts.length !== 1)
    return `it has ${String(accounts.length)} charge accounts that can be read, and must have one`;
  const level = schedule.matchLevel ?? '';
  const isReceived =
    schedule.matchOption === 'R' || schedule.accruesAtReceipt === true || (level !== '' && !/^2[- ]?way$/i.test(level));
  return isReceived ? 'it is matched to receipts or accrues at receipt' : null;
}
