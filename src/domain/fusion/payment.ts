import { isZero, plus, sum } from '../money/money';
import type { ErpPayment, PaymentStanding } from '../payment/erp-payment';

/** A payment of Payables with what it pays (reference 7.5). */
export interface FusionPayment {
  readonly checkId: string;
  readonly number: string;
  readonly status: string;
  readonly method: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly changedAt: string;
  readonly rows: readonly FusionPaymentRow[];
}

export interface FusionPaymentRow {
  readonly invoicePaymentId: string;
  readonly invoiceId: string;
  readonly invoiceNumber: string;
  readonly status: string;
  /** In the invoice's currency. */
  readonly amount: string;
  readonly discount: string;
}

/** The words of Payables for a payment that stands, by whatever stage of the bank. */
const paid: readonly string[] = [
  'negotiable',
  'issued',
  'cleared',
  'cleared but unaccounted',
  'reconciled',
  'reconciled unaccounted',
];
const voided = 'voided';
const methods: Readonly<Record<string, 'check' | 'electronic'>> = { check: 'check', electronic: 'electronic' };

export function fusionPaymentId(checkId: string, invoiceId: string): string {
  return `${checkId}-${invoiceId}`;
}

export function idsOf(id: string): { readonly checkId: string; readonly invoiceId: string } | null {
  const [, checkId, invoiceId] = /^(\d{1,19})-(\d{1,19})$/.exec(id) ?? [];
  return checkId === undefined || invoiceId === undefined ? null : { checkId, invoiceId };
}

/**
 * The rows of one payment for one invoice, as one: a void may be a status, a second row with the opposite amount, or both, and
 * counts 0 either way. Null: it does not pay that invoice.
 */
export function paymentOfInvoice(payment: FusionPayment, invoiceId: string, currency: string): ErpPayment | null {
  const rows = payment.rows
    .filter((row) => row.invoiceId === invoiceId)
    .sort((a, b) => (BigInt(a.invoicePaymentId) < BigInt(b.invoicePaymentId) ? -1 : 1));
  const [first] = rows;
  if (first === undefined) return null;
  const [amount, discount] = [sum(rows.map((row) => row.amount)), sum(rows.map((row) => row.discount))];
  return {
    id: fusionPaymentId(payment.checkId, invoiceId),
    originId: first.invoicePaymentId,
    number: payment.number,
    standing: standingOf(payment, rows, plus(amount, discount)),
    status: payment.status,
    invoice: { invoiceId },
    invoiceNumber: first.invoiceNumber,
    ...{ amount, discount, currency },
    date: payment.date,
    method: methods[payment.method.trim().toLowerCase()] ?? null,
    changedAt: payment.changedAt,
  };
}

function standingOf({ status }: FusionPayment, rows: readonly FusionPaymentRow[], total: string): PaymentStanding {
  const isVoided = (word: string): boolean => word.trim().toLowerCase() === voided;
  if (isVoided(status) || rows.every((row) => isVoided(row.status)) || isZero(total)) return voided;
  return paid.includes(status.trim().toLowerCase()) ? 'paid' : 'unknown';
}
