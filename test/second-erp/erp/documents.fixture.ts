/**
 * What Kontor keeps. `note` is the free text of a document, in which its maker may write a name of his own; times are
 * milliseconds since 1970; amounts are decimal strings in the document's currency; days are `YYYY-MM-DD`.
 */
export interface KontorDocument {
  readonly number: string;
  readonly books: string;
  readonly note: string;
  readonly madeAtMs: number;
  /** Raised by every change, whoever makes it. */
  changedAtMs: number;
  changedBy: string;
}

export interface OrderPosition {
  /** `10`, `20`, ... */
  readonly position: string;
  /** `S-12/400/6150`. */
  readonly account: string;
  readonly amount: string;
  readonly text: string;
}

/** An order counts from its approval on; what is rejected is corrected and submitted again. */
export interface KontorOrder extends KontorDocument {
  readonly creditor: string;
  readonly currency: string;
  readonly date: string;
  positions: OrderPosition[];
  state: 'draft' | 'submitted' | 'approved' | 'rejected' | 'voided';
  rejectedBecause: string;
}

/** A line bills a position of an approved order; the account is the position's. */
export interface InvoiceLine {
  readonly order: string;
  readonly position: string;
  readonly amount: string;
}

export interface KontorInvoice extends KontorDocument {
  readonly creditor: string;
  readonly currency: string;
  readonly invoiceNumber: string;
  readonly invoiceDate: string;
  lines: InvoiceLine[];
  /** Kept back from what is paid; negative where it is let go. */
  readonly retention: string;
  readonly rounding: string;
  state: 'parked' | 'booked' | 'voided';
  /** By accounts payable, against the receipt of goods; the newest is the last. */
  readonly matches: { readonly amount: string; undone: boolean }[];
}

interface JournalLine {
  /** Names the document whose part of the journal it is. */
  readonly member: string;
  readonly account: string;
  readonly amount: string;
}

export interface KontorJournal extends KontorDocument {
  readonly currency: string;
  readonly date: string;
  lines: JournalLine[];
  state: 'booked' | 'voided';
}

/** `blocked`: why nothing may be ordered from it; `''` when it may. */
export interface KontorCreditor extends KontorDocument {
  readonly name: string;
  /** How it is searched for by name: `ERNIES ELECTRICAL`. */
  readonly matchcode: string;
  /** With the country before it: `DE123456789`. */
  readonly vatId: string;
  /** What another system calls it. */
  readonly externalId: string;
  readonly street: string;
  readonly postcode: string;
  readonly city: string;
  readonly country: string;
  blocked: string;
  state: 'active' | 'voided';
}

export interface KontorSite {
  /** `S-12`. */
  readonly code: string;
  readonly books: string;
  readonly name: string;
  readonly open: boolean;
}

/** What is spent on: the last segment of an account. */
export interface KontorNature {
  readonly code: string;
  readonly name: string;
  readonly locked: boolean;
}

/** A set of books, with its first and last open month, `YYYY-MM`. */
export interface KontorBooks {
  readonly code: string;
  readonly currency: string;
  readonly openFrom: string;
  readonly openTo: string;
}
