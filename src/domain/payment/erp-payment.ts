import type { Reference } from '../posting/look';

/**
 * `paid`: it stands, in whatever way it goes to the bank. `voided`: it counts for nothing. `gone`: it was there, and the ERP shows it
 * no more. `unknown`: the ERP says of it what nobody here knows.
 */
export type PaymentStanding = 'paid' | 'voided' | 'gone' | 'unknown';

/** What one payment of an ERP pays of one invoice of ours: all its rows together. Ids and amounts are texts. */
export interface ErpPayment {
  /** Names payment and invoice, for ever. */
  readonly id: string;
  /** Unique for ever; `origin_id` of the record in Procore. */
  readonly originId: string;
  /** The check's number, or whatever people know the payment by. */
  readonly number: string;
  readonly standing: PaymentStanding;
  /** The ERP's own word. */
  readonly status: string;
  /** The invoice, as postings of ours are called by it. */
  readonly invoice: Reference;
  readonly invoiceNumber: string;
  /** Paid in cash, all rows together, in the currency of the invoice; below 0 on a credit memo. */
  readonly amount: string;
  /** Taken besides; `'0'`: none. */
  readonly discount: string;
  readonly currency: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** As Procore calls the ways to pay; null: it is none of them, or the ERP does not say. */
  readonly method: 'check' | 'electronic' | null;
  /** ISO 8601. */
  readonly changedAt: string;
}

/** What of a payment matters for its record. A new version of it compares as another content. */
export const erpPaymentVersion = 1;

export function erpPaymentContent(payment: ErpPayment): string {
  const { id, originId, number, standing, invoice, amount, discount, currency, date } = payment;
  const called = Object.entries(invoice).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([id, originId, number, standing, called, amount, discount, currency, date]);
}
