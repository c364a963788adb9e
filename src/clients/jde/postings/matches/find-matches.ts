import type { MatchBody } from '../../../../domain/jde/bodies/match-body';
import { lineNumberIn } from '../../../../domain/jde/commitment/line-mark';
import { looselyEqual } from '../../../../domain/requisition/invoice-number';
import { equals, sum } from '../../../../domain/money/money';
import type { Posted } from '../../../erp-adapter';
import { oneOf } from '../../tables/table-query';
import type { JdeCalls } from '../jde-calls';
import { orderLineColumns, lineNumber, type OrderLineRow } from '../orders/purchase-order-rows';
import { readPayables } from '../vouchers/find-vouchers';
import { bySupplierAndNumber, isVoided, type LedgerVoucherRows } from '../vouchers/ledger-rows';
import { documentOf, isOfOrder, matchedByLine, ordersAtOnce, readMatchRows, type MatchRow } from './match-rows';

/** A voucher that AP made of an order, with what it matched of each line by our name of it. */
export interface MatchedVoucher {
  readonly voucher: LedgerVoucherRows;
  readonly lines: readonly { readonly mark: string; readonly amount: string }[];
}

export interface MatchFound {
  readonly ours: readonly MatchedVoucher[];
  /** It stood, and was taken back or voided. */
  readonly isTakenBack: boolean;
  /** Vouchers of nobody's on the order that may be it under another number. */
  readonly others: readonly MatchedVoucher[];
}

interface Sought {
  readonly told: Posted;
  readonly body: MatchBody;
  /** As which it was seen before, or was named by a person. */
  readonly known: readonly string[];
}

/** Of the reference of a match: its vouchers beside the first one, as JDE calls them. */
export const moreVouchers = 'moreVouchers';

/**
 * What AP matched, for any number of requisitions: one read of what was matched of fifty orders; where that shows vouchers that are
 * nobody's yet, or known ones, their rows in F0411 and the numbers of the order lines; where retainage alone is released, F0411 by
 * supplier and number. A number is told but for spaces, dashes, zeros and case: on its own order that is enough.
 */
export async function findMatches(jde: JdeCalls, asked: readonly Posted[]): Promise<readonly MatchFound[]> {
  const sought = asked.map((told): Sought => ({ told, body: told.body as MatchBody, known: knownAs(told) }));
  const company = sought[0]?.body.company ?? '';
  const orders = sought.map(({ body }) => body.order);
  const rows = await readMatchRows(jde, company, orders);
  const taken = new Set(sought.flatMap(({ body }) => body.taken));
  const known = new Set(sought.flatMap((one) => one.known));
  const wanted = rows.filter((row) => known.has(documentOf(row)) || !taken.has(documentOf(row)));
  const vouchers = await readVouchers(jde, company, sought, [...new Set([...known, ...wanted.map(documentOf)])]);
  const marks = await readMarks(jde, company, wanted);
  return sought.map((one) => judge(one, sought, { rows: wanted, vouchers, marks }));
}

function knownAs({ reference }: Posted): readonly string[] {
  const { documentNumber = '', documentType = '', documentCompany = '' } = reference ?? {};
  if (documentNumber === '') return [];
  const more = (reference?.[moreVouchers] ?? '').split(', ').filter((name) => name !== '');
  return [`${documentNumber} ${documentType} ${documentCompany}`, ...more];
}

async function readVouchers(
  jde: JdeCalls,
  company: string,
  sought: readonly Sought[],
  documents: readonly string[],
): Promise<ReadonlyMap<string, LedgerVoucherRows>> {
  const vouchers = new Map<string, LedgerVoucherRows>();
  const add = (all: readonly LedgerVoucherRows[]): void => {
    for (const one of all) vouchers.set(documentOf(one.payItems[0]), one);
  };
  for (let at = 0; at < documents.length; at += ordersAtOnce) {
    const some = documents.slice(at, at + ordersAtOnce).map((name) => name.split(' '));
    const conditions = [
      oneOf(
        'DOC',
        some.map(([number = '']) => number),
      ),
      oneOf(
        'DCT',
        some.map(([, type = '']) => type),
      ),
    ];
    add(await readPayables(jde, company, 'by document', conditions));
  }
  // A release bills no order line, so that F43121 need not tell of it.
  const releases = sought.filter(({ body }) => body.lines.length === 0).map(({ body }) => body);
  if (releases.length > 0)
    add(await readPayables(jde, company, 'by supplier and number', bySupplierAndNumber(releases)));
  return vouchers;
}

