import type { DirectCostWanted } from '../../direct-cost/direct-cost-wanted';
import { isZero } from '../../money/money';
import { missingEntries } from '../../posting/books/missing-entries';
import { planVersion } from '../../posting/plan/planned-step';
import type { Planned, PlannerInput } from '../../posting/plan/planner';
import type { JournalMember } from '../bodies/journal-member';
import { conversionOf, notConverted } from '../journals/other-currency';
import { fusionFact, fusionFactKey } from '../facts';
import { checkAccounts } from '../requisition/check-accounts';
import { bookedOn, costStep, journalText, type CostPlanOf } from './cost-plan';
import { journalDate } from './journal-date';
import { lineIdOf } from './journal-lines';

/**
 * Of a direct cost that is gone, or approved no more, nothing is to be in the books. By a person's choice the opposite of all that
 * stands of it is booked, as a journal of its own, on the day of the choice (accounting-fusion 5, 6): its own period may be closed.
 */
export function takenBack(
  input: PlannerInput<DirectCostWanted>,
  { wanted, settings, own }: CostPlanOf<DirectCostWanted>,
): Planned {
  const { facts, missingTo, today } = input;
  const { ledger, ledgerApplicationId } = settings;
  const opposite = missingTo === undefined ? [] : missingEntries([], missingTo.entries);
  const accounts = [...new Set(opposite.map(({ account }) => account))];
  const need = [
    fusionFactKey.ledger(ledger.id),
    fusionFactKey.periods(ledger.id, ledgerApplicationId),
    ...accounts.map(fusionFactKey.combination),
  ].filter(({ kind, id }) => facts.get(kind, id) === undefined);
  if (need.length > 0) return { need };
  const books = fusionFact(facts, 'ledger', ledger.id)?.currency ?? '';
  const currency = wanted.bookedIn ?? books;
  const conversion = conversionOf(settings, { currency, books });
  const periods = fusionFact(facts, 'periods', `${ledger.id}/${ledgerApplicationId}`) ?? [];
  const dated = journalDate({ settings, wanted: input.postedOn ?? today, periods });
  if ('problem' in dated) return { problems: [dated.problem], choices: [] };
  const { at } = dated;
  const uses = accounts.map((account) => ({
    account,
    combination: fusionFact(facts, 'combination', account) ?? null,
  }));
  const isKept = currency === books || conversion.conversionType !== undefined;
  const problems = [
    ...(isKept ? [] : [notConverted({ what: 'direct cost', currency, books })]),
    ...checkAccounts(uses, at.date),
  ];
  if (problems.length > 0) return { problems, choices: [] };
  const entries = opposite.map(bookedOn(at.date, currency));
  const member: JournalMember = {
    document: `directCost/${wanted.sourceId}`,
    ledger,
    ...{ currency, ...conversion },
    ...{ accountingDate: at.date, period: at.period.name, namesPeriod: at.namesPeriod },
    journal: journalText(wanted, own.journalGrouping, at, currency !== books),
    lines: entries
      .filter(({ amount }) => !isZero(amount))
      .map(({ account, amount, item }) => ({
        ...{ account, amount, lineId: lineIdOf(item), description: `Taken back: direct cost ${wanted.sourceId}` },
      })),
  };
  return {
    plan: {
      version: planVersion,
      steps: [costStep(wanted, member, entries, own, missingTo?.because)],
      head: {
        ...{ mappingVersion: wanted.mappingVersion, company: '', supplier: '', currency, totals: null, lines: [] },
        facts: {
          date: at.date,
          period: at.period.name,
          ...(at.movedFrom === undefined ? {} : { 'moved from': at.movedFrom }),
        },
      },
      recorded: [],
      leftToPeople: null,
      datesFollowTheClock: true,
      notes: [],
    },
  };
}
