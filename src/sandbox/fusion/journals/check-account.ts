import type { FusionState } from '../fusion-state';
import { chartSegments, combinationNamed } from '../items/combinations';
import type { Item } from '../items/item';
import { createCombination, unknownValue } from '../ledger/make-combination';
import { SEGMENT_COLUMNS } from './columns';
import { finding, type Finding } from './errors';
import type { RowValues } from './read-row';

/** The account of a row, or why there is none; values that all exist make a new one where dynamic insertion is on. */
export function accountOf(state: FusionState, chart: string, row: RowValues, date: string): Item | Finding {
  const names = chartSegments(state, chart);
  const segments = names.map((_name, index) => row[SEGMENT_COLUMNS[index] ?? ''] ?? '');
  const isTooLong = SEGMENT_COLUMNS.slice(names.length).some((name) => row[name] !== undefined);
  if (isTooLong || segments.includes('')) {
    return finding('EF04', `The chart of accounts has ${names.length} segments.`);
  }
  const values = Object.fromEntries(names.map((name, index) => [name, segments[index] ?? '']));
  const found = state.collection('accountCombinationsLOV').find({ _CHART_OF_ACCOUNTS_ID: chart, ...values });
  if (found !== undefined) return checked(found, date);
  const bad = unknownValue(state, chart, segments);
  if (bad !== undefined) {
    const segment = spoken(names[bad.index] ?? '');
    const where = `(SEGMENT=${segment}) (VALUESET=${bad.valueSet}) (VALUE=${bad.value})`;
    return finding('EF04', `FLEX-VALUE DOES NOT EXIST ${where}`);
  }
  return state.settings.dynamicInsertion ? createCombination(state, chart, values) : finding('EF04');
}

/** `subAccount` is called Sub Account. */
const spoken = (name: string): string =>
  name.replace(/([A-Z0-9])/g, ' $1').replace(/^./, (letter) => letter.toUpperCase());

function checked(account: Item, date: string): Item | Finding {
  const [start, end] = [account.text('StartDateActive'), account.text('EndDateActive')];
  if (account.text('EnabledFlag') !== 'Y') return finding('EF03');
  if (account.text('DetailPostingAllowedFlag') !== 'Y') return finding('EF02');
  return (start !== '' && date < start) || (end !== '' && end < date) ? finding('EF01') : account;
}

/** Where account errors go when the run says so and the ledger has an account for them; else they stay errors. */
export function suspenseAccount(state: FusionState): Item | undefined {
  const { suspensePosting, suspenseCombination } = state.settings;
  return suspensePosting ? combinationNamed(state, suspenseCombination) : undefined;
}
