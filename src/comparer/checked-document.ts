import type { Amount } from './amount';
import type { Difference } from './difference';

/** Where the payable of an approved requisition is counted. */
export const shares = [
  'delivered',
  'vouchered',
  'posted',
  'held',
  'waiting',
  'inProgress',
  'byHand',
  'left',
  'takenOver',
  'releasesLeftToAp',
  'releasedByAp',
] as const;
export type Share = (typeof shares)[number];

/** How far what stands in the ERP has come. */
export type Standing = 'delivered' | 'vouchered' | 'posted';

/** That are no cost, by what they are for. */
export interface Accounts {
  readonly retainage: readonly string[];
  readonly tax: readonly string[];
  readonly rounding: readonly string[];
}

export interface CheckedDocument {
  readonly payable: Partial<Record<Share, Amount>>;
  /** Of what stands in the ERP; null when nothing does. */
  readonly cost: {
    readonly gross: Amount;
    readonly costLines: Amount;
    readonly orderLines: Amount;
    readonly adjustments: Amount;
  } | null;
  /** Retainage kept as pay items: what its vouchers no longer show as retained, and what it releases itself. */
  readonly letGo: Amount;
  readonly release: { readonly amount: Amount; readonly isDone: boolean } | null;
  readonly differences: readonly Difference[];
}
