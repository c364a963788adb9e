import type { BankDetails } from './bank-details';

/**
 * `requested`: it waits for the call-back and a decision. `approved`: it cools off, then it is applied. All others are the end of it:
 * `expired` nobody decided in time; `void` what it was made for has changed; `failed` it was sent and did not come to stand.
 */
export type BankChangeState =
  'requested' | 'approved' | 'applied' | 'denied' | 'expired' | 'canceled' | 'void' | 'failed';

/** What is kept sealed of a request. */
export interface BankChangeBody {
  readonly details: BankDetails;
  readonly reason: string;
  /** What the ERP showed of such accounts of the supplier, in its adapter's own form. */
  readonly before: unknown;
}

/** Who was called, sealed. */
export interface CallBack {
  readonly phone: string;
  /** ISO 8601. */
  readonly at: string;
  readonly spokeWith: string;
  /** What shows that the number is not the fraudster's. */
  readonly proof: string;
}

/** How long what takes. */
export interface BankChangeRules {
  readonly callBackDays: number;
  readonly decisionDays: number;
  readonly coolingHours: number;
}

/** What is to stand in the ERP. */
export interface BankChangeWanted {
  readonly requestId: string;
  readonly supplier: string;
  readonly recordType: string;
  readonly details: BankDetails;
  readonly before: unknown;
}
