import { isNegative, isZero, negate, plus, sum } from '../money/money';
import type { ErpPayment } from '../payment/erp-payment';

/** The head of a payment (F0413). */
export interface JdePayment {
  /** PYID: never given again. */
  readonly id: string;
  /** DOCM: the check's number. */
  readonly number: string;
  readonly documentType: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** The G/L date of its void; `''`: it is not voided. */
  readonly voidDate: string;
  /** ISO 8601, by the server's own clock. */
  readonly changedAt: string;
}

/** What a payment pays of one pay item (F0414). */
export interface JdePaidItem {
  readonly documentNumber: string;
  readonly documentType: string;
  readonly documentCompany: string;
  /** In the voucher's currency. */
  readonly amount: string;
  readonly discount: string;
  readonly currency: string;
}

/** As postings of ours call a voucher. */
export type JdeVoucherName = Readonly<Record<'documentNumber' | 'documentType' | 'documentCompany', string>>;

export function jdePaymentId(paymentId: string, voucher: JdeVoucherName): string {
  return [paymentId, voucher.documentNumber, voucher.documentType, voucher.documentCompany].join('-');
}

export function namesOf(id: string): { readonly paymentId: string; readonly voucher: JdeVoucherName } | null {
  const [, paymentId = '', documentNumber = '', documentType = '', documentCompany = ''] =
    /^(\d{1,15})-(\d{1,8})-([A-Z0-9]{1,2})-(\d{5})$/.exec(id) ?? [];
  return paymentId === '' ? null : { paymentId, voucher: { documentNumber, documentType, documentCompany } };
}

export function isOfVoucher(item: JdeVoucherName, voucher: JdeVoucherName): boolean {
  return (
    item.documentNumber === voucher.documentNumber &&
    item.documentType === voucher.documentType &&
    item.documentCompany === voucher.documentCompany
  );
}

/**
 * The rows of one payment for one voucher, as one: a void may be a date on the payment, rows with the opposite amounts, or both, and
 * counts 0 either way. Whether JDE keeps a payment with its own sign or the opposite one does not matter: it has that of its voucher.
 */
export function paymentOfVoucher(
  payment: JdePayment,
  items: readonly JdePaidItem[],
  voucher: JdeVoucherName & { readonly invoiceNumber: string; readonly isCredit: boolean },
): ErpPayment | null {
  const own = items.filter((item) => isOfVoucher(item, voucher));
  const [first] = own;
  if (first === undefined) return null;
  const { documentNumber, documentType, documentCompany, invoiceNumber, isCredit } = voucher;
  const signed = (text: string): string => (isNegative(text) === isCredit || isZero(text) ? text : negate(text));
  const amount = signed(sum(own.map((item) => item.amount)));
  const discount = signed(sum(own.map((item) => item.discount)));
  const isVoided = payment.voidDate !== '' || isZero(plus(amount, discount));
  const id = jdePaymentId(payment.id, voucher);
  return {
    ...{ id, originId: id, number: payment.number, amount, discount, currency: first.currency, date: payment.date },
    ...{ invoice: { documentNumber, documentType, documentCompany }, invoiceNumber, method: null },
    standing: isVoided ? 'voided' : 'paid',
    status: statusOf(payment),
    changedAt: payment.changedAt,
  };
}

export function statusOf({ documentType, voidDate }: Pick<JdePayment, 'documentType' | 'voidDate'>): string {
  return voidDate === '' ? documentType : `${documentType} voided ${voidDate}`;
}
