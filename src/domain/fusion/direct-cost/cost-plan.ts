import type { codedLines } from '../../commitment/coded-lines';
import type { ApprovedCostWanted, DirectCostWanted } from '../../direct-cost/direct-cost-wanted';
import { isZero, minus, negate, sum, toAmount } from '../../money/money';
import type { Entry } from '../../posting/books/entry';
import { missingEntries } from '../../posting/books/missing-entries';
import { planVersion, type Plan, type PlanTotals } from '../../posting/plan/planned-step';
import type { PlannerInput } from '../../posting/plan/planner';
import { journalDraftOf } from '../bodies/journal-import-body';
import { journalRunName, type JournalMember } from '../bodies/journal-member';
import { balancingValue } from '../chart';
import { conversionOf } from '../journals/other-currency';
import type { PostingSettings } from '../posting-settings';
import type { JournalDate } from './journal-date';
import { entriesOf, lineIdOf, type CostJournalLine } from './journal-lines';
import type { DirectCostSettings } from './settings';

// What a direct cost comes to, as a part of a journal of a run.

export function calledOf({ directCost, sourceId }: ApprovedCostWanted): string {
  return directCost.invoiceNumber === null
    ? `direct cost ${sourceId}`
    : `${directCost.type} ${directCost.invoiceNumber}`;
}

export interface MadeCost {
  readonly lines: readonly CostJournalLine[];
  readonly costs: Parameters<typeof headLines>[0];
  readonly at: JournalDate;
  readonly currency: string;
  /** The currency of the ledger. */
  readonly books: string;
}

export interface CostPlanOf<Wanted extends DirectCostWanted = ApprovedCostWanted> {
  readonly wanted: Wanted;
  readonly settings: PostingSettings;
  readonly own: DirectCostSettings;
}

export function costPlan(
  { missingTo }: Pick<PlannerInput, 'missingTo'>,
  { wanted, settings, own }: CostPlanOf,
  { lines, at, currency, books, costs }: MadeCost,
): Plan {
  const whole = entriesOf(lines, at.date);
  const entries =
    missingTo === undefined ? whole : missingEntries(whole, missingTo.entries).map(bookedOn(at.date, currency));
  const described = new Map(lines.map((line) => [`${line.item} ${line.account}`, line.description]));
  const member: JournalMember = {
    document: `directCost/${wanted.sourceId}`,
    ledger: settings.ledger,
    ...{ currency, ...conversionOf(settings, { currency, books }) },
    ...{ accountingDate: at.date, period: at.period.name, namesPeriod: at.namesPeriod },
    journal: journalText(wanted, own.journalGrouping, at, currency !== books),
    lines: entries
      .filter(({ amount }) => !isZero(amount))
      .map(({ account, amount, item }) => ({
        ...{ account, amount, lineId: lineIdOf(item) },
        description: described.get(`${item} ${account}`) ?? `Correction ${calledOf(wanted)}`,
      })),
  };
  const { type, invoiceNumber } = wanted.directCost;
  const isFuture = at.period.status === 'F';
  const companies = [...new Set(lines.map(({ account }) => balancingValue(settings.chart, account)))];
  return {
    version: planVersion,
    steps: member.lines.length === 0 ? [] : [costStep(wanted, member, entries, own, missingTo?.because)],
    head: {
      mappingVersion: wanted.mappingVersion,
      ...{ company: companies.join(', '), supplier: '', currency, totals: totalsOf(lines), lines: headLines(costs) },
      facts: {
        type,
        ...(invoiceNumber === null ? {} : { invoice: invoiceNumber }),
        ...{ date: at.date, period: at.period.name },
        ...(at.movedFrom === undefined ? {} : { 'moved from': at.movedFrom }),
        ...(isFuture ? { 'not postable yet': at.period.name } : {}),
      },
    },
    recorded: [],
    leftToPeople: null,
    datesFollowTheClock: at.movedFrom !== undefined,
    notes: isFuture ? [`Period ${at.period.name} was future enterable: not postable before it is opened.`] : [],
  };
}

export function costStep(
  { sourceId }: Pick<DirectCostWanted, 'sourceId'>,
  member: JournalMember,
  entries: readonly Entry[],
  { journalGrouping }: DirectCostSettings,
  because: string | undefined,
): Plan['steps'][number] {
  return {
    ...{ id: 'cost', step: 'cost', kind: 'journalImport', system: 'fusion', subject: `directCost:${sourceId}/cost` },
    ...{ draft: journalDraftOf([member]), entries },
    via: { kind: 'journalRun', run: journalRunName(member, journalGrouping) },
    ...(because === undefined ? { asks: ['live'] } : { because, asks: ['live', 'decision'] }),
  };
}

/** What it takes back of another day is booked on this one. */
export function bookedOn(date: string, currency: string) {
  return (entry: Entry): Entry => ({ ...entry, amount: toAmount(entry.amount, currency), period: date.slice(0, 7) });
}

/** What lines of one journal have in common: 25 characters. */
export function journalText(
  { sourceId, project }: Pick<DirectCostWanted, 'sourceId' | 'project'>,
  grouping: DirectCostSettings['journalGrouping'],
  { date, period }: JournalDate,
  isConverted: boolean,
): string {
  if (grouping === 'document') return `DC ${sourceId}`;
  // A journal has one day of conversion.
  if (grouping === 'period') return isConverted ? `${period.name} ${date.replaceAll('-', '')}` : period.name;
  const number = project.number ?? '';
  return `${number !== '' && number.length <= 16 ? number : project.id} ${date.replaceAll('-', '')}`;
}

function headLines(costs: ReturnType<typeof codedLines>['lines']): Plan['head']['lines'] {
  return costs.map(({ item: itemKey, codes: costCode, account, description, amount }) => ({
    ...{ itemKey, costCode, account, description, gross: amount, netRetainage: '0', payable: amount },
  }));
}

function totalsOf(lines: readonly CostJournalLine[]): PlanTotals {
  const of = (role: CostJournalLine['role']): string =>
    sum(lines.filter((line) => line.role === role).map(({ amount }) => amount));
  const rounding = of('rounding');
  return {
    ...{ gross: of('cost'), retained: '0', released: '0', netRetainage: '0' },
    ...{ payable: minus(negate(of('clearing')), rounding), tax: of('tax'), rounding },
  };
}
