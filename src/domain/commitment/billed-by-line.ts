import { isNegative, isZero, minus, plus } from '../money/money';
import type { Entry } from '../posting/books/entry';
import type { PostedEffects } from '../posting/books/posted-effects';

/** What is billed on each line of an order, by our ledger's name of the line; or by another name of what a line is on. */
export function billedByLine(
  bills: PostedEffects,
  nameOf: (entry: Entry) => string = ({ orderLine }) => orderLine,
): Readonly<Record<string, string>> {
  const sums: Record<string, string> = {};
  for (const entry of bills.all.flatMap(({ entries }) => entries)) {
    if (entry.book !== 'cost' || entry.orderLine === '') continue;
    sums[nameOf(entry)] = plus(sums[nameOf(entry)] ?? '0', entry.gross);
  }
  return sums;
}

/** What is open of a line that carries so much and is billed with so much: never beyond 0. Of a negative line all signs are turned. */
export function leftOf(carried: string, billed: string): string {
  const left = minus(carried, billed);
  return isZero(left) || isNegative(left) === isNegative(carried) ? left : '0';
}

/** What a commitment's plan follows from beside the contract where its order is relieved: what is posted on each line. */
export function postedByLine(bills: PostedEffects): string {
  return JSON.stringify(Object.entries(billedByLine(bills.standing('posted'))).sort());
}
