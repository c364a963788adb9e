import { readableAmount } from '../../domain/money/readable-amount';

/** An amount as a person reads it: `10,000.00 USD`; empty where there is none. */
export function amountText(amount: string | null, currency: string): string {
  return amount === null ? '' : readableAmount(amount, currency);
}
