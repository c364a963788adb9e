import type { ErpOrder, ErpOrderLine } from '../../../../domain/jde/erp-facts';
import type { OrderReference } from '../../../../domain/jde/bodies/posting-body';
import { isZero } from '../../../../domain/money/money';
import type { TableRow } from '../../ais/schemas';
import { amountText } from '../../tables/decimal-text';
import type { TableQuery } from '../../tables/table-query';
import { changeWaits, lineNumber, orderLineColumns, type OrderLineRow } from './purchase-order-rows';
import { orderKey } from './purchase-orders';

const columns = [...orderLineColumns, 'AREC', 'UREC', 'FAP'] as const;
export type WholeOrderLineRow = OrderLineRow & TableRow<(typeof columns)[number]>;

/** Next status of a line that was received in full or canceled (reference 12.1): it takes no change. */
const closedNext = '999';

export function wholeOrderLinesQuery(order: OrderReference): TableQuery<(typeof columns)[number]> {
  return {
    purpose: 'lines of the purchase order',
    table: 'F4311',
    columns,
    conditions: orderKey(order),
    pageBy: 'LNID',
  };
}

/** What a change must know of a line (reference 12.3). */
export function toOrderLine(row: WholeOrderLineRow): ErpOrderLine {
  return {
    key: row.VR01,
    lineNumber: lineNumber(row),
    account: { businessUnit: row.OMCU, object: row.OBJ, subsidiary: row.SUB },
    amount: amountText(row.AEXP),
    foreignAmount: amountText(row.FEA),
    state: stateOf(row),
  };
}

/** A line of an order that a person named; `foreign`: in another currency than the company's. */
export function toNamedLine(row: WholeOrderLineRow, foreign: boolean): ErpOrder['lines'][number] {
  const { lineNumber: number, account, state } = toOrderLine(row);
  return { lineNumber: number, account, open: openOf(row, foreign), state };
}

export function openOf({ AOPN, FAP }: Pick<WholeOrderLineRow, 'AOPN' | 'FAP'>, foreign: boolean): string {
  return amountText(foreign ? FAP : AOPN);
}

function stateOf(row: WholeOrderLineRow): ErpOrderLine['state'] {
  if (row.NXTR === closedNext) return 'closed';
  if (changeWaits(row)) return 'waits';
  return isZero(amountText(row.AREC)) && isZero(amountText(row.UREC)) ? 'open' : 'received';
}
