import type { OrderReference } from '../../../../domain/jde/bodies/posting-body';
import { isNegative, isZero, minus, plus, sum } from '../../../../domain/money/money';
import type { TableRow } from '../../ais/schemas';
import type { JdeCalls } from '../jde-calls';
import { amountText } from '../../tables/decimal-text';
import { oneOf } from '../../tables/table-query';
import { lineNumber } from '../orders/purchase-order-rows';

const columns = ['MATC', 'DOCO', 'DCTO', 'KCOO', 'SFXO', 'LNID', 'DOC', 'DCT', 'KCO', 'AREC', 'AOPN'] as const;
export type MatchRow = TableRow<(typeof columns)[number]>;

/** Voucher, and a voucher that was taken back (reference 21, F43121). */
const matched = '2';
const reversed = '3';

/** Orders in one read. */
export const ordersAtOnce = 50;

/** What was matched of these orders, and taken back, ever. Of one voucher all lines are read together, so they page by it. */
export async function readMatchRows(
  { controlRow }: JdeCalls,
  company: string,
  orders: readonly OrderReference[],
): Promise<readonly MatchRow[]> {
  const numbers = [...new Set(orders.map(({ orderNumber }) => orderNumber))];
  const rows: MatchRow[] = [];
  for (let at = 0; at < numbers.length; at += ordersAtOnce) {
    const conditions = [oneOf('DOCO', numbers.slice(at, at + ordersAtOnce)), oneOf('MATC', [matched, reversed])];
    const query = {
      purpose: 'vouchers matched with orders',
      table: 'F43121',
      columns,
      conditions,
      pageBy: 'DOC',
    } as const;
    rows.push(...(await controlRow.readProven(query, company)));
  }
  return rows;
}

/** `9001 PV 00200`. */
export function documentOf({ DOC, DCT, KCO }: Pick<MatchRow, 'DOC' | 'DCT' | 'KCO'>): string {
  return [DOC, DCT, KCO].join(' ');
}

export function isOfOrder(
  { DOCO, DCTO, KCOO, SFXO }: MatchRow,
  { orderNumber, orderType, orderCompany, suffix }: OrderReference,
): boolean {
  return DOCO === orderNumber && DCTO === orderType && KCOO === orderCompany && SFXO === suffix;
}

/**
 * What stands matched of each line, by its number; a line whose match was taken back whole is left out. Whether row 2 goes when it is
 * taken back, or row 3 comes beside it, is not confirmed: both come to the same here.
 */
export function matchedByLine(rows: readonly MatchRow[]): ReadonlyMap<string, string> {
  const sums = new Map<string, string>();
  for (const number of new Set(rows.map(lineNumber))) {
    const own = rows.filter((row) => lineNumber(row) === number);
    const of = (type: string): string => sum(own.filter(({ MATC }) => MATC === type).map(amountOf));
    const [voucher, back] = [of(matched), of(reversed)];
    if (isZero(voucher)) continue;
    // Which sign a row that takes back has is not confirmed either.
    const left = isNegative(voucher) === isNegative(back) ? minus(voucher, back) : plus(voucher, back);
    if (!isZero(left)) sums.set(number, left);
  }
  return sums;
}

/** In which of the two columns a voucher's row has its amount is not confirmed: the other one is 0 then. */
function amountOf({ AREC, AOPN }: MatchRow): string {
  const received = amountText(AREC);
  return isZero(received) ? amountText(AOPN) : received;
}
