import { Decimal } from 'decimal.js';

/** Amounts are decimal strings everywhere; this is the only place that calculates with them. Exact up to 40 digits. */
const Exact = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP });

const decimalText = /^-?\d+(\.\d+)?$/;
/** Sums and products of amounts of this size stay exact within the 40 digits. */
const maxDigits = 30;

/** ISO 4217 minor units where they are not 2. */
const minorUnits: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
  CLF: 4,
  UYW: 4,
};

/** The amount in its shortest form, or an error that names the field. Refuses exponents, commas and blanks. */
export function money(text: string, field = 'amount'): string {
  return plain(decimal(text, field));
}

/** Whether `money` would take it. */
export function isDecimalText(text: string): boolean {
  return decimalText.test(text) && text.replace(/[-.]/g, '').length <= maxDigits;
}

export function sum(amounts: readonly string[]): string {
  return plain(amounts.reduce((total, amount) => total.plus(decimal(amount)), new Exact(0)));
}

export function plus(a: string, b: string): string {
  return plain(decimal(a).plus(decimal(b)));
}

export function minus(a: string, b: string): string {
  return plain(decimal(a).minus(decimal(b)));
}

/** Exact. */
export function times(a: string, b: string): string {
  return plain(decimal(a).times(decimal(b)));
}

/** To so many decimals, halves away from zero. Only where what comes of it is checked against the amount again. */
export function quotient(a: string, b: string, decimals: number): string {
  return plain(decimal(a).dividedBy(decimal(b)).toDecimalPlaces(decimals, Decimal.ROUND_HALF_UP));
}

export function negate(amount: string): string {
  return plain(decimal(amount).negated());
}

export function isZero(amount: string): boolean {
  return decimal(amount).isZero();
}

/** Below zero; zero itself is not. */
export function isNegative(amount: string): boolean {
  return decimal(amount).lessThan(0);
}

export function equals(a: string, b: string): boolean {
  return decimal(a).equals(decimal(b));
}

/** Negative, 0 or positive, as `Array.sort` wants it. */
export function compare(a: string, b: string): number {
  return decimal(a).comparedTo(decimal(b));
}

/** Whether the two differ by at most the tolerance. */
export function within(a: string, b: string, tolerance: string): boolean {
  return decimal(a).minus(decimal(b)).abs().lessThanOrEqualTo(decimal(tolerance));
}

/** How many decimals the currency has. */
export function decimalsOf(currency: string): number {
  return minorUnits[currency.toUpperCase()] ?? 2;
}

/** `0.01` for USD, `1` for JPY, `0.001` for KWD. */
export function smallestUnit(currency: string): string {
  return new Exact(10).pow(-decimalsOf(currency)).toFixed();
}

/** Whether the amount can be booked in the currency as it is. */
export function isWholeUnits(amount: string, currency: string): boolean {
  return decimal(amount).decimalPlaces() <= decimalsOf(currency);
}

/** To the smallest unit, halves away from zero; only where accounting says that an amount is rounded. */
export function rounded(amount: string, currency: string): string {
  return plain(decimal(amount).toDecimalPlaces(decimalsOf(currency), Decimal.ROUND_HALF_UP));
}

/** To the smallest unit, halves toward zero: what is left of less than a unit is not made one. */
export function wholeUnitsOf(amount: string, currency: string): string {
  return plain(decimal(amount).toDecimalPlaces(decimalsOf(currency), Decimal.ROUND_HALF_DOWN));
}

/** Fixed text with the currency's decimals. Throws rather than round: rounding is an entry of its own, never hidden. */
export function toAmount(amount: string, currency: string): string {
  if (!isWholeUnits(amount, currency)) {
    throw new RangeError(`amount ${amount} has more decimals than ${currency || 'the currency'} takes`);
  }
  const value = decimal(amount);
  return (value.isZero() ? new Exact(0) : value).toFixed(decimalsOf(currency));
}

/** `amount * part / whole` to the smallest unit, halves away from zero. Only for prorating, where another share takes what is left. */
export function share(amount: string, part: string, whole: string, currency: string): string {
  const exact = decimal(amount).times(decimal(part)).dividedBy(decimal(whole));
  return plain(exact.toDecimalPlaces(decimalsOf(currency), Decimal.ROUND_HALF_UP));
}

function decimal(text: string, field = 'amount'): Decimal {
  if (!isDecimalText(text)) {
    throw new RangeError(
      `${field} "${text}" is not an amount: expected digits with an optional sign and decimal point`,
    );
  }
  return new Exact(text);
}

function plain(value: Decimal): string {
  return value.isZero() ? '0' : value.toFixed();
}
