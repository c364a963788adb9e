import type { CostAmounts } from '../../direct-cost/cost-amounts';
import type { ApprovedCostWanted } from '../../direct-cost/direct-cost-wanted';
import { causeKey } from '../../holds/cause-key';
import type { Problem } from '../../holds/hold-reason';
import type { Remedies } from '../../holds/remedy';
import { isZero, rounded } from '../../money/money';
import { readableAmount } from '../../money/readable-amount';
import type { PlannerInput } from '../../posting/plan/planner';
import { notConverted } from '../journals/other-currency';
import type { PostingSettings } from '../posting-settings';
import type { JournalDate } from './journal-date';
import type { CostJournalLine } from './journal-lines';
import type { DirectCostSettings } from './settings';

interface Facts {
  readonly wanted: ApprovedCostWanted;
  readonly own: DirectCostSettings;
  /** The accounting date; null: it has none. */
  readonly date: string | null;
  readonly currency: string;
  /** Of the ledger. */
  readonly books: string;
  readonly amounts: CostAmounts;
  readonly lines: readonly CostJournalLine[];
  readonly settings: Pick<PostingSettings, 'journals'>;
}

/** What keeps a direct cost from being booked, its codes, accounts and periods aside. */
export function directCostProblems(facts: Facts): readonly Problem[] {
  const { amounts, date, own } = facts;
  return [
    ...(date === null ? [noDate(own)] : []),
    ...currencyProblems(facts),
    ...amounts.problems,
    ...taxAlone(facts),
    ...missingAccounts(facts),
  ];
}

/** Amounts of two currencies are never set off against each other: what stands in one is not corrected in another. */
function currencyProblems({ wanted: { bookedIn }, currency, books, settings }: Facts): readonly Problem[] {
  if (bookedIn !== null && bookedIn !== currency) return [bookedOtherwise(bookedIn, currency)];
  if (currency === books || settings.journals?.conversionType !== undefined) return [];
  return [notConverted({ what: 'direct cost', currency, books }, byHandOrCorrected)];
}

function bookedOtherwise(bookedIn: string, currency: string): Problem {
  return {
    reason: 'currency',
    kind: 'person',
    field: 'currency_configuration.currency_iso_code',
    value: currency,
    message: `It is booked in ${bookedIn}, and is in ${currency} now: no difference of the two can be booked.`,
    remedies: [
      { act: 'inProcore', text: `Set its currency back to ${bookedIn}` },
      { act: 'inProcore', text: 'Or delete it, and enter it again in its currency' },
    ],
  };
}

/** Once it is booked in one period, a date in another one is a difference like that of an amount. */
export function movedPeriod(
  { effects, postedOn }: Pick<PlannerInput, 'effects' | 'postedOn'>,
  { date, movedFrom }: JournalDate,
): readonly Problem[] {
  if (postedOn !== undefined || movedFrom !== undefined) return [];
  const booked = effects.standing().all.filter(({ posting }) => posting?.origin === 'sent' && posting.because === null);
  const periods = [...new Set(booked.flatMap(({ entries }) => entries.map(({ period }) => period)))];
  const [other] = periods.filter((period) => period !== date.slice(0, 7));
  if (other === undefined || periods.length > 1) return [];
  return [
    {
      reason: 'changedAfterPosting',
      kind: 'person',
      field: 'direct_cost_date',
      value: date,
      message: `It is booked in ${other}, and its date is ${date} now.`,
      remedies: [{ act: 'inProcore', text: `Set its date back to a day in ${other}` }],
    },
  ];
}

function noDate({ directCostDate }: DirectCostSettings): Problem {
  return {
    reason: 'needsPerson',
    kind: 'person',
    field: directCostDate,
    value: '',
    message: `The direct cost has no ${directCostDate}, which gives its accounting date.`,
    remedies: [{ act: 'inProcore', text: `Fill ${directCostDate} in Procore` }],
  };
}

const byHandOrCorrected: Remedies = [
  { act: 'inErp', text: 'Enter it by hand in Fusion, with its rate' },
  { act: 'inProcore', text: 'Correct its currency in Procore' },
];

/** Tax takes the company of the line that it is of; a line of 0.00 has none. */
function taxAlone({ amounts, currency }: Facts): readonly Problem[] {
  return amounts.lines
    .filter(({ cost, tax }) => isZero(rounded(cost, currency)) && !isZero(rounded(tax, currency)))
    .map(({ line, tax }) => ({
      reason: 'tax',
      kind: 'person',
      field: 'line_items.amount',
      value: line.amount ?? '',
      message: `Line ${line.id} "${line.description ?? ''}" carries tax of ${readableAmount(tax, currency)} and no cost, so no company is known whose tax it is.`,
      remedies: [{ act: 'inProcore', text: 'Put the tax on the line that it is of' }],
    }));
}

/** Accounts that the connection does not name. */
function missingAccounts({ lines, currency }: Facts): readonly Problem[] {
  return lines
    .filter(({ account }) => account === '')
    .map(({ role, amount, setting = '', taxCodeId }) => {
      const what =
        role === 'tax'
          ? `Tax of ${readableAmount(amount, currency)} ${taxCodeId === '' ? 'without a tax code' : `of the tax code ${taxCodeId ?? ''}`}`
          : `A difference of ${readableAmount(amount, currency)}`;
      return {
        reason: role === 'tax' ? 'tax' : 'amountsDiffer',
        kind: 'person',
        field: setting,
        value: '',
        message: `${what} is to be posted, and the connection has no account for it.`,
        remedies:
          role === 'tax' && taxCodeId === ''
            ? [{ act: 'inProcore', text: 'Give the line its tax code in Procore' }]
            : [{ act: 'changeSetting', path: setting }],
        causeKey: causeKey.connection(),
      };
    });
}
