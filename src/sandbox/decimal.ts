import { Decimal as Library } from 'decimal.js';

/** Forty digits: every amount of the sandboxes is exact, and a quotient is rounded by whoever asks for it. */
const Exact = Library.clone({ precision: 40, rounding: Library.ROUND_HALF_UP });

/** Printed with `toFixed()`, which never drops a digit and never writes an exponent. */
export type Decimal = Library;

export const ZERO: Decimal = new Exact(0);

const PLAIN = /^[+-]?\d+(?:\.\d*)?$/;

/** Undefined for anything but plain digits with an optional sign and decimal point (no exponent, no separators). */
export function parseDecimal(text: string): Decimal | undefined {
  const plain = text.trim();
  return PLAIN.test(plain) ? new Exact(plain) : undefined;
}

/** For text that is known to be a number; blank is zero, as a number column of JDE is never null. */
export function decimalOf(text: string | undefined): Decimal {
  if (text === undefined || text.trim() === '') {
    return ZERO;
  }
  const value = parseDecimal(text);
  if (value === undefined) {
    throw new Error(`"${text}" is not a decimal number such as 1250.00`);
  }
  return value;
}

export function sumOf(values: Iterable<Decimal>): Decimal {
  let total = ZERO;
  for (const value of values) {
    total = total.plus(value);
  }
  return total;
}

/** With at least so many decimals: they only add zeros at the end. */
export function withDecimals(value: Decimal, least: number): string {
  return value.toFixed(Math.max(least, value.decimalPlaces()));
}
