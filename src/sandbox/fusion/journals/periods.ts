import type { FusionState } from '../fusion-state';
import type { Item } from '../items/item';

const GENERAL_LEDGER = '101';
/** Journals are imported into open and future enterable periods; they are posted in open ones (reference 4.1). */
const ENTERABLE = ['O', 'F'];

export function ledgerPeriod(state: FusionState, ledgerId: string, name: string): Item | undefined {
  return periodsOf(state, ledgerId).find((period) => period.text('PeriodNameId') === name);
}

/**
 * The period of a row if journals can be entered in it: the named one, which must contain the date, or the ordinary one
 * that does. An adjusting period is taken only by its name.
 */
export function periodOf(state: FusionState, ledgerId: string, date: string, name: string): Item | undefined {
  const period = periodsOf(state, ledgerId).find(
    (each) =>
      each.text('StartDate') <= date &&
      date <= each.text('EndDate') &&
      (name === '' ? !each.is('AdjustmentPeriodFlag') : each.text('PeriodNameId') === name),
  );
  return period !== undefined && ENTERABLE.includes(period.text('ClosingStatus')) ? period : undefined;
}

export const isOpen = (period: Item | undefined): boolean => period?.text('ClosingStatus') === 'O';

const periodsOf = (state: FusionState, LedgerId: string): Item[] =>
  state.collection('accountingPeriodStatusLOV').where({ LedgerId, ApplicationId: GENERAL_LEDGER });
