import type { Account } from '../coding/account';
import type { JournalBody, PurchaseOrderBody, VoucherBody } from '../posting/posting-body';

/** Exactly what would be posted for one requisition. What only the moment of sending knows (keys, order number) is left out. */
export interface RequisitionPlan {
  readonly mappingVersion: number;
  readonly company: string;
  readonly supplier: string;
  readonly currency: string;
  readonly foreign: boolean;
  readonly lines: readonly PlannedLine[];
  readonly totals: PlanTotals;
  readonly dates: PlanDates;
  readonly invoiceNumber: { readonly sent: string; readonly full: string };
  /** Null when no line has a gross: nothing is ordered. */
  readonly order: Omit<PurchaseOrderBody, 'erpKey'> | null;
  /** Null with `apPosting` off, or when the payable and every line are 0. */
  readonly voucher: Omit<VoucherBody, 'erpKey' | 'ediBatch' | 'order'> | null;
  /** Only with `zeroPayable` journal, in place of the voucher. */
  readonly journal: Omit<JournalBody, 'erpKey' | 'ediBatch'> | null;
  /** Noted for the reviewer; they decide nothing. */
  readonly notes: readonly string[];
}

/** One item of the requisition, or one code of a prorated change order. */
export interface PlannedLine {
  /** Names the line for ever: `contract_item:3129856`, with `/26-010.S` behind it when a change order is split by code. */
  readonly itemKey: string;
  readonly costCode: { readonly subJob: string; readonly code: string; readonly type: string };
  readonly account: Account;
  readonly description: string;
  readonly gross: string;
  readonly netRetainage: string;
  readonly payable: string;
}

export interface PlanTotals {
  readonly gross: string;
  readonly retained: string;
  readonly released: string;
  readonly netRetainage: string;
  readonly payable: string;
  readonly tax: string;
  /** Certificate less payable, when it is one smallest unit and goes to the rounding account; else '0'. */
  readonly rounding: string;
}

export interface PlanDates {
  readonly invoiceDate: string;
  readonly glDate: string;
  /** Set when the policy's date lay outside the open periods and was moved. */
  readonly movedFrom?: string;
}

/**
 * What counts as posted for a commitment under lower numbers: our ledger's confirmed postings, what was marked by hand,
 * and the opening balance. Keys are those of `PlannedLine.itemKey`; amounts are to date.
 */
export interface CommitmentHistory {
  readonly lines: Readonly<Record<string, { readonly gross: string; readonly withheld: string }>>;
  /** Certificates to date: payables posted for lower numbers plus what the opening balance certifies. */
  readonly certified: string;
  /** False when nothing was posted yet and no opening balance was confirmed: the previous requisition is then read. */
  readonly known: boolean;
  /** A lower number that is not final, e.g. not approved yet; null when there is none. */
  readonly openPredecessor: { readonly requisitionId: string; readonly number: number; readonly status: string } | null;
}
