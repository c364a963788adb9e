import type { Behaviour } from '../front/behaviour';
import { Item } from '../items/item';
import { chartSegments } from '../items/combinations';

/** Whether a ledger names its chart by the instance number of combinations is not confirmed: the switch `ledgerChart`. */
export const LEDGERS: Behaviour = {
  rows: ({ state }) => {
    const ledgers = state.collection('ledgersLOV').all();
    return state.settings.ledgerChart === 'instanceNumber'
      ? ledgers
      : ledgers.map((ledger) => {
          const StructureInstanceNumber = ledger.text('ChartOfAccountsId');
          const chart = state.collection('chartOfAccountsLOV').find({ StructureInstanceNumber });
          return new Item({ ...ledger.values, ChartOfAccountsId: chart?.values['StructureInstanceId'] ?? null });
        });
  },
};

/** Segments are named by the chart, or `Segment1` and so on: the switch `segmentNames` (reference 4.2). */
export const COMBINATIONS: Behaviour = {
  rows: ({ state }) => {
    const combinations = state.collection('accountCombinationsLOV').all();
    return state.settings.segmentNames === 'byChart'
      ? combinations
      : combinations.map((combination) => {
          const names = chartSegments(state, combination.text('_CHART_OF_ACCOUNTS_ID'));
          const numbered = Object.entries(combination.values).map(([name, value]) => {
            const at = names.indexOf(name);
            return [at < 0 ? name : `Segment${at + 1}`, value] as const;
          });
          return new Item(Object.fromEntries(numbered));
        });
  },
};
