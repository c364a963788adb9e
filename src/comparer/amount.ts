import { Decimal } from 'decimal.js';

const Exact = Decimal.clone({ precision: 40 });
export type Amount = Decimal;

export const zero: Amount = new Exact(0);

/** Both sides leave an amount out when it is nothing: blank in JDE, null or absent in Procore. */
export function amountOf(text: string | null | undefined, where: string): Amount {
  const trimmed = (text ?? '').trim();
  if (trimmed === '') return zero;
  if (!/^[+-]?\d+(\.\d*)?$/.test(trimmed)) {
    throw new RangeError(`${where} is "${trimmed}"; it must be a decimal number such as 1250.00`);
  }
  return new Exact(trimmed);
}

export function sumOf(amounts: Iterable<Amount>): Amount {
  let total = zero;
  for (const amount of amounts) total = total.plus(amount);
  return total;
}

/** Half a cent away from zero. */
export function roundedToCents(amount: Amount): Amount {
  return amount.toDecimalPlaces(2, Exact.ROUND_HALF_UP);
}

/** Two decimals, more only when there are more. */
export function amountText(amount: Amount): string {
  return amount.toFixed(Math.max(2, amount.decimalPlaces()));
}

/** It lies between nothing and the whole, on that one's side of 0. */
export function isWithin(part: Amount, whole: Amount): boolean {
  return part.isZero() || (part.isNegative() === whole.isNegative() && part.abs().lte(whole.abs()));
}
