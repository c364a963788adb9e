import type { Problem } from '../../domain/holds/hold-reason';
import { equals, isZero, sum } from '../../domain/money/money';
import type { RequisitionPlan } from '../../domain/jde/requisition-plan';

/**
 * JDE may give a voucher a tax by default (accounting 2): what F0411 shows must be what was sent, 0 when none was. Null
 * when it is, or when nothing was read back yet. In foreign mode the ledger shows the tax in the company's currency, at a
 * rate that is JDE's own: of that only whether there is one can be compared.
 */
export function taxProblem(plan: RequisitionPlan, erpKey: string, readBack: string | null): Problem | null {
  if (plan.voucher === null || readBack === null || readBack === '') return null;
  const sent = sum(plan.voucher.payItems.map((item) => item.tax ?? '0'));
  if (plan.foreign ? isZero(sent) === isZero(readBack) : equals(sent, readBack)) return null;
  return {
    reason: 'tax',
    kind: 'person',
    field: 'STAM',
    value: readBack,
    message: `The voucher ${erpKey} carries a tax of ${readBack} in JDE (F0411), but ${sent} was sent.`,
    fix: 'Correct the tax of the voucher in JDE (a default of the supplier or of the processor made it), then: ml-connector hold resume DOCUMENT',
    facts: { sent, readBack },
  };
}
