import { isZero, minus, plus } from '../../money/money';
import type { Entry } from './entry';

/** What is to be added to what stands so that it comes to what is wanted, for every supplier, account and item of every book. */
export function missingEntries(wanted: readonly Entry[], standing: readonly Entry[]): readonly Entry[] {
  const sums = new Map<string, Entry>();
  const count = (entries: readonly Entry[], combine: (a: string, b: string) => string): void => {
    for (const entry of entries) {
      const key = JSON.stringify([entry.book, entry.supplier, entry.account, entry.item]);
      const sofar = sums.get(key) ?? { ...entry, ...nothing };
      sums.set(key, {
        ...sofar,
        amount: combine(sofar.amount, entry.amount),
        gross: combine(sofar.gross, entry.gross),
        withheld: combine(sofar.withheld, entry.withheld),
        tax: combine(sofar.tax, entry.tax),
      });
    }
  };
  count(wanted, plus);
  count(standing, minus);
  return [...sums.values()].filter(({ amount, gross, withheld, tax }) => ![amount, gross, withheld, tax].every(isZero));
}

const nothing = { amount: '0', gross: '0', withheld: '0', tax: '0' } as const;
