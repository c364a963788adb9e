import type { Found } from '../look';

/**
 * What a line of a voucher or invoice that people entered is for. `retainage`: it withholds, or lets go, whether by a line on an account or by
 * what is paid later. A line that moves nothing on an account has account `''`.
 */
type EnteredRole = 'cost' | 'retainage' | 'tax' | 'rounding';

/** What stands on one account or order line, in sum. Amounts are decimal strings in the document's currency. */
export interface EnteredLine {
  /** How a person names it: `4411.1340.26010`, `order 5012 line 3`. Unique in its document. */
  readonly name: string;
  readonly role: EnteredRole;
  /** As the chart prints it. */
  readonly account: string;
  /** Number of the order's line that it bills; `''`: it bills none. */
  readonly orderLine: string;
  /** Signed as it stands: retainage that is withheld is negative. */
  readonly amount: string;
}

/** What of a line counts for an item; an item may have none, one or several. */
export interface EnteredItem {
  /** Names the item of the source for ever: `contract_item:3129856`. */
  readonly itemKey: string;
  readonly account: string;
  readonly orderLine: string;
  readonly gross: string;
  readonly withheld: string;
}

/** A voucher or invoice that people entered themselves, as it stands. */
export interface Entered {
  /** The kind of posting that it counts as. */
  readonly kind: string;
  readonly found: Found;
  /** A key of ours that it carries; `''`: none. */
  readonly ourKey: string;
  /** Who owes it: a company, a business unit. */
  readonly unit: string;
  /** By its number. */
  readonly supplier: string;
  readonly number: string;
  /** `YYYY-MM-DD`, of the ledger. */
  readonly date: string;
  readonly currency: string;
  /** What is to be paid in all, with tax and with what is withheld by its own terms. */
  readonly total: string;
  /** What the ERP added as tax, of no line. */
  readonly tax: string;
  readonly lines: readonly EnteredLine[];
  /** As a posting of ours under that key, which says of each item what counts. */
  body(key: string, items: readonly EnteredItem[]): unknown;
}
