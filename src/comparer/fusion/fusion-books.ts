import type { Amount } from '../amount';
import type { InvoicePayment } from '../check-payments';
import type { JournalLine } from './read-journals';

interface OrderLine {
  readonly number: string;
  readonly amount: Amount;
  /** Of its distributions. */
  readonly distributed: Amount;
}

export interface Order {
  readonly headerId: string;
  /** First word of its description, when that is a key like ours; else empty. */
  readonly erpKey: string;
  readonly name: string;
  readonly number: string;
  readonly status: string;
  readonly supplier: string;
  /** Canceled ones are left out. */
  readonly lines: readonly OrderLine[];
}

interface InvoiceLine {
  readonly amount: Amount;
  /** Null: it is matched to nothing. */
  readonly order: string | null;
  readonly orderLine: string;
  /** Of a line that is matched to nothing. */
  readonly account: string;
}

/** An invoice that stands: canceled ones do not. */
export interface Invoice {
  readonly invoiceId: string;
  readonly erpKey: string;
  readonly name: string;
  readonly number: string;
  readonly source: string;
  readonly supplier: string;
  readonly amount: Amount;
  /** Validated, and nothing holds it. */
  readonly isFree: boolean;
  readonly isValidated: boolean;
  /** Canceled and discarded ones are left out. */
  readonly lines: readonly InvoiceLine[];
}

export interface FusionBooks {
  readonly orders: readonly Order[];
  readonly invoices: readonly Invoice[];
  readonly journals: readonly JournalLine[];
  readonly payments: readonly InvoicePayment[];
}
