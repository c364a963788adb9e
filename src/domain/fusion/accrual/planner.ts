import {
  accrualId,
  isReversalLate,
  isUnaccrued,
  opposite,
  periodWasClosed,
  reversalDue,
  summed,
  type AccrualWanted,
  type AccruedLine,
} from '../../accrual/accrual';
import { emptyPlan } from '../../commitment/empty-plan';
import { changeOrderAccrual } from '../change-order/journal-settings';
import type { Problem } from '../../holds/hold-reason';
import { sum } from '../../money/money';
import { readableAmount } from '../../money/readable-amount';
import type { Plan, PlannedStep } from '../../posting/plan/planned-step';
import type { FactBook, FactKey, Planner } from '../../posting/plan/planner';
import { fusionFact, fusionFactKey } from '../facts';
import type { Order } from '../order';
import type { PostingSettings } from '../posting-settings';
import { checkAccounts } from '../requisition/check-accounts';
import { orderLink } from '../requisition/order-link';
import { accrualStep } from './accrual-step';
import { endOfPeriod, isOver, takesAccruals, type EndOfPeriod } from './accrued-periods';
import { changeOrderLines } from './change-order-lines';
import { closedFor, notReversed, periodFaults } from './problems';
import { unbilledLines } from './unbilled-lines';

/** What is to be posted now. */
interface Due {
  /** On the last day of the period. */
  readonly accrual: readonly AccruedLine[];
  /** On the first day of the next. */
  readonly reversal: readonly AccruedLine[];
}

interface Owed {
  readonly lines: readonly AccruedLine[];
  readonly problems: readonly Problem[];
}

/**
 * What is accrued for a requisition, or of a change order, at the end of a period, and what reverses it. Once posted it stays what it
 * was; where an invoice of the period covers a requisition after all it is taken out on the same day, and accrued again should that
 * invoice be voided; what stands of a change order follows what is left of it as long as the ledger takes the period. With reversal
 * `own` the opposite follows in the next period once it is in the books; with `erp` the journal is marked, and Fusion's reversal is
 * waited for. Who reverses is kept with each journal, so that the setting may change (accounting-fusion 8).
 */
export const fusionAccrualPlanner: Planner<AccrualWanted> = ({ wanted, facts, settings: given, today }) => {
  const settings = given as PostingSettings;
  if (wanted === null) return { problems: [], choices: [] };
  const { ledger, ledgerApplicationId } = settings;
  const source = wanted.requisition ?? wanted.changeOrder;
  const link = source === null ? null : orderLink(source);
  const orderKey = link === null ? null : fusionFactKey.order(link.headerId, source?.commitment.id ?? '');
  const first = missing(facts, [
    ...[fusionFactKey.ledger(ledger.id), fusionFactKey.periods(ledger.id, ledgerApplicationId)],
    ...(orderKey === null ? [] : [orderKey]),
  ]);
  if (first.length > 0) return { need: first };

  const periods = fusionFact(facts, 'periods', `${ledger.id}/${ledgerApplicationId}`) ?? [];
  const at = endOfPeriod(periods, wanted.of.lastDay);
  if (isMissed(wanted, at, today)) return { plan: planOf([], wanted, at, [periodWasClosed]) };
  const currency = fusionFact(facts, 'ledger', ledger.id)?.currency ?? '';
  const order = orderKey === null ? null : (fusionFact(facts, 'order', orderKey.id) ?? null);
  const owed =
    wanted.of.kind === 'changeOrder'
      ? changeOrderDue(wanted, order, currency, { settings, at })
      : accrualDue(wanted, order, currency, settings);
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
function accrualDue(wanted: AccrualWanted, order: Order | null, currency: string, settings: PostingSettings): Owed {
  const { accrued, standing, requisition } = wanted;
  if (!isUnaccrued(wanted)) {
    return { lines: standing === 'covered' ? opposite(summed(accrued)) : [], problems: [] };
  }
  const { accrueUnbilled } = settings;
  if (standing !== 'owed' || requisition === null || accrueUnbilled === undefined) return { lines: [], problems: [] };
  const { accrualAccount } = accrueUnbilled;
  return unbilledLines(requisition, order, currency, { ...settings, accrualAccount });
}

/** What is left of it now, less what is accrued: nothing of one that is accrued once the ledger takes no more of the period. */
function changeOrderDue(
  { of: { lastDay }, accrued, standing, changeOrder }: AccrualWanted,
  order: Order | null,
  currency: string,
  { settings, at }: { readonly settings: PostingSettings; readonly at: EndOfPeriod },
): Owed {
  const own = changeOrderAccrual(settings.changeOrderJournal);
  const nothing: Owed = { lines: [], problems: [] };
  if (own === null || standing !== 'owed' || changeOrder === null || at.own === null) return nothing;
  const { approvedOn } = changeOrder;
  if (approvedOn < own.from || approvedOn < at.own.start || approvedOn > lastDay) return nothing;
  const isAccrued = accrued.length > 0;
  // What is accrued for a requisition next is taken off it then: not put back in between.
  if (isAccrued && (!takesAccruals(at) || changeOrder.pending.length > 0)) return nothing;
  const { accrualAccount } = own;
  const left = changeOrderLines(changeOrder, accrued, order, currency, { ...settings, accrualAccount });
  // What is wrong with it by now keeps nothing from being reversed.
  if (left.problems.length > 0) return isAccrued ? nothing : left;
  return { lines: summed([...left.lines, ...opposite(accrued)]), problems: [] };
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
  const { lastDay, kind } = wanted.of;
  const setting = kind === 'changeOrder' ? 'posting.changeOrderJournal' : 'posting.accrueUnbilled';
  const uses = (lines: readonly AccruedLine[]) =>
    [...new Map(lines.map(({ account, item }) => [account, item]))].map(([account, item]) => ({
      ...{ account, combination: fusionFact(facts, 'combination', account) ?? null },
      ...(item === '' ? { setting } : {}),
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
        ...(cost.length === 0 ? {} : { accrued: readableAmount(sum(cost), currency) }),
        ...(next === null ? {} : { 'reversed in': next.name }),
      },
    },
  };
}
