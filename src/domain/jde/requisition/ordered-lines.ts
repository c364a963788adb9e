import type { FactKey, PlannerInput } from '../../posting/plan/planner';
import { jdeFact, jdeFactKey } from '../facts';
import type { PlanFacts } from './plan-facts';
import { standingOrder } from './plan-order-change';

/** Of what is missing to a requisition whose order stands: that order as JDE shows it. Null: there is none to follow. */
export function orderedLines({
  missingTo,
  effects,
  facts,
}: Pick<PlannerInput, 'missingTo' | 'effects' | 'facts'>):
  { readonly need: readonly FactKey[] } | Required<PlanFacts>['ownOrder'] | null {
  if (missingTo?.hasOrder !== true) return null;
  const order = standingOrder(effects, missingTo.because);
  if (order === null) return null;
  const key = jdeFactKey.orderLines(order.reference);
  const lines = jdeFact(facts, 'orderLines', key.id);
  return lines === undefined ? { need: [key] } : { order, lines: lines ?? [] };
}
