import type { Lookalike, Reference } from '../posting/look';
import { looselyEqual } from '../requisition/invoice-number';
import { equals } from '../money/money';

/** A voucher as the ERP's ledger shows it, whoever made it. */
export interface LedgerVoucher {
  readonly reference: Reference;
  readonly supplier: string;
  readonly number: string;
  readonly date: string;
  readonly amount: string;
  readonly currency: string;
}

/** What vouchers are compared by. */
export interface LookedFor {
  readonly supplier: string;
  readonly invoiceNumber: string;
  readonly invoiceDate: string;
  readonly total: string;
  readonly currency: string;
}

/**
 * Others that may be the same invoice, for a person to look at and never proof (accounting 2): the number is equal but for
 * spaces, dashes and zeros, or amount and date are the same.
 */
export function lookalikes(wanted: LookedFor, others: readonly LedgerVoucher[]): Lookalike[] {
  return others
    .filter((other) => other.supplier === wanted.supplier)
    .flatMap((other): Lookalike[] => {
      const { reference, number, date, amount, currency } = other;
      const found = { reference, number, date, amount, currency };
      if (looselyEqual(number, wanted.invoiceNumber)) return [{ ...found, alike: 'number' }];
      const isSame = date === wanted.invoiceDate && currency === wanted.currency && equals(amount, wanted.total);
      return isSame ? [{ ...found, alike: 'amountAndDate' }] : [];
    });
}
