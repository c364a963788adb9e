import type { ErpReference } from '../posting/found-posting';
import { looselyEqual } from '../requisition/invoice-number';
import { equals } from '../money/money';

/** A voucher as the ERP's ledger shows it, whoever made it. */
export interface LedgerVoucher {
  readonly reference: ErpReference;
  readonly supplier: string;
  readonly invoiceNumber: string;
  readonly date: string;
  readonly amount: string;
  readonly currency: string;
}

/** Another voucher of the supplier that may be the same invoice: for a person to look at, never proof (accounting 2). */
export interface Lookalike extends Omit<LedgerVoucher, 'supplier'> {
  readonly alike: 'number' | 'amountAndDate';
}

/** What vouchers are compared by. */
export interface LookedFor {
  readonly supplier: string;
  readonly invoiceNumber: string;
  readonly invoiceDate: string;
  readonly total: string;
  readonly currency: string;
}

/** The number is equal but for spaces, dashes and zeros, or amount and date are the same. */
export function lookalikes(wanted: LookedFor, others: readonly LedgerVoucher[]): Lookalike[] {
  return others
    .filter((other) => other.supplier === wanted.supplier)
    .flatMap((other): Lookalike[] => {
      const { reference, invoiceNumber, date, amount, currency } = other;
      const found = { reference, invoiceNumber, date, amount, currency };
      if (looselyEqual(invoiceNumber, wanted.invoiceNumber)) return [{ ...found, alike: 'number' }];
      const isSame = date === wanted.invoiceDate && currency === wanted.currency && equals(amount, wanted.total);
      return isSame ? [{ ...found, alike: 'amountAndDate' }] : [];
    });
}
