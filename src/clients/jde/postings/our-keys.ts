import { daysAgoOrLater, startsWith, type Condition } from '../tables/table-query';

/** Every key of ours begins so (design 6), and nobody else's may. */
const keyPrefix = 'PC';

/** What a voucher of ours is found by, in the batch tables and in the ledger. */
export interface VoucherKey {
  readonly erpKey: string;
  readonly ediUser: string;
  readonly ediBatch: string;
  readonly supplier: string;
  readonly company: string;
  readonly invoiceNumber: string;
}

/** Rows that carry a key of ours and were changed within so many days, as JDE counts them (reference 4.7). */
export function ofOurs(column: 'VR01' | 'EDTN', days: number): readonly Condition[] {
  return [startsWith(column, keyPrefix), daysAgoOrLater('UPMJ', days)];
}
