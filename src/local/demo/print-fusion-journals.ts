import type { DemoActs } from './demo-erp';
import { amountText } from './demo-tables';
import { printRows, someOf } from './print-demo-result';

export interface JournalBatch {
  readonly JeBatchId: string;
  readonly BatchName: string;
  readonly DefaultPeriodName: string;
  readonly Status: string;
  readonly journalHeaders: readonly {
    readonly DefaultEffectiveDate: string;
    readonly journalLines: readonly {
      readonly AccountCombination: string;
      readonly EnteredDr: string | null;
      readonly Description: string | null;
    }[];
  }[];
}

/** The journals of ours in Fusion, one row each: for what, its date, its debits, and the accounts that it moves. */
export async function printJournals({ sandboxes, log }: DemoActs): Promise<void> {
  const batches = (await sandboxes.erp('GET', 'items/journalBatches')) as readonly JournalBatch[];
  const rows = batches
    .filter(({ BatchName }) => BatchName.startsWith('PC'))
    .flatMap(({ DefaultPeriodName, Status, journalHeaders }) =>
      journalHeaders.map(({ DefaultEffectiveDate, journalLines }) => [
        /^\w+\/[\w-]+/.exec(journalLines[0]?.Description ?? '')?.[0] ?? '',
        DefaultEffectiveDate,
        DefaultPeriodName,
        debits(journalLines.map(({ EnteredDr }) => EnteredDr ?? '0')),
        Status === 'P' ? 'posted' : Status,
        someOf(journalLines.map(({ AccountCombination }) => AccountCombination)),
      ]),
    );
  log('');
  log(`In the general ledger now: ${rows.length} journals of ours in ${batches.filter(isOurs).length} batches`);
  printRows(
    [
      { title: 'Of' },
      { title: 'Date' },
      { title: 'Period' },
      { title: 'Debits', right: true },
      { title: 'Status' },
      { title: 'Accounts' },
    ],
    rows,
    log,
  );
}

const isOurs = ({ BatchName }: JournalBatch): boolean => BatchName.startsWith('PC');

/** Amounts of at most two decimals are added in cents. */
function debits(amounts: readonly string[]): string {
  const cents = amounts.reduce((sum, amount) => {
    const [whole = '0', fraction = ''] = amount.split('.');
    return sum + BigInt(`${whole}${fraction.padEnd(2, '0')}`);
  }, 0n);
  const text = String(cents).padStart(3, '0');
  return amountText(`${text.slice(0, -2)}.${text.slice(-2)}`);
}
