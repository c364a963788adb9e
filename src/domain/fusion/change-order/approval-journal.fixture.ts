import type { ChangeOrderJournalSettings } from './journal-settings';

type Of<Method> = Extract<ChangeOrderJournalSettings, { readonly method: Method }>;

/** In the chart of the planner's fixture. */
export const memo: Of<'memo'> = {
  ...{ method: 'memo', from: '2026-10-01', commitmentRelief: 'none' },
  ...{ naturalAccount: '91000', offsetAccount: '101.00.92000.000' },
};

export const accrual: Of<'accrual'> = {
  ...{ method: 'accrual', from: '2026-10-01', accrualAccount: '101.10.22000.000' },
  ...{ accrueAfter: 'apClosed', owner: 'here' },
};

export const encumbrance: Of<'encumbrance'> = {
  ...{ method: 'encumbrance', from: '2026-10-01', commitmentRelief: 'none' },
  ...{ encumbranceTypeId: '1001', reserveAccount: '101.00.33000.000', ordersAreEncumbered: false },
};
