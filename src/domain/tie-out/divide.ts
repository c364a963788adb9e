import { isZero, minus, plus } from '../money/money';

/** Amounts of one thing by period. */
export type ByPeriod = ReadonlyMap<string, string>;

export function byPeriod(amounts: readonly { readonly period: string; readonly amount: string }[]): ByPeriod {
  const sums = new Map<string, string>();
  for (const { period, amount } of amounts) addTo(sums, period, amount);
  return sums;
}

export function addTo(sums: Map<string, string>, key: string, amount: string): void {
  sums.set(key, plus(sums.get(key) ?? '0', amount));
}

export interface Divided {
  /** What the two differ by in all, and the period that it is told in. */
  readonly total: { readonly period: string; readonly amount: string };
  /** What only stands in another period: in all it comes to nothing. */
  readonly moved: readonly { readonly period: string; readonly amount: string }[];
}

/**
 * What `one` says less what `other` does, apart: what they differ by in all is told where `one` first says something, else where
 * `other` does; the rest is the same amount in another period.
 */
export function divide(one: ByPeriod, other: ByPeriod): Divided {
  const periods = [...new Set([...one.keys(), ...other.keys()])].sort();
  const by = (period: string): string => minus(one.get(period) ?? '0', other.get(period) ?? '0');
  const amount = periods.reduce((total, period) => plus(total, by(period)), '0');
  const home = [...one.keys()].sort()[0] ?? periods[0] ?? '';
  const moved = periods.map((period) => ({
    period,
    amount: period === home ? minus(by(period), amount) : by(period),
  }));
  return { total: { period: home, amount }, moved: moved.filter((each) => !isZero(each.amount)) };
}
