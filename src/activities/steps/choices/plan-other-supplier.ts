import { plus } from '../../../domain/money/money';
import type { Plan, PlannedStep, PlanTotals } from '../../../domain/posting/plan/planned-step';
import type { Step } from '../../../domain/posting/plan/steps';

/** Of the step that takes back what stands, beside the one that posts the new content. */
const credit = 'credit';

/**
 * Both in one plan, the credit first, with an order that is canceled last. The order is of one supplier at most, so one of the
 * two changes it.
 */
export function inOnePlan(back: Plan, whole: Plan): Plan {
  const isLast = ({ step }: PlannedStep): boolean => step === 'orderCancel';
  const steps = [
    ...back.steps.filter((step) => !isLast(step)).map(asCredit),
    ...whole.steps.filter((step) => !isLast(step)),
    ...[...back.steps, ...whole.steps].filter(isLast),
  ];
  const { head } = whole;
  return {
    ...whole,
    steps,
    head: {
      ...head,
      totals: head.totals === null || back.head.totals === null ? null : plusTotals(back.head.totals, head.totals),
    },
    notes: [...back.notes, ...whole.notes],
    orderSays: { ...back.orderSays, ...whole.orderSays },
  };
}

function asCreditId(id: string): string {
  return `${id}:${credit}`;
}

/** Each step of one plan has an id of its own. */
function asCredit(step: PlannedStep): PlannedStep {
  return {
    ...step,
    id: step.step === 'orderChange' ? step.id : asCreditId(step.id),
    ...(step.within === undefined ? {} : { within: asCreditId(step.within) }),
  };
}

/** What both move together. */
function plusTotals(one: PlanTotals, other: PlanTotals): PlanTotals {
  return {
    gross: plus(one.gross, other.gross),
    retained: plus(one.retained, other.retained),
    released: plus(one.released, other.released),
    netRetainage: plus(one.netRetainage, other.netRetainage),
    payable: plus(one.payable, other.payable),
    tax: plus(one.tax, other.tax),
    rounding: plus(one.rounding, other.rounding),
  };
}

/** What each of the postings moves, by the id of its step; none of a plan that makes but one. */
export function totalsByStep(billing: Step, back: Plan, whole: Plan): Readonly<Record<string, PlanTotals>> {
  const of = ({ head, steps }: Plan, named: (id: string) => string): readonly (readonly [string, PlanTotals])[] => {
    const { totals } = head;
    return totals === null ? [] : billedBy(billing, { steps }).map(({ id }) => [named(id), totals] as const);
  };
  return Object.fromEntries([...of(back, asCreditId), ...of(whole, (id) => id)]);
}

/** The postings that a choice asks for, in their order. */
export function billedBy(billing: Step, { steps }: Pick<Plan, 'steps'>): readonly PlannedStep[] {
  return steps.filter(({ step }) => step === billing);
}