/** Our names of order lines, by order and line number. */
async function readMarks(
  { controlRow }: JdeCalls,
  company: string,
  rows: readonly MatchRow[],
): Promise<ReadonlyMap<string, string>> {
  const numbers = [...new Set(rows.map(({ DOCO }) => DOCO))];
  const marks = new Map<string, string>();
  for (let at = 0; at < numbers.length; at += ordersAtOnce) {
    const query = {
      purpose: 'lines of matched orders',
      table: 'F4311',
      columns: [...orderLineColumns, 'DCTO', 'KCOO', 'SFXO'] as const,
      conditions: [oneOf('DOCO', numbers.slice(at, at + ordersAtOnce))],
      pageBy: 'LNID',
    } as const;
    for (const row of await controlRow.readProven(query, company)) marks.set(lineName(row), row.VR01);
  }
  return marks;
}

type LineKey = Pick<MatchRow, 'DOCO' | 'DCTO' | 'KCOO' | 'SFXO'> & Pick<OrderLineRow, 'LNID'>;

function lineName(row: LineKey): string {
  return [row.DOCO, row.DCTO, row.KCOO, row.SFXO, lineNumber(row)].join(' ');
}

interface Evidence {
  readonly rows: readonly MatchRow[];
  readonly vouchers: ReadonlyMap<string, LedgerVoucherRows>;
  readonly marks: ReadonlyMap<string, string>;
}

function judge(one: Sought, all: readonly Sought[], { rows, vouchers, marks }: Evidence): MatchFound {
  const { body, known } = one;
  const own = rows.filter((row) => isOfOrder(row, body.order));
  const ours: MatchedVoucher[] = [];
  const others: MatchedVoucher[] = [];
  let isTakenBack = false;
  for (const [name, voucher] of vouchers) {
    const ofVoucher = own.filter((row) => documentOf(row) === name);
    const byLine = matchedByLine(ofVoucher);
    const isRelease = ofVoucher.length === 0;
    if (isRelease && !known.includes(name) && !(body.lines.length === 0 && isOnOrder(voucher, body))) continue;
    const found = {
      voucher,
      lines: [...byLine].map(([number, amount]) => ({ mark: markOf(body, ofVoucher, number, marks), amount })),
    };
    const stands = !isVoided(voucher) && (isRelease || byLine.size > 0);
    if (!isOf(one, all, name, voucher)) {
      const isAnothers = all.some((other) => other !== one && isOf(other, all, name, voucher));
      if (stands && !isAnothers && !body.taken.includes(name) && mayBe(body, found)) others.push(found);
    } else if (stands) ours.push(found);
    else isTakenBack = true;
  }
  return { ours, isTakenBack, others };
}

/** Under its number, or as it was seen or named before. What carries another one's number to the letter is that one's. */
function isOf(one: Sought, all: readonly Sought[], name: string, { payItems: [first] }: LedgerVoucherRows): boolean {
  if (one.known.includes(name)) return true;
  const { supplier, invoiceNumber, taken } = one.body;
  if (first.AN8 !== supplier || taken.includes(name) || !looselyEqual(first.VINV, invoiceNumber)) return false;
  const isExact = ({ body }: Sought): boolean => body.supplier === supplier && body.invoiceNumber === first.VINV;
  return isExact(one) || !all.some(isExact);
}

/** It names the order, or none at all: a release may be a voucher by itself (reference 13.7). */
function isOnOrder({ payItems: [{ PO, PDCT }] }: LedgerVoucherRows, { order }: MatchBody): boolean {
  const number = PO.replace(/^0+/, '');
  return number === '' || (number === order.orderNumber && PDCT === order.orderType);
}

function markOf(
  { lines }: MatchBody,
  rows: readonly MatchRow[],
  number: string,
  marks: ReadonlyMap<string, string>,
): string {
  const linked = lines.find(({ mark }) => lineNumberIn(mark) === number);
  const row = rows.find((one) => lineNumber(one) === number);
  const mark = row === undefined ? undefined : marks.get(lineName(row));
  return linked?.mark ?? (mark === undefined || mark === '' ? `#${number}` : mark);
}

/** It has no number, or comes to the same by line. */
function mayBe(body: MatchBody, { voucher, lines }: MatchedVoucher): boolean {
  if (voucher.payItems[0].AN8 !== body.supplier) return false;
  if (voucher.payItems[0].VINV === '') return true;
  const marks = new Set([...body.lines, ...lines].map(({ mark }) => mark));
  return (
    body.lines.length > 0 &&
    [...marks].every((mark) => {
      const [wanted, found] = [body.lines, lines].map((each) =>
        sum(each.filter((line) => line.mark === mark).map(({ amount }) => amount)),
      );
      return equals(wanted ?? '0', found ?? '0');
    })
  );
}
