import { accountName } from '../account';
import type { Plan, PlannedStep } from '../../posting/plan/planned-step';
import type { FactBook, PlannerInput } from '../../posting/plan/planner';
import { PostedEffects } from '../../posting/books/posted-effects';
import type { KnownAtSending } from '../../posting/posting-kind';
import type { RequisitionWanted } from '../../requisition/requisition-wanted';
import type { PlanFacts } from './plan-facts';
import { planFacts } from './plan.fixture';
import { jdeRequisitionPlanner } from './planner';

/** The planner's input that means the same as these facts; everything of the ERP is read already. */
export function plannerInput(
  fields: Partial<PlanFacts> = {},
  rest: Partial<PlannerInput<RequisitionWanted>> = {},
): PlannerInput<RequisitionWanted> {
  const facts = planFacts(fields);
  const { settings, accounts, businessUnits, companies, supplier, today, revision: _, vendor, ...source } = facts;
  const read = new Map<string, unknown>([
    ...accounts.map((one): [string, unknown] => [`account ${accountName(one.account)}`, one]),
    ...businessUnits.map((one): [string, unknown] => [`businessUnit ${one.id}`, one]),
    ...companies.map((one): [string, unknown] => [`company ${one.id}`, one]),
    ...(supplier === null ? [] : [[`supplier ${supplier.number}`, supplier] as [string, unknown]]),
  ]);
  return {
    wanted: {
      ...source,
      sourceId: source.requisition.id,
      vendor: { ...vendor, supplierNumber: vendor.linked ? '70123' : null },
    },
    effects: new PostedEffects([]),
    decisions: [],
    facts: { get: (kind, id) => read.get(`${kind} ${id}`) ?? null },
    settings,
    today,
    ...rest,
  };
}

export function planned(fields: Partial<PlanFacts> = {}, rest: Partial<PlannerInput<RequisitionWanted>> = {}): Plan {
  const result = jdeRequisitionPlanner(plannerInput(fields, rest));
  if (!('plan' in result)) throw new Error(`expected a plan: ${JSON.stringify(result)}`);
  return result.plan;
}

export function stepOf(plan: Plan, id: string): PlannedStep {
  const step = plan.steps.find((one) => one.id === id);
  if (step === undefined) throw new Error(`the plan has no ${id}`);
  return step;
}

export const nothingRead: FactBook = { get: () => undefined };

export function knownAtSending(fields: Partial<KnownAtSending> = {}): KnownAtSending {
  return {
    key: 'PCABCDEFGHIJKLMNOPQR',
    ordinal: 1,
    revision: 1,
    today: '2026-11-05',
    earlier: () => null,
    ...fields,
  };
}
