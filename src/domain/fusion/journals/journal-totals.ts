import { isNegative, negate, sum } from '../../money/money';

/** Debits and credits of lines, both as amounts that are not negative. */
export function totalsOf(lines: readonly { readonly amount: string }[]): {
  readonly debit: string;
  readonly credit: string;
} {
  const credits = lines.filter(({ amount }) => isNegative(amount));
  const debits = lines.filter(({ amount }) => !isNegative(amount));
  return {
    debit: sum(debits.map(({ amount }) => amount)),
    credit: negate(sum(credits.map(({ amount }) => amount))),
  };
}
