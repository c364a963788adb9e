import type { Stranger } from '../../../../domain/posting/look';
import { sum } from '../../../../domain/money/money';
import { shortKey, type VoucherDocument, type VoucherKey } from '../our-keys';
import { amountText, decimalText } from '../../tables/decimal-text';
import type { TableRow } from '../../ais/schemas';
import { equal, oneOf, type Condition } from '../../tables/table-query';
import { fromTableDate } from '../../tables/table-dates';

export const payableColumns = [
  'DOC',
  'DCT',
  'KCO',
  'SFX',
  'SFXE',
  'DCTA',
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
  'AAP',
  'FAP',
  'STAM',
  'CRRM',
  'CRCD',
  'PTC',
  'PO',
  'PDCT',
  'PKCO',
  'VOD',
  'RMK',
  'VR01',
  'URRF',
] as const;
export type PayableRow = TableRow<(typeof payableColumns)[number]>;

/** All F0411 rows of one voucher. */
export interface LedgerVoucherRows {
  /** Its pay items, which carry every later change themselves. */
  readonly payItems: readonly [PayableRow, ...PayableRow[]];
  /** Rows that tell of a change or a void (DCTA PE, next SFXE): no pay items, and never summed (reference 13.6). */
  readonly changes: readonly PayableRow[];
}

type Codes = Pick<PayableRow, 'VOD' | 'POST'>;

/** The adjusting type of rows that a change or a void adds. */
const changeType = 'PE';

function isChange({ SFXE, DCTA }: Pick<PayableRow, 'SFXE' | 'DCTA'>): boolean {
  return DCTA === changeType || (SFXE !== '' && decimalText(SFXE) !== '0');
}

/** The columns of an index of F0411; which rows are whose is told among what they find. */
export function bySupplierAndNumber(
  keys: readonly Pick<VoucherKey, 'supplier' | 'invoiceNumber'>[],
): readonly Condition[] {
  const suppliers = keys.map((key) => key.supplier);
  const numbers = keys.map((key) => key.invoiceNumber);
  return [oneOf('AN8', suppliers), oneOf('VINV', numbers)];
}

/** F0411's key of a voucher. */
export function ofDocument({
  documentNumber,
  documentType,
  documentCompany,
}: VoucherDocument): readonly [Condition, ...Condition[]] {
  return [equal('DOC', documentNumber), equal('DCT', documentType), equal('KCO', documentCompany)];
}

/** F0411 rows by document. */
export function byDocument(rows: readonly PayableRow[]): readonly LedgerVoucherRows[] {
  const documents = new Map<string, PayableRow[]>();
  for (const row of rows) {
    const key = `${row.KCO} ${row.DCT} ${row.DOC}`;
    documents.set(key, [...(documents.get(key) ?? []), row]);
  }
  return [...documents.values()].flatMap((own) => {
    const changes = own.filter(isChange);
    const [first, ...others] = changes.length === own.length ? own : own.filter((row) => !isChange(row));
    return first === undefined ? [] : [{ payItems: [first, ...others], changes }];
  });
}

/** One of our keys stands on it. A blank one says nothing: it may not have come through (reference 13.5). */
export function carriesKey({ payItems }: LedgerVoucherRows, erpKey: string): boolean {
  return payItems.some((row) => row.VR01 === erpKey || row.URRF === shortKey(erpKey));
}

export function isDocument({ payItems: [row] }: LedgerVoucherRows, document: VoucherDocument): boolean {
  const { documentNumber, documentType, documentCompany } = document;
  return row.DOC === documentNumber && row.DCT === documentType && row.KCO === documentCompany;
}

export function toStranger(voucher: LedgerVoucherRows): Stranger {
  const [first] = voucher.payItems;
  return {
    reference: voucherReference(voucher),
    date: fromTableDate(first.DIVJ),
    amount: totalOf(voucher),
    currency: first.CRCD,
    number: first.VINV,
  };
}

export function voucherReference({ payItems: [row] }: LedgerVoucherRows): Readonly<Record<string, string>> {
  return { documentNumber: row.DOC, documentType: row.DCT, documentCompany: row.KCO };
}

/** How far a voucher in the ledger has come. POST D: posted to the general ledger; a change after that is not, at first. */
export function ledgerStage(voucher: LedgerVoucherRows): 'vouchered' | 'posted' | 'voided' {
  if (isVoided(voucher)) return 'voided';
  return voucher.payItems.every((row) => row.POST === 'D') ? 'posted' : 'vouchered';
}

/** The codes of JDE behind the stage; empty while they are blank. */
export function ledgerWord(voucher: LedgerVoucherRows): string {
  const { payItems, changes } = voucher;
  const voided = [...payItems, ...changes].find(hasVoid);
  if (voided !== undefined) return `VOD ${voided.VOD}`;
  const codes = [...new Set(payItems.map((row) => row.POST))].filter((code) => code !== '');
  const words = codes.length === 0 ? [] : [`POST ${codes.join(', ')}`];
  const told = postFact(voucher);
  return [...words, ...(told === '' ? [] : [told])].join(': ');
}

/** What a person should know of its posting: that it failed, or that a later change waits for it; empty otherwise. */
export function postFact(voucher: LedgerVoucherRows): string {
  const { payItems, changes } = voucher;
  if (isVoided(voucher)) return '';
  if (payItems.some((row) => row.POST === 'P')) return 'post failed in JDE';
  const isPosted = payItems.every((row) => row.POST === 'D');
  return isPosted && changes.some((row) => row.POST !== 'D') ? 'changed since, its batch is open again' : '';
}

export function isVoided({ payItems, changes }: LedgerVoucherRows): boolean {
  return [...payItems, ...changes].some(hasVoid);
}

export function taxOf({ payItems }: LedgerVoucherRows): string {
  return sum(payItems.map((row) => amountText(row.STAM)));
}

export function totalOf({ payItems }: LedgerVoucherRows): string {
  return sum(payItems.map((row) => amountText(row.CRRM === 'F' ? row.ACR : row.AG)));
}

function hasVoid({ VOD }: Codes): boolean {
  return VOD !== '' && VOD !== 'N';
}
