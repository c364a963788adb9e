import type { Row, Table } from '../tables/table';

/** The batch programs by the name of their report, which is also the program of what they write. */
export const VOUCHER_PROCESSOR = 'R04110ZA';
export const JOURNAL_PROCESSOR = 'R09110Z';

export interface ProcessorRun {
  /** Empty: of all users. */
  readonly ediUser: string;
  /** Empty: all batches. */
  readonly ediBatch: string;
  readonly mode: 'proof' | 'final';
  readonly user: string;
}

/**
 * Unprocessed rows of a Z table in the order of their key, by transaction. For vouchers blank and 0 both mean that;
 * a journal must have 0.
 */
export function unprocessed(table: Table, run: ProcessorRun, transactionType: 'V' | 'J'): Map<string, Row[]> {
  const rows = table
    .find({ EDTR: transactionType })
    .filter((row) => row['EDSP'] === '0' || (row['EDSP'] === '' && transactionType === 'V'))
    .filter((row) => run.ediUser === '' || row['EDUS'] === run.ediUser)
    .filter((row) => run.ediBatch === '' || row['EDBT'] === run.ediBatch)
    .filter((row) => row['ATFLG'] !== '1')
    .sort(byKey);
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const name = transactionName(row);
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  return groups;
}

/** One text for what ties the rows of one document together. */
export function transactionName(row: Row): string {
  return JSON.stringify([row['EDUS'], row['EDBT'], row['EDTN']]);
}

function byKey(left: Row, right: Row): number {
  for (const alias of ['EDUS', 'EDBT', 'EDTN']) {
    const [a, b] = [left[alias] ?? '', right[alias] ?? ''];
    if (a !== b) {
      return a < b ? -1 : 1;
    }
  }
  return Number(left['EDLN']) - Number(right['EDLN']);
}
