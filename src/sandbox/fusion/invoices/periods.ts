import type { FusionState } from '../fusion-state';

/** True when Payables is open on that day for the ledger of the business unit (reference 4.1: the period's own application). */
export function isPayablesOpen(state: FusionState, businessUnit: string, day: string): boolean {
  const unit = state.collection('finBusinessUnitsLOV').find({ BusinessUnitName: businessUnit });
  return state
    .collection('accountingPeriodStatusLOV')
    .where({
      LedgerId: unit?.values['PrimaryLedgerId'] ?? null,
      ApplicationId: state.settings.payablesApplicationId,
    })
    .some(
      (period) =>
        period.text('ClosingStatus') === 'O' && period.text('StartDate') <= day && day <= period.text('EndDate'),
    );
}
