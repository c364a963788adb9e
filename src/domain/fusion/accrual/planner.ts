import {
  accrualId,
  isReversalLate,
  isUnaccrued,
  opposite,
  reversalDue,
  summed,
  type AccrualWanted,
  type AccruedLine,
} from '../../accrual/accrual';
import { emptyPlan } from '../../commitment/empty-plan';
import type { Problem } from '../../holds/hold-reason';
import { sum, toAmount } from '../../money/money';
import type { Plan, PlannedStep } from '../../posting/plan/planned-step';
import type { FactBook, FactKey, Planner } from '../../posting/plan/planner';
import { fusionFact, fusionFactKey } from '../facts';
import type { Order } from '../order';
import type { PostingSettings } from '../posting-settings';
import { checkAccounts } from '../requisition/check-accounts';
import { orderLink } from '../requisition/order-link';
import { accrualStep } from './accrual-step';
import { endOfPeriod, isOver, type EndOfPeriod } from './accrued-periods';
import { closedFor, notReversed, periodFaults } from './problems';
import { unbilledLines } from './unbilled-lines';

/** What is to be posted now. */
interface Due {
  /** On the last day of the period. */
  readonly accrual: readonly AccruedLine[];
  /** On the first day of the next. */
  readonly reversal: readonly AccruedLine[];
}

/**
 * What is accrued for a requisition at the end of a period, and what reverses it. Once posted it stays what it was; where an invoice
 * of the period covers it after all it is taken out on the same day, and accrued again should that invoice be voided. With reversal
 * `own` the opposite follows in the next period once it is in the books; with `erp` the journal is marked, and Fusion's reversal is
 * waited for. Who reverses is kept with each journal, so that the setting may change (accounting-fusion 8).
 */
export const fusionAccrualPlanner: Planner<AccrualWanted> = ({ wanted, facts, settings: given, today }) => {
  const settings = given as PostingSettings;
  if (wanted === null) return { problems: [], choices: [] };
  const { ledger, ledgerApplicationId } = settings;
  const link = wanted.requisition === null ? null : orderLink(wanted.requisition);
  const orderKey = link === null ? null : fusionFactKey.order(link.headerId, wanted.requisition?.commitment.id ?? '');
  const first = missing(facts, [
    ...[fusionFactKey.ledger(ledger.id), fusionFactKey.periods(ledger.id, ledgerApplicationId)],
    ...(orderKey === null ? [] : [orderKey]),
  ]);
  if (first.length > 0) return { need: first };

  const periods = fusionFact(facts, 'periods', `${ledger.id}/${ledgerApplicationId}`) ?? [];
  const at = endOfPeriod(periods, wanted.of.lastDay);
  if (isMissed(wanted, at, today)) return { plan: planOf([], wanted, at, ['Its period was closed before.']) };
  const currency = fusionFact(facts, 'ledger', ledger.id)?.currency ?? '';
  const order = orderKey === null ? null : (fusionFact(facts, 'order', orderKey.id) ?? null);
  const owed = accrualDue(wanted, order, currency, settings);
  if (owed.problems.length > 0) return { problems: owed.problems, choices: [] };
  const due: Due = { accrual: owed.lines, reversal: reversalDue(wanted) };
  const accounts = missing(
    facts,
    [...due.accrual, ...due.reversal].map(({ account }) => fusionFactKey.combination(account)),
  );
  if (accounts.length > 0) return { need: accounts };

  const problems = problemsOf({ wanted, facts, settings, today }, at, due);
  const { own, next } = at;
  if (problems.length > 0 || own === null || next === null) return { problems, choices: [] };
  const context = { of: wanted.of, settings, currency, periods, next };
  const steps = [
    ...(due.accrual.length === 0
      ? []
      : [accrualStep('accrual', due.accrual, { ...context, date: own.end, period: own })]),
    ...(due.reversal.length === 0
      ? []
      : [accrualStep('reversal', due.reversal, { ...context, date: next.start, period: next })]),
  ];
  return { plan: planOf(steps, wanted, at, [], due.accrual, currency) };
};

function missing(facts: FactBook, keys: readonly FactKey[]): readonly FactKey[] {
  const names = new Map(keys.map((key) => [`${key.kind} ${key.id}`, key]));
  return [...names.values()].filter(({ kind, id }) => facts.get(kind, id) === undefined);
}

/** The ledger closed the period before anything was accrued, and by now the next one has ended too, which accrues it. */
function isMissed(wanted: AccrualWanted, { own, next }: EndOfPeriod, today: string): boolean {
  return isUnaccrued(wanted) && reversalDue(wanted).length === 0 && isOver(own) && next !== null && next.end < today;
}

/** Of what is not accrued all that is owed; of what is, and is covered by now, the opposite. */
function accrualDue(
  wanted: AccrualWanted,
  order: Order | null,
  currency: string,
  settings: PostingSettings,
): { readonly lines: readonly AccruedLine[]; readonly problems: readonly Problem[] } {
  const { accrued, standing, requisition } = wanted;
  if (!isUnaccrued(wanted)) {
    return { lines: standing === 'covered' ? opposite(summed(accrued)) : [], problems: [] };
  }
  const { accrueUnbilled } = settings;
  if (standing !== 'owed' || requisition === null || accrueUnbilled === undefined) return { lines: [], problems: [] };
  const { accrualAccount } = accrueUnbilled;
  return unbilledLines(requisition, order, currency, { ...settings, accrualAccount });
}

function problemsOf(
  of: {
    readonly wanted: AccrualWanted;
    readonly facts: FactBook;
    readonly settings: PostingSettings;
    readonly today: string;
  },
  { own, next }: EndOfPeriod,
  { accrual, reversal }: Due,
): readonly Problem[] {
  const { wanted, facts, settings, today } = of;
  const { ledger } = settings;
  const { lastDay } = wanted.of;
  const uses = (lines: readonly AccruedLine[]) =>
    [...new Map(lines.map(({ account, item }) => [account, item]))].map(([account, item]) => ({
      ...{ account, combination: fusionFact(facts, 'combination', account) ?? null },
      ...(item === '' ? { setting: 'posting.accrueUnbilled' } : {}),
    }));
  const firstDay = next?.start ?? lastDay;
  return [
    ...(accrual.length > 0 ? periodFaults(ledger, own, lastDay) : []),
    // Not opened yet is well enough for what reverses later, closed is not.
    ...(accrual.length > 0 && isOver(next) ? [closedFor(ledger, next, firstDay)] : []),
    ...(reversal.length > 0 || next === null ? periodFaults(ledger, next, firstDay) : []),
    ...checkAccounts(uses(accrual), lastDay),
    ...checkAccounts(uses(reversal), firstDay),
    ...(isReversalLate(wanted, today) ? [notReversed(wanted, next)] : []),
  ];
}

function planOf(
  steps: readonly PlannedStep[],
  { of, standing }: AccrualWanted,
  { next }: EndOfPeriod,
  notes: readonly string[],
  due: readonly AccruedLine[] = [],
  currency = '',
): Plan {
  const { head, ...rest } = emptyPlan({ mappingVersion: 0 }, notes);
  const cost = due.filter(({ item }) => item !== '').map(({ amount }) => amount);
  return {
    ...rest,
    steps,
    head: {
      ...{ ...head, currency },
      facts: {
        ...{ accrual: accrualId(of), 'at the end of the period': standing },
        ...(cost.length === 0 ? {} : { accrued: toAmount(sum(cost), currency) }),
        ...(next === null ? {} : { 'reversed in': next.name }),
      },
    },
  };
}
