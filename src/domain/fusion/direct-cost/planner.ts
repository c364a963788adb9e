import { codedLines } from '../../commitment/coded-lines';
import { costAmounts, type CostLine } from '../../direct-cost/cost-amounts';
import type { DirectCostWanted } from '../../direct-cost/direct-cost-wanted';
import { sameBillTwice } from '../../direct-cost/same-bill-twice';
import type { Problem } from '../../holds/hold-reason';
import { isZero, minus, negate, rounded, sum, toAmount } from '../../money/money';
import { missingEntries } from '../../posting/books/missing-entries';
import type { Entry } from '../../posting/books/entry';
import type { FactKey, Planner, PlannerInput } from '../../posting/plan/planner';
import { planVersion, type Plan, type PlanTotals } from '../../posting/plan/planned-step';
import { journalDraftOf } from '../bodies/journal-import-body';
import { journalRunName, type JournalMember } from '../bodies/journal-member';
import { balancingValue, fusionChart } from '../chart';
import { fusionFact, fusionFactKey } from '../facts';
import type { PostingSettings } from '../posting-settings';
import { checkAccounts, type AccountUse } from '../requisition/check-accounts';
import { directCostProblems, movedPeriod } from './direct-cost-problems';
import { journalDate, type JournalDate } from './journal-date';
import { entriesOf, itemOf, journalLines, lineIdOf, type CostJournalLine } from './journal-lines';
import { notBooked, type NotBooked } from './not-booked';
import { billKey, sameBillProblems } from './same-bill';
import type { DirectCostSettings } from './settings';

type Input = PlannerInput<DirectCostWanted>;

/** What an import takes of a line's text. */
const descriptionLength = 150;

/**
 * What a direct cost comes to in Fusion: its part of a journal of a run (accounting-fusion 6). Of one that is gone, or not approved,
 * nothing is planned; one that is not booked from here is recorded, and says why.
 */
export const fusionDirectCostPlanner: Planner<DirectCostWanted> = (input) => {
  const { wanted, facts } = input;
  if (wanted === null) return { problems: [], choices: [] };
  // They are Fusion's own: its adapter's schema parsed them.
  const settings = input.settings as PostingSettings;
  const own = settings.directCosts;
  if (own === undefined) throw new RangeError('a direct cost is planned only where posting.directCosts is set');
  const { directCost } = wanted;
  const date = own.directCostDate === 'received_date' ? directCost.receivedDate : directCost.directCostDate;
  const reason = notBooked(directCost, date, own);
  if (reason !== null) return { plan: recordedPlan(wanted, reason) };

  const { ledger, ledgerApplicationId } = settings;
  const keys = [fusionFactKey.ledger(ledger.id), fusionFactKey.periods(ledger.id, ledgerApplicationId)];
  const missing = keys.filter(({ kind, id }) => facts.get(kind, id) === undefined);
  if (missing.length > 0) return { need: missing };
  const books = fusionFact(facts, 'ledger', ledger.id)?.currency ?? '';
  const currency = directCost.currency.iso ?? books;

  const amounts = costAmounts(directCost, {
    ...{ taxWay: own.directCostTax, setting: 'posting.directCosts.directCostTax', currency },
  });
  const coded = codedLines(wanted, amounts.lines.map(toSource(currency)), {
    ...{ rules: { chart: fusionChart(settings.chart), descriptionLength, refusesNegative: null }, currency },
    whole: 'direct cost',
  });
  const isWhole = amounts.problems.every(({ reason: one }) => one !== 'amountsDiffer') && coded.problems.length === 0;
  const lines = isWhole
    ? journalLines({
        ...{ coded: coded.lines, lines: amounts.lines, grandTotal: directCost.grandTotal ?? '0', currency },
        ...{ chart: settings.chart, accounts: accountsOf(own, directCost.type, settings), called: calledOf(wanted) },
      })
    : [];
  const accounts = new Map(
    [...coded.lines, ...lines].map((line) => [line.account, 'setting' in line ? line.setting : undefined]),
  );
  accounts.delete('');
  const bill = billKey(wanted);
  const need = [...[...accounts.keys()].map(fusionFactKey.combination), ...(bill === null ? [] : [bill])].filter(
    ({ kind, id }) => facts.get(kind, id) === undefined,
  );
  if (need.length > 0) return { need: need satisfies readonly FactKey[] };

  const wantedDay = input.postedOn ?? date;
  const periods = fusionFact(facts, 'periods', `${ledger.id}/${ledgerApplicationId}`) ?? [];
  const dated = wantedDay === null ? null : journalDate({ settings, wanted: wantedDay, periods });
  const at = dated !== null && 'at' in dated ? dated.at : null;
  const uses = [...accounts].map(([account, setting]): AccountUse => {
    const combination = fusionFact(facts, 'combination', account) ?? null;
    return { account, combination, ...(setting === undefined ? {} : { setting }) };
  });
  const problems: Problem[] = [
    ...directCostProblems({ wanted, own, date: wantedDay, currency, books, amounts, lines }),
    ...coded.problems,
    ...(dated !== null && 'problem' in dated ? [dated.problem] : []),
    ...checkAccounts(uses, at?.date ?? input.today),
    ...(at === null ? [] : movedPeriod(input, at)),
    ...sameBillTwice({ ...directCost, sourceId: wanted.sourceId }, wanted.sameBill, input.decisions),
    ...sameBillProblems(wanted, bill === null || !isWhole ? [] : (fusionFact(facts, 'bills', bill.id) ?? []), {
      clearing: clearingOf(lines),
      decisions: input.decisions,
    }),
  ];
  if (problems.length > 0 || at === null) return { problems, choices: [] };
  return { plan: planOf(wanted, input, settings, own, { lines, at, currency, costs: coded.lines }) };
};

