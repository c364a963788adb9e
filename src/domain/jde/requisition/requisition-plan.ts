import type { JdeLine } from './coded-line';
import type { PlanTotals } from '../../posting/plan/planned-step';
import type { OrderChangePlan } from './plan-order-change';
import type { MatchDraft } from '../kinds/match';
import type { JournalBody, OrderReference, PurchaseOrderBody, VoucherBody } from '../bodies/posting-body';

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
  /** The order of the commitment that is billed; null: it bills none. */
  readonly onOrder: OrderReference | null;
  /** Null with `apPosting` off, or when the payable and every line are 0. */
  readonly voucher: Omit<VoucherBody, 'erpKey' | 'ediBatch' | 'order'> | null;
  /** With relief `match`, in place of the voucher: what AP is to match. */
  readonly match: Omit<MatchDraft, 'items'> | null;
  /** Only with `zeroPayable` journal, in place of the voucher. */
  readonly journal: Omit<JournalBody, 'erpKey' | 'ediBatch'> | null;
  /** Of what is missing: what becomes of the order that stands; null where there is none. */
  readonly orderChange: OrderChangePlan | null;
  /** Noted for the reviewer; they decide nothing. */
  readonly notes: readonly string[];
}

/** One item of the requisition, or one code of a prorated change order. */
export type PlannedLine = Omit<JdeLine, 'quantity' | 'unitOfMeasure'>;

export interface PlanDates {
  readonly invoiceDate: string;
  readonly glDate: string;
  /** Set when the policy's date lay outside the open periods and was moved. */
  readonly movedFrom?: string;
}
