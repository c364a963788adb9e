import { numberOf } from '../../http/json-value';
import type { FusionState } from '../fusion-state';
import type { Item } from '../items/item';
import { itemFrom } from '../items/item-from';
import { accountCombinationsLov } from '../resources/general-ledger';

/** A segment's value must stand, enabled, in the value set of its segment, where the chart says which that is. */
export function unknownValue(
  state: FusionState,
  chartNumber: string,
  segments: readonly string[],
): { readonly index: number; readonly value: string; readonly valueSet: string } | undefined {
  const chart = state.collection('chartOfAccountsLOV').find({ StructureInstanceNumber: chartNumber });
  const sets = chart?.text('ValueSetCodes').split(',') ?? [];
  const index = segments.findIndex((segment, at) => {
    const set = state.collection('valueSets').get(sets[at] ?? '');
    return (
      set !== undefined &&
      !set.list('values').some((row) => row.text('Value') === segment && row.text('EnabledFlag') === 'Y')
    );
  });
  return index < 0 ? undefined : { index, value: segments[index] ?? '', valueSet: sets[index] ?? '' };
}

export function createCombination(state: FusionState, chartNumber: string, values: Record<string, string>): Item {
  const row = { _CHART_OF_ACCOUNTS_ID: numberOf(chartNumber), EnabledFlag: 'Y', AccountType: 'E' };
  const more = { DetailPostingAllowedFlag: 'Y', SummaryFlag: 'N', ...values };
  const created = itemFrom(state, accountCombinationsLov, { ...row, ...more });
  return state.collection('accountCombinationsLOV').add(created);
}
