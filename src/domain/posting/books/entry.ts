/** Which sums an entry counts in. `accrual`, `memo` and `encumbrance` never count as posted for the next number. */
export type Book = 'cost' | 'order' | 'accrual' | 'memo' | 'encumbrance';

/**
 * One line of what a posting means for the books, in the trade's words; amounts are decimal strings in the document's
 * currency. `amount` is what moves on `account`; `gross` and `withheld` are what counts for the item under later numbers.
 * A line that moves nothing but holds retainage has amount 0; a line of no item (retainage payable, tax) has item `''` and no
 * gross, a rounding difference its amount as gross: certified to date is the sum of gross less withheld.
 */
export interface Entry {
  readonly book: Book;
  readonly supplier: string;
  /** The account as the system's chart prints it. */
  readonly account: string;
  /** Our name of the order line, `''` where there is none. */
  readonly orderLine: string;
  /** Names the item of the source for ever, e.g. `contract_item:3129856`. */
  readonly item: string;
  readonly amount: string;
  readonly gross: string;
  readonly withheld: string;
  readonly tax: string;
  /** `yyyy-mm`, or the period's name in the system. */
  readonly period: string;
  /** Of an invoice its accounting date, `YYYY-MM-DD`: which period that falls in. Absent: nobody asks. */
  readonly bookedOn?: string;
}
