import { compare, equals, isDecimalText, isZero, minus, quotient, rounded, times } from '../../money/money';
import type { OrderLine } from '../order';

/** How many decimals of a quantity Fusion keeps, at least (reference 7.2). */
const quantityDecimals = 5;

/** Whether the order line is priced by quantity, so that an invoice line must say quantity and price. */
export function isByQuantity({ quantity, price }: OrderLine): boolean {
  return quantity !== null && price !== null;
}

/**
 * The quantity that comes to the amount at the order's price: Procore's own if it does, else the amount by the price; what brings
 * the line to its whole amount takes the whole quantity that is left. Null: there is none.
 */
export function lineQuantity(
  line: OrderLine,
  bill: {
    readonly amount: string;
    readonly procores: string | null;
    readonly billed: { readonly amount: string; readonly quantity: string };
    readonly currency: string;
  },
): { readonly quantity: string; readonly unitPrice: string } | null {
  const { quantity, price, ordered } = line;
  if (quantity === null || price === null || isZero(price)) return null;
  const { amount, procores, billed, currency } = bill;
  const left = minus(quantity, billed.quantity);
  const isLast = ordered !== null && equals(minus(ordered, billed.amount), amount);
  const candidates = [
    ...(isLast ? [left] : []),
    ...(procores !== null && isDecimalText(procores) ? [procores] : []),
    quotient(amount, price, quantityDecimals),
  ];
  const found = candidates.find((one) => equals(rounded(times(one, price), currency), amount) && !isZero(one));
  // Never a part of a unit more than is left for the whole.
  return found === undefined || (isLast && compare(found, left) !== 0) ? null : { quantity: found, unitPrice: price };
}
