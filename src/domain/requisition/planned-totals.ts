import { isZero, toAmount } from '../money/money';
import type { PlanTotals } from '../posting/plan/planned-step';
import type { RequisitionAmounts } from './requisition-amounts';

/** As a plan shows them: in whole units of the currency, and 0 where nothing was rounded. */
export function plannedTotals({ totals }: Pick<RequisitionAmounts, 'totals'>, currency: string): PlanTotals {
  const text = (amount: string): string => toAmount(amount, currency);
  return {
    gross: text(totals.gross),
    retained: text(totals.retained),
    released: text(totals.released),
    netRetainage: text(totals.netRetainage),
    payable: text(totals.payable),
    tax: text(totals.tax),
    rounding: isZero(totals.rounding) ? '0' : text(totals.rounding),
  };
}
