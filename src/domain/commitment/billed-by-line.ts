import { plus } from '../money/money';
import type { PostedEffects } from '../posting/books/posted-effects';

/** What is billed on each line of an order, by our ledger's name of the line. */
export function billedByLine(bills: PostedEffects): Readonly<Record<string, string>> {
  const sums: Record<string, string> = {};
  for (const { book, orderLine, gross } of bills.all.flatMap(({ entries }) => entries)) {
    if (book === 'cost' && orderLine !== '') sums[orderLine] = plus(sums[orderLine] ?? '0', gross);
  }
  return sums;
}

/** What a commitment's plan follows from beside the contract where its order is relieved: what is posted on each line. */
export function postedByLine(bills: PostedEffects): string {
  return JSON.stringify(Object.entries(billedByLine(bills.standing('posted'))).sort());
}