/** Rounded as the currency has it: what that leaves goes to the rounding account. */
function toSource(currency: string) {
  return ({ line, cost }: CostLine) => ({ item: itemOf(line.id), line, amount: rounded(cost, currency) });
}

function accountsOf({ types, taxAccounts }: DirectCostSettings, type: string, { companies }: PostingSettings) {
  const at = 'posting.directCosts';
  return {
    clearing: { account: types[type]?.clearingAccount, setting: `${at}.types.${type}.clearingAccount` },
    tax: (code: string) => ({ account: taxAccounts[code], setting: `${at}.taxAccounts.${code}` }),
    rounding: (company: string) => ({
      account: companies[company]?.roundingAccount,
      setting: `posting.companies.${company}.roundingAccount`,
    }),
  };
}

function clearingOf(lines: readonly CostJournalLine[]): readonly string[] {
  return lines.filter(({ role }) => role === 'clearing').map(({ account }) => account);
}

function calledOf({ directCost, sourceId }: DirectCostWanted): string {
  return directCost.invoiceNumber === null
    ? `direct cost ${sourceId}`
    : `${directCost.type} ${directCost.invoiceNumber}`;
}

interface Made {
  readonly lines: readonly CostJournalLine[];
  readonly costs: Parameters<typeof headLines>[0];
  readonly at: JournalDate;
  readonly currency: string;
}

function planOf(
  wanted: DirectCostWanted,
  { missingTo }: Input,
  settings: PostingSettings,
  own: DirectCostSettings,
  { lines, at, currency, costs }: Made,
): Plan {
  const whole = entriesOf(lines, at.date);
  const entries =
    missingTo === undefined ? whole : missingEntries(whole, missingTo.entries).map(bookedOn(at.date, currency));
  const described = new Map(lines.map((line) => [`${line.item} ${line.account}`, line.description]));
  const member: JournalMember = {
    document: `directCost/${wanted.sourceId}`,
    ledger: settings.ledger,
    ...{ currency, accountingDate: at.date, period: at.period.name, namesPeriod: at.namesPeriod },
    journal: journalText(wanted, own.journalGrouping, at),
    lines: entries
      .filter(({ amount }) => !isZero(amount))
      .map(({ account, amount, item }) => ({
        ...{ account, amount, lineId: lineIdOf(item) },
        description: described.get(`${item} ${account}`) ?? `Correction ${calledOf(wanted)}`,
      })),
  };
  const { type, invoiceNumber } = wanted.directCost;
  const companies = [...new Set(lines.map(({ account }) => balancingValue(settings.chart, account)))];
  return {
    version: planVersion,
    steps: member.lines.length === 0 ? [] : [stepOf(wanted, member, entries, own, missingTo?.because)],
    head: {
      mappingVersion: wanted.mappingVersion,
      ...{ company: companies.join(', '), supplier: '', currency, totals: totalsOf(lines), lines: headLines(costs) },
      facts: {
        type,
        ...(invoiceNumber === null ? {} : { invoice: invoiceNumber }),
        ...{ date: at.date, period: at.period.name },
        ...(at.movedFrom === undefined ? {} : { 'moved from': at.movedFrom }),
      },
    },
    recorded: [],
    leftToPeople: null,
    datesFollowTheClock: at.movedFrom !== undefined,
    notes: at.period.status === 'F' ? [`Period ${at.period.name} is future enterable: it is not postable yet.`] : [],
  };
}

function stepOf(
  { sourceId }: DirectCostWanted,
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
function bookedOn(date: string, currency: string) {
  return (entry: Entry): Entry => ({ ...entry, amount: toAmount(entry.amount, currency), period: date.slice(0, 7) });
}

/** What lines of one journal have in common: 25 characters. */
function journalText(
  { sourceId, project }: DirectCostWanted,
  grouping: DirectCostSettings['journalGrouping'],
  { date, period }: JournalDate,
): string {
  if (grouping === 'document') return `DC ${sourceId}`;
  if (grouping === 'period') return period.name;
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

/** Nothing is booked, for a reason that is listed. */
function recordedPlan({ directCost, mappingVersion }: DirectCostWanted, { why, note }: NotBooked): Plan {
  const { type, currency } = directCost;
  return {
    version: planVersion,
    steps: [],
    head: {
      ...{ mappingVersion, company: '', supplier: '', currency: currency.iso ?? '', totals: null, lines: [] },
      facts: { type, 'not booked': why },
    },
    recorded: [],
    leftToPeople: null,
    datesFollowTheClock: false,
    notes: [note],
  };
}
