import { sumOf, ZERO, type Decimal } from '../../decimal';
import type { FusionState } from '../fusion-state';
import { chartSegments } from '../items/combinations';
import type { Item } from '../items/item';
import type { CheckedRow } from './check-row';

/** Rows that make one journal, in their order. */
export type Journal = readonly CheckedRow[];

const SAME = ['REFERENCE1', 'REFERENCE4', 'USER_JE_CATEGORY_NAME', 'CURRENCY_CODE', 'ACTUAL_FLAG'];

/** One journal: same batch and journal name, period, category, currency and actual flag, in one ledger (reference 8.3). */
export function journalsOf(rows: readonly CheckedRow[]): Journal[] {
  return grouped(rows, (row) => [row.periodName, ...SAME.map((name) => row.values[name] ?? '')].join('\n'));
}

export function grouped<T>(rows: readonly T[], keyOf: (row: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()];
}

export interface Totals {
  readonly dr: Decimal;
  readonly cr: Decimal;
}

export function totalsOf(rows: readonly CheckedRow[], of: 'entered' | 'accounted'): Totals {
  return {
    dr: sumOf(rows.map((row) => row[of].dr ?? ZERO)),
    cr: sumOf(rows.map((row) => row[of].cr ?? ZERO)),
  };
}

export function isBalanced(rows: readonly CheckedRow[]): boolean {
  return (['entered', 'accounted'] as const).every((of) => {
    const { dr, cr } = totalsOf(rows, of);
    return dr.equals(cr);
  });
}

/** Debits equal credits for each value of the balancing segment too: the first of the chart unless the setting names it. */
export function isBalancedBySegment(state: FusionState, ledger: Item, journal: Journal): boolean {
  const segment = balancingSegment(state, ledger);
  return grouped(journal, ({ account }) => account?.text(segment) ?? '').every(isBalanced);
}

export function balancingSegment(state: FusionState, ledger: Item): string {
  const [first = ''] = chartSegments(state, ledger.text('ChartOfAccountsId'));
  return state.settings.balancingSegment || first;
}
