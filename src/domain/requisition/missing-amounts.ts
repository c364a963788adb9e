import { isZero, minus, plus, sum, toAmount } from '../money/money';
import type { Entry } from '../posting/books/entry';
import type { Stands } from '../posting/plan/planner';
import type { AmountTotals } from './requisition-amounts';

/** What a line of a requisition comes to, as its account is printed; `''` where accounts tell nothing apart. */
export interface LineAmounts {
  readonly itemKey: string;
  readonly account: string;
  readonly gross: string;
  readonly netRetainage: string;
}

/**
 * What is missing of each line to what is wanted, by item and account: an item that moved to another account is taken off the old
 * one. What came to be wanted no more is told by `gone`, with the amounts that take it back.
 */
export function missingLines<Line extends LineAmounts>(
  wanted: readonly Line[],
  standing: readonly LineAmounts[],
  currency: string,
): { readonly lines: readonly Line[]; readonly gone: readonly LineAmounts[] } {
  const left = new Map<string, LineAmounts>();
  for (const line of standing) {
    const sofar = left.get(nameOf(line));
    left.set(nameOf(line), sofar === undefined ? line : added(sofar, line));
  }
  const lines = wanted.map((line): Line => {
    const stands = left.get(nameOf(line));
    left.delete(nameOf(line));
    if (stands === undefined) return line;
    return {
      ...line,
      gross: toAmount(minus(line.gross, stands.gross), currency),
      netRetainage: toAmount(minus(line.netRetainage, stands.netRetainage), currency),
    };
  });
  const gone = [...left.values()].map((line) => ({
    ...line,
    gross: toAmount(minus('0', line.gross), currency),
    netRetainage: toAmount(minus('0', line.netRetainage), currency),
  }));
  return { lines: lines.filter(moves), gone: gone.filter(moves) };
}

function moves({ gross, netRetainage }: LineAmounts): boolean {
  return !isZero(gross) || !isZero(netRetainage);
}

function added(a: LineAmounts, b: LineAmounts): LineAmounts {
  return { ...a, gross: plus(a.gross, b.gross), netRetainage: plus(a.netRetainage, b.netRetainage) };
}

function nameOf({ itemKey, account }: LineAmounts): string {
  return JSON.stringify([itemKey, account]);
}

/** Of entries, what each item has on each account. */
export function standingLines(entries: readonly Entry[]): readonly LineAmounts[] {
  return entries
    .filter(({ item }) => item !== '')
    .map(({ item: itemKey, account, gross, withheld: netRetainage }) => ({ itemKey, account, gross, netRetainage }));
}

/** The totals of what is missing, from those of the whole. */
export function missingTotals(whole: AmountTotals, lines: readonly LineAmounts[], stands: Stands): AmountTotals {
  const gross = sum(lines.map((line) => line.gross));
  const netRetainage = sum(lines.map((line) => line.netRetainage));
  const released = minus(whole.released, stands.totals.released);
  const payable = minus(gross, netRetainage);
  const rounding = minus(
    whole.rounding,
    sum(stands.entries.filter(({ item }) => item === '').map((entry) => entry.gross)),
  );
  return {
    ...whole,
    gross,
    netRetainage,
    released,
    retained: plus(netRetainage, released),
    payable,
    tax: minus(whole.tax, stands.totals.tax),
    rounding,
    certificate: plus(payable, rounding),
  };
}
