import { isZero, minus, plus } from '../../money/money';
import type { Entry } from './entry';

type Amounts = Pick<Entry, 'amount' | 'gross' | 'withheld' | 'tax'>;

const nothing: Amounts = { amount: '0', gross: '0', withheld: '0', tax: '0' };

/** Whether two sets of entries come to the same for every supplier, account and item of every book. */
export function sameBooks(some: readonly Entry[], others: readonly Entry[]): boolean {
  const differences = new Map<string, Amounts>();
  const count = (entries: readonly Entry[], combine: (a: string, b: string) => string): void => {
    for (const entry of entries) {
      const key = JSON.stringify([entry.book, entry.supplier, entry.account, entry.item]);
      const sofar = differences.get(key) ?? nothing;
      differences.set(key, {
        amount: combine(sofar.amount, entry.amount),
        gross: combine(sofar.gross, entry.gross),
        withheld: combine(sofar.withheld, entry.withheld),
        tax: combine(sofar.tax, entry.tax),
      });
    }
  };
  count(some, plus);
  count(others, minus);
  return [...differences.values()].every((amounts) => Object.values(amounts).every(isZero));
}
