import { codedLines } from '../../commitment/coded-lines';
import { costAmounts, type CostLine } from '../../direct-cost/cost-amounts';
import type { ApprovedCostWanted, DirectCostWanted } from '../../direct-cost/direct-cost-wanted';
import { sameBillTwice } from '../../direct-cost/same-bill-twice';
import type { Problem } from '../../holds/hold-reason';
import { rounded } from '../../money/money';
import type { FactKey, Planned, Planner, PlannerInput } from '../../posting/plan/planner';
import { planVersion, type Plan } from '../../posting/plan/planned-step';
import { fusionChart } from '../chart';
import { fusionFact, fusionFactKey } from '../facts';
import type { PostingSettings } from '../posting-settings';
import { checkAccounts, type AccountUse } from '../requisition/check-accounts';
import { directCostProblems, movedPeriod } from './direct-cost-problems';
import { calledOf, costPlan } from './cost-plan';
import { journalDate } from './journal-date';
import { itemOf, journalLines, type CostJournalLine } from './journal-lines';
import { datedBy, notBooked, type NotBooked } from './not-booked';
import { takenBack } from './taken-back';
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
  const { wanted } = input;
  if (wanted === null) return { problems: [], choices: [] };
  // They are Fusion's own: its adapter's schema parsed them.
  const settings = input.settings as PostingSettings;
  const own = settings.directCosts;
  if (own === undefined) throw new RangeError('a direct cost is planned only where posting.directCosts is set');
  const { directCost } = wanted;
  if (directCost === null) return takenBack(input, { wanted, settings, own });
  return planApproved(input, { wanted: { ...wanted, directCost }, settings, own });
};

interface Approved {
  readonly wanted: ApprovedCostWanted;
  readonly settings: PostingSettings;
  readonly own: DirectCostSettings;
}

function planApproved(input: Input, { wanted, settings, own }: Approved): Planned {
  const { facts } = input;
  const { directCost } = wanted;
  const date = datedBy(directCost, own);
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
    ...directCostProblems({ wanted, own, settings, date: wantedDay, currency, books, amounts, lines }),
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
  return { plan: costPlan(input, { wanted, settings, own }, { lines, at, currency, books, costs: coded.lines }) };
}

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

/** Nothing is booked, for a reason that is listed. */
function recordedPlan({ directCost, mappingVersion }: ApprovedCostWanted, { why, note }: NotBooked): Plan {
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
