import { z } from 'zod';
import { amountOf, sumOf, type Amount } from '../amount';
import type { AccountLine, JdeBooks, Order, Voucher } from './jde-books';
import { fetchControl } from '../read-json';
import { paidVouchers } from './read-payments';

const KEY_PREFIX = 'PC';
const SHORT_KEY_LENGTH = 15;
const CLOSED = '999';

type Row = Readonly<Record<string, string>>;
const rowsSchema = z.array(
  z.record(
    z.string(),
    z.union([z.string(), z.null()]).transform((cell) => (cell ?? '').trim()),
  ),
);

/** `withPayments`: what was paid of vouchers too. */
export async function readJde(controlUrl: string, withPayments: boolean): Promise<JdeBooks> {
  const table = (name: string): Promise<readonly Row[]> => fetchControl(controlUrl, `tables/${name}`, rowsSchema);
  const [headers, lines] = [await table('F4301'), await table('F4311')];
  const [batchItems, batchLines] = [await table('F0411Z1'), await table('F0911Z1')];
  const [ledgerItems, ledgerLines] = [await table('F0411'), await table('F0911')];
  const payments = withPayments ? paidVouchers(await table('F0413'), await table('F0414')) : null;
  const isOther = (row: Row): boolean => !keyOf(row).startsWith(KEY_PREFIX) && row['VOD'] === '';
  return {
    payments,
    others: new Map(ledgerVouchers(ledgerItems.filter(isOther), ledgerLines).map((one) => [one.name, one])),
    orders: ordersOf(headers, lines),
    vouchers: [
      ...standingInBatch(batchItems, batchLines),
      ...standingInLedger(ledgerItems, ledgerLines),
      ...journals(ledgerLines),
    ],
  };
}

function ordersOf(headers: readonly Row[], lines: readonly Row[]): Order[] {
  const linesOf = groupBy(lines, (row) => named(row, 'DOCO', 'DCTO', 'KCOO', 'SFXO'));
  return headers
    .filter((row) => keyOf(row).startsWith(KEY_PREFIX))
    .map((row) => {
      const id = named(row, 'DOCO', 'DCTO', 'KCOO', 'SFXO');
      return {
        erpKey: keyOf(row),
        supplier: row['AN8'] ?? '',
        name: `order ${id}`,
        lines: (linesOf.get(id) ?? []).map((line) => ({
          account: accountOf(line, 'OMCU'),
          amount: cell(line, row['CRRM'] === 'F' ? 'FEA' : 'AEXP', 'F4311'),
          mark: line['VR01'] ?? '',
          open: cell(line, row['CRRM'] === 'F' ? 'FAP' : 'AOPN', 'F4311'),
          isClosed: line['NXTR'] === CLOSED || !cell(line, 'AREC', 'F4311').isZero(),
        })),
      };
    });
}

/** Rows that are not processed yet. One side may be there without the other: then the other side's sum is 0. */
function standingInBatch(items: readonly Row[], lines: readonly Row[]): Voucher[] {
  const open = (row: Row): boolean => row['EDSP'] !== '1' && (row['EDTN'] ?? '').startsWith(KEY_PREFIX);
  const nameOf = (row: Row): string => named(row, 'EDUS', 'EDBT', 'EDTN');
  const itemsOf = groupBy(items.filter(open), nameOf);
  const linesOf = groupBy(lines.filter(open), nameOf);
  return [...new Set([...itemsOf.keys(), ...linesOf.keys()])].map((name) => {
    const payItems = itemsOf.get(name) ?? [];
    const distribution = linesOf.get(name) ?? [];
    const [first] = [...payItems, ...distribution];
    const isForeign = first?.['CRRM'] === 'F';
    const tax = payItems.map((row) => cell(row, isForeign ? 'CTAM' : 'STAM', 'F0411Z1'));
    return {
      erpKey: first?.['EDTN'] ?? '',
      supplier: payItems[0]?.['AN8'] ?? '',
      name: `batch voucher ${name}`,
      stage: 'delivered',
      ...payItemSums(payItems, isForeign, 'F0411Z1'),
      tax: sumOf(tax),
      lines: distribution.map((row) => ledgerLine(row, isForeign, 'F0911Z1')),
    };
  });
}

