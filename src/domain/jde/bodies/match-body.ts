import type { BookedItem } from './booked';
import type { OrderReference } from './posting-body';

/** What AP is to match in JDE (P4314): the order of the commitment, under the invoice number of the requisition. Nothing of it is sent. */
export interface MatchBody {
  readonly kind: 'match';
  readonly erpKey: string;
  readonly order: OrderReference;
  readonly company: string;
  readonly supplier: string;
  readonly invoiceNumber: string;
  readonly invoiceDate: string;
  /** `YYYY-MM-DD`: as the connection's policy dates it; AP may date it otherwise. */
  readonly glDate: string;
  readonly currency: string;
  /** By order line, what it bills; none where retainage alone is released. */
  readonly lines: readonly MatchedLine[];
  /** Withheld by it: pay items with status R. */
  readonly retained: string;
  /** All other pay items. */
  readonly payable: string;
  /** Certificate less payable, at most one smallest unit: AP may pay either. */
  readonly rounding: string;
  readonly items: readonly BookedItem[];
  /** Vouchers of other requisitions on the order, as JDE calls them: `9001 PV 00200`. */
  readonly taken: readonly string[];
}

export interface MatchedLine {
  /** Our ledger's name of the order line. */
  readonly mark: string;
  /** LNID, where it is known. */
  readonly number?: string;
  readonly account: string;
  readonly amount: string;
}

/** What AP matched, of all vouchers that are it. */
export interface ShownMatch {
  readonly company: string;
  readonly supplier: string;
  readonly currency: string;
  readonly number: string;
  readonly glDate: string;
  /** By our name of the order line; one that has none by its number, `#3`. */
  readonly lines: readonly { readonly mark: string; readonly amount: string }[];
  readonly retained: string;
  readonly payable: string;
}
