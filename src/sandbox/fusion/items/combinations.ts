import { badRequest } from '../front/fusion-error';
import type { FusionState } from '../fusion-state';
import type { Item } from './item';

/** Segments joined by the chart's own separator, leading zeros kept (reference 4.3). */
export function combinationText(state: FusionState, combination: Item): string {
  const chart = chartOf(state, combination.text('_CHART_OF_ACCOUNTS_ID'));
  const names = chart?.text('SegmentNames').split(',') ?? [];
  return names.map((name) => combination.text(name)).join(chart?.text('Separator') ?? '-');
}

export function combinationNamed(state: FusionState, text: string): Item | undefined {
  return state
    .collection('accountCombinationsLOV')
    .all()
    .find((combination) => combinationText(state, combination) === text);
}

export function combinationById(state: FusionState, id: string): Item | undefined {
  return state.collection('accountCombinationsLOV').get(id);
}

export const isPostable = (combination: Item): boolean =>
  combination.text('EnabledFlag') === 'Y' && combination.text('DetailPostingAllowedFlag') === 'Y';

/** The combination, or the refusal with its words. */
export function requireCombination(state: FusionState, text: string, path: string): Item {
  const found = combinationNamed(state, text);
  if (found === undefined || !isPostable(found)) {
    throw badRequest(`This combination is invalid: ${text} is not in the list of values.`, { path });
  }
  return found;
}

export const chartSegments = (state: FusionState, number: string): string[] =>
  chartOf(state, number)?.text('SegmentNames').split(',') ?? [];

const chartOf = (state: FusionState, number: string): Item | undefined =>
  state.collection('chartOfAccountsLOV').find({ StructureInstanceNumber: number });