function standingInLedger(items: readonly Row[], lines: readonly Row[]): Voucher[] {
  const ours = items.filter((row) => keyOf(row).startsWith(KEY_PREFIX) && row['VOD'] === '');
  return ledgerVouchers(ours, lines);
}

function ledgerVouchers(items: readonly Row[], lines: readonly Row[]): Voucher[] {
  const nameOf = (row: Row): string => named(row, 'DOC', 'DCT', 'KCO');
  const linesOf = groupBy(lines.filter(isActual), nameOf);
  return [...groupBy(items, nameOf)].map(([name, payItems]) => {
    const isForeign = payItems[0]?.['CRRM'] === 'F';
    return {
      erpKey: keyOf(payItems[0] ?? {}),
      supplier: payItems[0]?.['AN8'] ?? '',
      name: `voucher ${name}`,
      stage: payItems.every((row) => row['POST'] === 'D') ? 'posted' : 'vouchered',
      ...payItemSums(payItems, isForeign, 'F0411'),
      // F0411 has no foreign tax column: the domestic one would be another currency.
      tax: sumOf(isForeign ? [] : payItems.map((row) => cell(row, 'STAM', 'F0411'))),
      lines: (linesOf.get(name) ?? []).map((row) => ledgerLine(row, isForeign, 'F0911')),
    };
  });
}

/** A journal has no pay items; in the ledger only its explanation, which begins with our key, tells whose it is. */
function journals(lines: readonly Row[]): Voucher[] {
  const ours = lines.filter((row) => isActual(row) && /^PC[A-Z2-7]{18}/.test(row['EXA'] ?? ''));
  return [...groupBy(ours, (row) => named(row, 'DOC', 'DCT', 'KCO'))].map(([name, own]) => ({
    erpKey: (own[0]?.['EXA'] ?? '').slice(0, 20),
    supplier: '',
    name: `journal ${name}`,
    stage: own.every((row) => row['POST'] === 'P') ? 'posted' : 'vouchered',
    total: sumOf([]),
    retained: sumOf([]),
    tax: sumOf([]),
    lines: own.map((row) => ledgerLine(row, !cell(row, 'ACR', 'F0911').isZero(), 'F0911')),
  }));
}

function payItemSums(rows: readonly Row[], isForeign: boolean, table: string): { total: Amount; retained: Amount } {
  const sum = (some: readonly Row[]): Amount => sumOf(some.map((row) => cell(row, isForeign ? 'ACR' : 'AG', table)));
  return { total: sum(rows), retained: sum(rows.filter((row) => row['PST'] === 'R')) };
}

function ledgerLine(row: Row, isForeign: boolean, table: string): AccountLine {
  return { account: accountOf(row, 'MCU'), amount: cell(row, isForeign ? 'ACR' : 'AA', table) };
}

function isActual(row: Row): boolean {
  return row['LT'] === 'AA' || row['LT'] === '';
}

/** The account's parts where the table has them; some sites fill only the account as entered. */
function accountOf(row: Row, businessUnit: 'MCU' | 'OMCU'): string {
  const parts = [row[businessUnit], row['OBJ'], row['SUB']].map((part) => part ?? '');
  return parts[1] === '' ? (row['ANI'] ?? '') : parts.filter((part) => part !== '').join('.');
}

function keyOf(row: Row): string {
  const reserved = row['URRF'] ?? '';
  return row['VR01'] || (reserved.length === SHORT_KEY_LENGTH ? reserved : '');
}

function cell(row: Row, alias: string, table: string): Amount {
  return amountOf(row[alias], `${table}.${alias}`);
}

function named(row: Row, ...aliases: string[]): string {
  return aliases.map((alias) => row[alias] ?? '').join('/');
}

function groupBy(rows: readonly Row[], nameOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(nameOf(row), [...(groups.get(nameOf(row)) ?? []), row]);
  return groups;
}
