import { minus } from '../../../domain/money/money';
import { referenceIn } from '../../../domain/fusion/journals/line-reference';
import type { PostingSettings } from '../../../domain/fusion/posting-settings';
import type { AccountBalance, BookedPosting, BookLine, BooksSource } from '../../erp-sources';
import { text } from '../calls/cells';
import { childrenSchema, readPage, type Row } from '../calls/collection-page';
import { equalId } from '../calls/query';
import type { FusionConnection } from '../connect';
import { journalHeaders } from '../postings/journal-import/batches';
import { readLedger, readPeriods } from './periods';

const added: Readonly<Record<string, BookLine['added']>> = { tax: 'tax', retainage: 'retainage' };

/** Payables by the distributions of our invoices, the general ledger by the lines of our journals and by balances. */
export function fusionBooks(fusion: FusionConnection, posting: PostingSettings): BooksSource {
  return {
    lines: async (of) => {
      const lines: BookLine[] = [];
      for (const one of of) lines.push(...(await linesOf(fusion, posting, one)));
      return lines;
    },
    balances: (accounts, month) => readBalances(fusion, posting, accounts, month),
  };
}

async function linesOf(fusion: FusionConnection, posting: PostingSettings, one: BookedPosting): Promise<BookLine[]> {
  const { invoiceId, batchId } = one.reference ?? {};
  if (invoiceId !== undefined) return invoiceLines(fusion, one.key, invoiceId);
  return batchId === undefined ? [] : batchLines(fusion, posting, one.key, batchId);
}

/** What accounting has not taken over yet stands in Payables alone. */
async function invoiceLines(
  { collections }: FusionConnection,
  posting: string,
  invoiceId: string,
): Promise<BookLine[]> {
  const rows = await collections.all({
    resource: 'invoices',
    purpose: 'distributions of our invoice',
    key: 'InvoiceId',
    conditions: [],
    finder: `PrimaryKey;InvoiceId=${invoiceId}`,
    expand: 'invoiceLines.invoiceDistributions',
  });
  const row = rows.find((each) => text(each, 'InvoiceId') === invoiceId);
  const isAccounted = (of: Row | undefined): boolean =>
    of !== undefined && text(of, 'AccountingStatus') === 'Accounted';
  return childrenOf(row, 'invoiceLines')
    .flatMap((line) => childrenOf(line, 'invoiceDistributions'))
    .map((each) => ({
      ...{ posting, document: null, account: text(each, 'DistributionCombination') },
      date: text(each, 'AccountingDate').slice(0, 10),
      amount: text(each, 'DistributionAmount') || '0',
      booked: text(each, 'DistributionAmount') || '0',
      isInBooks: isAccounted(row) || isAccounted(each),
      added: added[text(each, 'DistributionLineType').toLowerCase()] ?? null,
    }));
}

async function batchLines(
  fusion: FusionConnection,
  { journals }: PostingSettings,
  posting: string,
  batchId: string,
): Promise<BookLine[]> {
  const batches = await fusion.collections.all({
    resource: 'journalBatches',
    purpose: 'our journal batch in the books',
    key: 'JeBatchId',
    conditions: [equalId('JeBatchId', batchId)],
  });
  const batch = batches.find((row) => text(row, 'JeBatchId') === batchId);
  if (batch === undefined) return [];
  const linesChild = journals?.linesChild ?? 'journalLines';
  const headers = await journalHeaders(fusion, batch, linesChild);
  return headers.flatMap((header) =>
    childrenOf(header, linesChild).map((line): BookLine => ({
      posting,
      document: referenceIn(text(line, 'Description')).split('/').slice(0, 2).join('/'),
      account: text(line, 'AccountCombination'),
      date: text(header, 'DefaultEffectiveDate').slice(0, 10),
      amount: minus(text(line, 'EnteredDr') || '0', text(line, 'EnteredCr') || '0'),
      booked: minus(text(line, 'AccountedDr') || '0', text(line, 'AccountedCr') || '0'),
      isInBooks: text(batch, 'Status') === 'P',
      added: null,
    })),
  );
}

/** The finder takes one combination a call, and all of its variables. */
async function readBalances(
  fusion: FusionConnection,
  { ledger: { id, name }, ledgerApplicationId }: PostingSettings,
  accounts: readonly string[],
  month: string,
): Promise<readonly AccountBalance[]> {
  const periods = await readPeriods(fusion, id, ledgerApplicationId);
  const period = periods.find(({ start, end }) => start === `${month}-01` && end.startsWith(month));
  const currency = (await readLedger(fusion, id))?.currency;
  if (period === undefined || currency === undefined) return [];
  const balances: AccountBalance[] = [];
  for (const account of accounts) {
    const { rows } = await readPage(
      fusion.caller,
      fusion.settings,
      {
        resource: 'ledgerBalances',
        purpose: 'balance of an account',
        key: 'AccountCombination',
        keyIsText: true,
        conditions: [],
        finder: `AccountBalanceFinder;accountCombination=${account},mode=Detail,accountingPeriod=${period.name},currency=${currency},ledgerName=${name}`,
      },
      { limit: 1 },
    );
    const amount = rows[0] === undefined ? '' : text(rows[0], 'PeriodActivity');
    if (amount !== '') balances.push({ account, amount });
  }
  return balances;
}

function childrenOf(row: Row | undefined, name: string): readonly Row[] {
  return childrenSchema.parse(row?.[name]) ?? [];
}
