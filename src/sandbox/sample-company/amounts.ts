import { ZERO, type Decimal } from '../decimal';

/** `1234.50` */
export function money(amount: Decimal): string {
  return amount.toFixed(2);
}

/** The same amount with as few decimals as it needs, as Procore often sends it: `1234.5`, `250.0`, `0`. */
export function unevenMoney(amount: Decimal): string {
  return amount.isZero() ? '0' : money(amount).replace(/0$/, '');
}

/** `part` of each `whole`, such as 60 of 100, rounded half away from zero to the cent: amounts have no smaller fraction. */
export function share(amount: Decimal, part: Decimal | number, whole: number): Decimal {
  return amount.times(part).dividedBy(whole).toDecimalPlaces(2);
}

/** `38.46`; 0 when there is no whole. */
export function percent(part: Decimal, whole: Decimal): string {
  return money(whole.isZero() ? ZERO : part.times(100).dividedBy(whole));
}
