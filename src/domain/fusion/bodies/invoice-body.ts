/** What an item of the requisition means for the books; `orderLine` is the number of the order's line, `''` where only retainage moves. */
export interface InvoiceItem {
  readonly itemKey: string;
  /** The order line's charge account as read back, as the chart prints it. */
  readonly account: string;
  readonly orderLine: string;
  readonly gross: string;
  readonly netRetainage: string;
}

interface LineCommon {
  readonly amount: string;
  readonly description: string;
}

/** A line that bills an order line: Fusion takes the order's account. Quantity and price only where the line is priced so. */
export interface MatchedLine extends LineCommon {
  readonly role: 'matched';
  readonly order: string;
  readonly orderLine: string;
  readonly schedule: string;
  readonly quantity: { readonly quantity: string; readonly unitPrice: string } | null;
}

/**
 * A line of ours on an account: retainage held (negative) or let go, or a difference of one smallest unit. `cost`: of an invoice that others
 * entered, what bills no order; items say whose it is.
 */
export interface AccountLine extends LineCommon {
  readonly role: 'retainage' | 'rounding' | 'cost';
  readonly account: string;
  /** That of the lines it is withheld from, so that its tax is worked out with theirs; absent: none. */
  readonly taxClassification?: string;
}

export type InvoiceLine = MatchedLine | AccountLine;

export interface InvoiceDraft {
  readonly kind: 'invoice';
  readonly businessUnit: string;
  readonly source: string;
  readonly type: string;
  /** By its number; `supplierName` and `site` are what Fusion is told. */
  readonly supplier: string;
  readonly supplierName: string;
  readonly site: string;
  readonly currency: string;
  /** Of the header: what is to be paid with tax, less what an order's own terms withhold. */
  readonly amount: string;
  /** Sum of installments before it may be validated: what the certificate says, and tax. */
  readonly payable: string;
  readonly invoiceDate: string;
  readonly accountingDate: string;
  /** Before it is cut or numbered as a further one. */
  readonly fullInvoiceNumber: string;
  /** Behind our key in the description. */
  readonly words: string;
  readonly paymentTerms: string | null;
  readonly tax: string;
  /** Manual hold to be placed when the tax differs; null: there is no tax to differ. */
  readonly taxHold: string | null;
  /** Manual hold that keeps it from being paid; null: none. */
  readonly paymentHold: string | null;
  /** What the hold says of the vendor; absent: every invoice is held. */
  readonly paymentHeldFor?: string;
  /** What it bills, and which invoices of others on it a person knows of; null: it bills no order. */
  readonly order: { readonly headerId: string; readonly commitmentId: string; readonly seen: readonly string[] } | null;
  /** Its withheld amounts are the order's own: no line of ours. */
  readonly way: 'A' | 'B';
  readonly lines: readonly InvoiceLine[];
  readonly items: readonly InvoiceItem[];
}

export interface InvoiceBody extends InvoiceDraft {
  readonly key: string;
  readonly invoiceNumber: string;
}

/** What a look shows of an invoice. A member that was not read is absent. */
export interface ShownInvoice {
  readonly type: string;
  readonly number: string;
  readonly source?: string;
  readonly supplier?: string;
  readonly site: string;
  readonly businessUnit: string;
  readonly currency: string;
  readonly amount: string;
  readonly invoiceDate: string;
  readonly accountingDate?: string;
  /** All but tax lines, canceled ones left out. `account` of a matched line only once it has distributions. */
  readonly lines: readonly ShownLine[];
}

export interface ShownLine {
  /** `''` of a line that bills no order. */
  readonly order: string;
  readonly orderLine: string;
  readonly schedule: string;
  readonly amount: string;
  readonly quantity: string | null;
  readonly unitPrice: string | null;
  readonly account: string;
}
