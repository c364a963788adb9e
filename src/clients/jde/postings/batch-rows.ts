import { accountName, parseAccountName } from '../../../domain/coding/account';
import { amountText, decimalText } from '../tables/decimal-text';
import type { TableRow } from '../ais/schemas';
import { equal, type Condition, type TableQuery } from '../tables/table-query';

export const batchPayItemColumns = [
  'EDUS',
  'EDBT',
  'EDTN',
  'EDLN',
  'EDSP',
  'CO',
  'KCO',
  'AN8',
  'VINV',
  'DIVJ',
  'DGJ',
  'CRRM',
  'CRCD',
  'AG',
  'ACR',
  'STAM',
  'CTAM',
] as const;
const batchDistributionColumns = ['EDLN', 'EDSP', 'ANI', 'MCU', 'OBJ', 'SUB', 'AA', 'ACR', 'CRRM'] as const;
export type BatchPayItemRow = TableRow<(typeof batchPayItemColumns)[number]>;
export type BatchDistributionRow = TableRow<(typeof batchDistributionColumns)[number]>;

/** One transaction in the batch tables: EDUS, EDBT, EDTN. */
export interface BatchKey {
  readonly ediUser: string;
  readonly ediBatch: string;
  readonly ediTransaction: string;
}

export function batchPayItemQuery(key: BatchKey): TableQuery<keyof BatchPayItemRow> {
  return {
    purpose: 'pay items of the batch voucher',
    table: 'F0411Z1',
    columns: batchPayItemColumns,
    conditions: batchConditions(key),
    pageBy: 'EDLN',
  };
}

export function batchDistributionQuery(key: BatchKey): TableQuery<keyof BatchDistributionRow> {
  return {
    purpose: 'distribution of the batch',
    table: 'F0911Z1',
    columns: batchDistributionColumns,
    conditions: batchConditions(key),
    pageBy: 'EDLN',
  };
}

/** The processor sets 1 on success and leaves 0 on an error (reference 13.1). */
export function isProcessed(row: { readonly EDSP: string }): boolean {
  return row.EDSP === '1' || row.EDSP === 'Y';
}

/** Rows of which none is processed: AP has them before it still. */
export function isWaiting(rows: readonly { readonly EDSP: string }[]): boolean {
  return rows.length > 0 && !rows.some(isProcessed);
}

/** EDLN without decimals that say nothing; 0 and blank are the only line of a transaction. */
export function ediLine(row: { readonly EDLN: string }): string {
  const line = row.EDLN === '' ? '0' : decimalText(row.EDLN);
  return line === '0' ? '1' : line;
}

export function distributionLine(
  row: Pick<BatchDistributionRow, 'ANI' | 'MCU' | 'OBJ' | 'SUB' | 'AA' | 'ACR'>,
  foreign: boolean,
): { readonly account: string; readonly amount: string } {
  return { account: accountOf(row), amount: amountText(foreign ? row.ACR : row.AA) };
}

function batchConditions(key: BatchKey): readonly Condition[] {
  return [equal('EDUS', key.ediUser), equal('EDBT', key.ediBatch), equal('EDTN', key.ediTransaction)];
}

// A row names its account by the three columns or as entered; the entered text may follow a site's own separator.
function accountOf(row: Pick<BatchDistributionRow, 'ANI' | 'MCU' | 'OBJ' | 'SUB'>): string {
  if (row.OBJ !== '') return accountName({ businessUnit: row.MCU, object: row.OBJ, subsidiary: row.SUB });
  try {
    return accountName(parseAccountName(row.ANI));
  } catch {
    return row.ANI;
  }
}
