import { decimalOf, ZERO, type Decimal } from '../../decimal';
import type { Actor, Behaviour } from '../front/behaviour';
import { badRequest } from '../front/fusion-error';
import type { FusionState } from '../fusion-state';
import { combinationNamed } from '../items/combinations';
import { Item } from '../items/item';
import { isPosted, linesOf } from '../journals/post-batch';
import { ledgerBalances } from '../resources/general-ledger';

const FINDER = 'AccountBalanceFinder';
const GENERAL_LEDGER = '101';

/** Asked for by its finder alone, with all of its variables; the answer is one row, made when it is asked for. */
export const BALANCES: Behaviour = {
  findable: () => [],
  rows: ({ state, asked }: Actor) => {
    const wanted = wantedOf(asked?.get('finder') ?? '');
    const balance = balanceOf(state, wanted);
    return balance === undefined ? [] : [balance];
  },
};

interface Wanted {
  readonly accountCombination: string;
  readonly accountingPeriod: string;
  readonly currency: string;
  readonly ledgerName: string;
  readonly mode: string;
}

function wantedOf(finder: string): Wanted {
  const [name = '', ...variables] = finder.split(/[;,]/);
  const given = new Map(
    variables.map((text) => [text.split('=')[0]?.trim() ?? '', text.replace(/^[^=]*=/, '').trim()]),
  );
  const variable = (of: string): string => {
    const value = given.get(of)?.replace(/^'(.*)'$/, '$1') ?? '';
    if (name.trim() !== FINDER || value === '') throw badRequest(`${ledgerBalances.name} needs ${FINDER} with ${of}.`);
    return value;
  };
  return {
    accountCombination: variable('accountCombination'),
    accountingPeriod: variable('accountingPeriod'),
    currency: variable('currency'),
    ledgerName: variable('ledgerName'),
    mode: variable('mode'),
  };
}

function balanceOf(state: FusionState, wanted: Wanted): Item | undefined {
  if (!['Detail', 'Summary'].includes(wanted.mode))
    throw badRequest(`The mode ${wanted.mode} is not Detail or Summary.`);
  const ledger = state.collection('ledgersLOV').find({ Name: wanted.ledgerName });
  const account = combinationNamed(state, wanted.accountCombination);
  const periods = state
    .collection('accountingPeriodStatusLOV')
    .where({ LedgerId: ledger?.values['LedgerId'] ?? null, ApplicationId: GENERAL_LEDGER });
  const period = periods.find((each) => each.text('PeriodNameId') === wanted.accountingPeriod);
  if (ledger === undefined || account === undefined || period === undefined) return undefined;
  const moves = movesOf(state, ledger, wanted);
  if (moves.length === 0 && state.settings.untouchedBalances === 'noItems') return undefined;
  const isOfYear = ['R', 'E'].includes(account.text('AccountType'));
  const before = new Set(
    periods
      .filter((each) => ordinal(each) < ordinal(period))
      .filter((each) => !isOfYear || each.text('PeriodYear') === period.text('PeriodYear'))
      .map((each) => each.text('PeriodNameId')),
  );
  const sum = (isIn: (name: string) => boolean): Decimal =>
    moves.filter((move) => isIn(move.period)).reduce((total, { amount }) => total.plus(amount), ZERO);
  const beginning = sum((name) => before.has(name));
  const activity = sum((name) => name === wanted.accountingPeriod);
  return new Item({
    BalanceKey: Object.values(wanted).join('/'),
    LedgerName: wanted.ledgerName,
    AccountCombination: wanted.accountCombination,
    CurrentAccountingPeriod: wanted.accountingPeriod,
    Currency: wanted.currency,
    Mode: wanted.mode,
    BeginningBalance: beginning.toFixed(),
    PeriodActivity: activity.toFixed(),
    EndingBalance: beginning.plus(activity).toFixed(),
  });
}

const ordinal = (period: Item): number => Number(period.text('PeriodYear')) * 100 + Number(period.text('PeriodNumber'));

interface Move {
  readonly period: string;
  /** Debits positive. */
  readonly amount: Decimal;
}

/** What is posted: actual journals, and what Payables has accounted. In the ledger's currency all of it counts. */
function movesOf(state: FusionState, ledger: Item, wanted: Wanted): Move[] {
  const isOwnCurrency = wanted.currency === ledger.text('CurrencyCode');
  const sides = isOwnCurrency ? 'Accounted' : 'Entered';
  const isWanted = (item: Item): boolean => item.text('AccountCombination') === wanted.accountCombination;
  const headers = state
    .collection('journalBatches')
    .all()
    .filter((batch) => isPosted(batch) && batch.text('ActualFlagMeaning') === 'Actual')
    .flatMap((batch) => batch.list('journalHeaders'))
    .filter((header) => header.text('LedgerName') === wanted.ledgerName)
    .filter((header) => isOwnCurrency || header.text('CurrencyCode') === wanted.currency);
  const journals = headers.flatMap((header) =>
    linesOf(state, header)
      .filter(isWanted)
      .map((line) => ({
        period: header.text('PeriodName'),
        amount: decimalOf(line.text(`${sides}Dr`)).minus(decimalOf(line.text(`${sides}Cr`))),
      })),
  );
  return [...journals, ...payablesMoves(state, ledger, wanted)];
}

/** Invoices that are accounted: their distributions, and the liability against them. */
function payablesMoves(state: FusionState, ledger: Item, wanted: Wanted): Move[] {
  const units = state
    .collection('finBusinessUnitsLOV')
    .where({ PrimaryLedgerId: ledger.text('LedgerId') })
    .map((unit) => unit.text('BusinessUnitName'));
  return state
    .collection('invoices')
    .all()
    .filter((invoice) => invoice.text('AccountingStatus') === 'Accounted')
    .filter((invoice) => units.includes(invoice.text('BusinessUnit')))
    .filter((invoice) => invoice.text('InvoiceCurrency') === wanted.currency)
    .flatMap((invoice) => {
      const rows = invoice.list('invoiceLines').flatMap((line) => line.list('invoiceDistributions'));
      const isLiability = invoice.text('LiabilityDistribution') === wanted.accountCombination;
      return rows.flatMap((row) => {
        const amount = decimalOf(row.text('DistributionAmount'));
        const period = periodOfDay(state, ledger, row.text('AccountingDate'));
        const own = row.text('DistributionCombination') === wanted.accountCombination ? [{ period, amount }] : [];
        return isLiability ? [...own, { period, amount: amount.negated() }] : own;
      });
    });
}

const periodOfDay = (state: FusionState, ledger: Item, day: string): string =>
  state
    .collection('accountingPeriodStatusLOV')
    .where({ LedgerId: ledger.text('LedgerId'), ApplicationId: GENERAL_LEDGER })
    .find((each) => !each.is('AdjustmentPeriodFlag') && each.text('StartDate') <= day && day <= each.text('EndDate'))
    ?.text('PeriodNameId') ?? '';
