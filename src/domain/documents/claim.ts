import { isDecimalText } from '../money/money';

/** What a document comes to by its own source, before any plan. `claimed` null: the source does not say. */
export interface Claim {
  readonly claimed: string | null;
  /** ISO code; `''`: not told. */
  readonly claimedCurrency: string;
}

/** A text that is no amount is none. */
export function claimOf(amount: string | null, currency: string | null): Claim {
  return { claimed: amount !== null && isDecimalText(amount) ? amount : null, claimedCurrency: currency ?? '' };
}
