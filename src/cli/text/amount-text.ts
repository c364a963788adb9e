import { readableAmount } from '../../domain/money/readable-amount';

/** An amount as a person reads it: `10,000.00 USD`; empty where there is none. */
export function amountText(amount: string | null, currency: string): string {
  return amount === null ? '' : readableAmount(amount, currency);
}

/** Sums in several currencies: `10,000.00 USD, 500.00 CAD`; where Procore tells none, that is said. */
export function sumsText(sums: readonly { readonly currency: string; readonly amount: string }[]): string {
  return sums
    .map(
      ({ currency, amount }) => `${readableAmount(amount, currency)}${currency === '' ? ' (currency not told)' : ''}`,
    )
    .join(', ');
}
