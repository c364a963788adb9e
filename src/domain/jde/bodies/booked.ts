import type { JournalBody, PurchaseOrderBody, VoucherBody } from './posting-body';

/**
 * What a body means item by item: kept with it, so that it can say its entries when it is read again. It is not sent to JDE
 * and no part of what two bodies are compared by.
 */
export interface BookedItem {
  /** `PlannedLine.itemKey`. */
  readonly itemKey: string;
  /** As the chart prints it. */
  readonly account: string;
  /** Key of the order line; `''` where the item has none. */
  readonly orderLine: string;
  readonly gross: string;
  readonly netRetainage: string;
}

export type BookedVoucher = VoucherBody & { readonly items: readonly BookedItem[] };

/** A journal itself names no supplier; whose cost it moves is kept with it. */
export type BookedJournal = JournalBody & { readonly items: readonly BookedItem[]; readonly supplier: string };

export type BookedOrder = PurchaseOrderBody & {
  readonly items: readonly BookedItem[];
  /** No voucher follows: the order itself is what counts for later numbers. */
  readonly countsAlone: boolean;
};
