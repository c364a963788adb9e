import { minus, negate } from '../../../domain/money/money';
import { referenceIn } from '../../../domain/fusion/journals/line-reference';
import type { PostingSettings } from '../../../domain/fusion/posting-settings';
import type { AccountBalance, BookedPosting, BookLine, BooksSource } from '../../erp-sources';
import { text } from '../calls/cells';
import { childrenSchema, readPage, type Row } from '../calls/collection-page';
import { rowsByIds } from '../calls/rows-by-ids';
import type { FusionConnection } from '../connect';
import { isReversed, journalHeaders } from '../postings/journal-import/batches';
import { readLedger, readPeriods } from './periods';

/** Questions that are handed over together. */
const balancesAtOnce = 20;

const added: Readonly<Record<string, BookLine['added']>> = { tax: 'tax', retainage: 'retainage' };

/** Payables by the distributions of our invoices, the general ledger by the lines of our journals and by balances. */
export function fusionBooks(fusion: FusionConnection, posting: PostingSettings): BooksSource {
  return {
    lines: (of) => linesOf(fusion, posting, of),
    balances: (accounts, month) => readBalances(fusion, posting, accounts, month),
  };
}

async function linesOf(
  fusion: FusionConnection,
  posting: PostingSettings,
  of: readonly BookedPosting[],
): Promise<readonly BookLine[]> {
  const named = (by: 'invoiceId' | 'batchId') =>
    of.flatMap(({ key, reference }) => (reference?.[by] === undefined ? [] : [{ key, id: reference[by] }]));
  const [ofInvoices, ofBatches] = [named('invoiceId'), named('batchId')];
  const idsOf = (some: typeof ofInvoices) => some.map(({ id }) => id);
  const invoices = await rowsByIds(
    fusion,
    {
      ...{ resource: 'invoices', purpose: 'distributions of our invoice', key: 'InvoiceId' },
      finderOfOne: 'PrimaryKey;InvoiceId=',
      expand: 'invoiceLines.invoiceDistributions',
    },
    idsOf(ofInvoices),
  );
  const lines = ofInvoices.flatMap(({ key, id }) => invoiceLines(key, invoices.get(id)));
  const batches = await rowsByIds(
    fusion,
    { resource: 'journalBatches', purpose: 'our journal batch in the books', key: 'JeBatchId' },
    idsOf(ofBatches),
  );
  for (const { key, id } of ofBatches) {
    const batch = batches.get(id);
    if (batch === undefined) continue;
    const own = await batchLines(fusion, posting, key, batch);
    lines.push(...own, ...(isReversed(batch) ? await reversedLines(fusion, posting, batch, own) : []));
  }
  return lines;
}

/** What accounting has not taken over yet stands in Payables alone. */
function invoiceLines(posting: string, row: Row | undefined): BookLine[] {
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
  batch: Row,
): Promise<BookLine[]> {
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

/**
 * What reverses a batch of ours, by what that one says of itself: the opposite of its lines, in the period that it names. What the other
 * batch is called, and what its lines carry, is nowhere said, so that one is not looked for.
 */
async function reversedLines(
  fusion: FusionConnection,
  { ledger, ledgerApplicationId }: PostingSettings,
  batch: Row,
  own: readonly BookLine[],
): Promise<readonly BookLine[]> {
  const periods = await readPeriods(fusion, ledger.id, ledgerApplicationId);
  const period = periods.find(({ name }) => name === text(batch, 'ReversalPeriod'));
  const date = period?.start ?? text(batch, 'ReversalDate').slice(0, 10);
  return own.map((line) => ({
    ...{ ...line, date, added: 'reversal' },
    ...{ amount: negate(line.amount), booked: negate(line.booked) },
  }));
}

/** The finder takes one combination a call, and all of its variables; the pod's limit of calls at once decides how many go together. */
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
  for (let at = 0; at < accounts.length; at += balancesAtOnce) {
    const some = accounts.slice(at, at + balancesAtOnce);
    const amounts = await Promise.all(
      some.map((account) => balanceOf(fusion, { account, period: period.name, currency, name })),
    );
    some.forEach((account, index) => {
      const amount = amounts[index] ?? '';
      if (amount !== '') balances.push({ account, amount });
    });
  }
  return balances;
}

/** `''`: the pod shows none. */
async function balanceOf(
  fusion: FusionConnection,
  of: { readonly account: string; readonly period: string; readonly currency: string; readonly name: string },
): Promise<string> {
  const { rows } = await readPage(
    fusion.caller,
    fusion.settings,
    {
      resource: 'ledgerBalances',
      purpose: 'balance of an account',
      key: 'AccountCombination',
      keyIsText: true,
      conditions: [],
      finder: `AccountBalanceFinder;accountCombination=${of.account},mode=Detail,accountingPeriod=${of.period},currency=${of.currency},ledgerName=${of.name}`,
    },
    { limit: 1 },
  );
  return rows[0] === undefined ? '' : text(rows[0], 'PeriodActivity');
}

function childrenOf(row: Row | undefined, name: string): readonly Row[] {
  return childrenSchema.parse(row?.[name]) ?? [];
}
