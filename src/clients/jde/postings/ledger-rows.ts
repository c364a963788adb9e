import { accountName } from '../../../domain/jde/account';
import type { JdeShown } from '../../../domain/jde/bodies/shown';
import type { Stranger } from '../../../domain/posting/look';
import type { FoundInJde } from './found-in-jde';
import { negate, sum } from '../../../domain/money/money';
import type { VoucherKey } from './our-keys';
import { amountText } from '../tables/decimal-text';
import type { TableRow } from '../ais/schemas';
import { equal, oneOf, type Condition, type TableQuery } from '../tables/table-query';
import { fromTableDate } from '../tables/table-dates';

export const payableColumns = [
  'DOC',
  'DCT',
  'KCO',
  'SFX',
  'AN8',
  'PYE',
  'VINV',
  'DIVJ',
  'DGJ',
  'DDJ',
  'ICU',
  'POST',
  'PST',
  'AG',
  'ACR',
  'STAM',
  'CRRM',
  'CRCD',
  'PTC',
  'VOD',
  'VR01',
  'URRF',
] as const;
const ledgerColumns = ['JELN', 'MCU', 'OBJ', 'SUB', 'AA', 'ACR'] as const;
export type PayableRow = TableRow<(typeof payableColumns)[number]>;
export type LedgerRow = TableRow<(typeof ledgerColumns)[number]>;
type FoundLine = JdeShown['lines'][number];

/** URRF takes 15 characters, so it holds the beginning of our key. */
const shortKeyLength = 15;

export function isOurs(row: Pick<PayableRow, 'VR01' | 'URRF'>, erpKey: string): boolean {
  return row.VR01 === erpKey || row.URRF === erpKey.slice(0, shortKeyLength);
}

/** The columns of an index of F0411; which rows are whose, our key tells among what they find. */
export function bySupplierAndNumber(keys: readonly VoucherKey[]): readonly Condition[] {
  const suppliers = keys.map((key) => key.supplier);
  const numbers = keys.map((key) => key.invoiceNumber);
  return [oneOf('AN8', suppliers), oneOf('VINV', numbers)];
}

/** F0411 rows by document: one voucher, its pay items. */
export function byDocument(rows: readonly PayableRow[]): readonly (readonly PayableRow[])[] {
  const documents = new Map<string, PayableRow[]>();
  for (const row of rows) {
    const key = `${row.KCO} ${row.DCT} ${row.DOC}`;
    documents.set(key, [...(documents.get(key) ?? []), row]);
  }
  return [...documents.values()];
}

/** The account ledger of one voucher. What the post program adds of itself has another document type or is left out later. */
export function ledgerQuery(voucher: PayableRow): TableQuery<keyof LedgerRow> {
  return {
    purpose: 'distribution of the voucher',
    table: 'F0911',
    columns: ledgerColumns,
    conditions: [equal('DCT', voucher.DCT), equal('DOC', voucher.DOC), equal('KCO', voucher.KCO), equal('LT', 'AA')],
    pageBy: 'JELN',
  };
}

export function toFoundVoucher(
  payItems: readonly [PayableRow, ...PayableRow[]],
  ledger: readonly LedgerRow[],
  ourAccounts: ReadonlySet<string>,
): FoundInJde {
  const [first] = payItems;
  const foreign = first.CRRM === 'F';
  const total = totalOf(payItems);
  const lines = ledger.map((row) => ({
    account: accountName({ businessUnit: row.MCU, object: row.OBJ, subsidiary: row.SUB }),
    amount: amountText(foreign ? row.ACR : row.AA),
  }));
  return {
    reference: voucherReference(first),
    company: first.KCO,
    supplier: first.AN8,
    currency: first.CRCD,
    total,
    lines: withoutTradeOffset(lines, total, ourAccounts),
    voided: payItems.some(isVoided),
    missing: [],
    stage: payItems.every((row) => row.POST === 'D') ? 'posted' : 'vouchered',
    stageWord: ledgerWord(payItems),
    facts: {
      invoiceNumber: first.VINV,
      invoiceDate: fromTableDate(first.DIVJ),
      glDate: fromTableDate(first.DGJ),
      dueDate: fromTableDate(first.DDJ),
      payee: first.PYE,
      paymentTerms: first.PTC,
      payStatus: first.PST,
      batch: first.ICU,
      payItems: String(payItems.length),
      tax: taxOf(payItems),
    },
  };
}

export function toStranger(payItems: readonly [PayableRow, ...PayableRow[]]): Stranger {
  const [first] = payItems;
  return {
    reference: voucherReference(first),
    date: fromTableDate(first.DIVJ),
    amount: totalOf(payItems),
    number: first.VINV,
  };
}

export function voucherReference(row: PayableRow): Readonly<Record<string, string>> {
  return { documentNumber: row.DOC, documentType: row.DCT, documentCompany: row.KCO };
}

/** How far a voucher in the ledger has come. POST D: posted to the general ledger. */
export function ledgerStage(payItems: readonly Pick<PayableRow, 'VOD' | 'POST'>[]): 'vouchered' | 'posted' | 'voided' {
  if (payItems.some(isVoided)) return 'voided';
  return payItems.every((row) => row.POST === 'D') ? 'posted' : 'vouchered';
}

/** The codes of JDE behind the stage; empty while they are blank. */
export function ledgerWord(payItems: readonly Pick<PayableRow, 'VOD' | 'POST'>[]): string {
  const voided = payItems.find(isVoided);
  if (voided !== undefined) return `VOD ${voided.VOD}`;
  const codes = [...new Set(payItems.map((row) => row.POST))].filter((code) => code !== '');
  return codes.length === 0 ? '' : `POST ${codes.join(', ')}`;
}

export function isVoided(row: Pick<PayableRow, 'VOD'>): boolean {
  return row.VOD !== '' && row.VOD !== 'N';
}

export function taxOf(payItems: readonly Pick<PayableRow, 'STAM'>[]): string {
  return sum(payItems.map((row) => amountText(row.STAM)));
}

function totalOf(payItems: readonly PayableRow[]): string {
  return sum(payItems.map((row) => amountText(row.CRRM === 'F' ? row.ACR : row.AG)));
}

/**
 * Once posted, some sites show the credit to A/P trade under the voucher's own number. It is the one line that makes
 * the voucher net to zero and stands on an account that we did not send.
 */
function withoutTradeOffset(
  lines: readonly FoundLine[],
  total: string,
  ourAccounts: ReadonlySet<string>,
): readonly FoundLine[] {
  if (total === '0' || lines.length === 0 || sum(lines.map((line) => line.amount)) !== '0') return lines;
  const offset = lines.findIndex((line) => line.amount === negate(total) && !ourAccounts.has(line.account));
  return offset < 0 ? lines : lines.toSpliced(offset, 1);
}
