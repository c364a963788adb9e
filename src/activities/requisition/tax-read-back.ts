import type { Problem } from '../../domain/holds/hold-reason';
import type { RequisitionPlan } from '../../domain/jde/requisition-plan';
import { taxProblem as taxProblemOf } from '../../domain/jde/tax-problem';

/** Of a plan's voucher; null when the plan has none. */
export function taxProblem(plan: RequisitionPlan, erpKey: string, readBack: string | null): Problem | null {
  return plan.voucher === null ? null : taxProblemOf({ ...plan.voucher, foreign: plan.foreign }, erpKey, readBack);
}
