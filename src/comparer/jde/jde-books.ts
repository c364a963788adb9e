import type { Amount } from '../amount';
import type { InvoicePayment } from '../check-payments';
import type { Standing } from '../checked-document';

export interface AccountLine {
  readonly account: string;
  readonly amount: Amount;
}

interface OrderLine extends AccountLine {
  /** VR01: of an order of a commitment, Procore's id of the line, `CO-` before that of a change order. */
  readonly mark: string;
  readonly open: Amount;
  /** It takes no change: closed, canceled, or received in part. */
  readonly isClosed: boolean;
}

export interface Order {
  readonly erpKey: string;
  readonly supplier: string;
  readonly name: string;
  readonly lines: readonly OrderLine[];
}

/** A voucher that stands: in the batch tables until it is processed, then in the ledger. Voided ones do not stand. */
export interface Voucher {
  readonly erpKey: string;
  /** '' of a journal, which names none. */
  readonly supplier: string;
  readonly name: string;
  readonly stage: Standing;
  /** All pay items, retained ones (pay status R) and tax included. */
  readonly total: Amount;
  readonly retained: Amount;
  readonly tax: Amount;
  readonly lines: readonly AccountLine[];
}

export interface JdeBooks {
  readonly orders: readonly Order[];
  readonly vouchers: readonly Voucher[];
  /** In the ledger without a key of ours, by number, type and company. */
  readonly others?: ReadonlyMap<string, Voucher>;
  /** Null: they were not asked for. */
  readonly payments: readonly InvoicePayment[] | null;
}
