export type StoryKind = 'unmappedCostCode' | 'accountInactive' | 'similarVendor' | 'tax';

export interface ChangeOrderPlan {
  readonly title: string;
  /** It appears first on this requisition. */
  readonly onNumber: number;
  /** `03-30-00.S 12500`: code, cost type, whole dollars. */
  readonly lines: readonly string[];
  /** Billed as one `whole_change_order_item`. */
  readonly whole?: boolean;
}

export interface CommitmentPlan {
  readonly project: string;
  readonly number: string;
  readonly title: string;
  readonly vendor: string;
  /** `A/03-30-00.S 125000`: sub job if any, code, cost type, whole dollars. By units: `32-12-00.S 1250 SY at 84.50`. */
  readonly lines: readonly string[];
  /** First and last month in which it is billed, counted from this month: -1 is last month. Null: never billed. */
  readonly months: readonly [from: number, to: number] | null;
  /** Percent of the contract that the last requisition with work reaches. */
  readonly reaches: number;
  /** Status of the contract; `Approved` when not given. */
  readonly status?: string;
  /** Lines of type M are stored on every second requisition and used on the next: moved by Procore, or by hand. */
  readonly stored?: 'moved' | 'byHand';
  /** New work is retained at 5 percent once half of the contract is done, and not at 10. */
  readonly dropsToFive?: boolean;
  /** Details of a line of the subcontractor's schedule of values, by its code: `Level 1 30000`. All lines have some or none. */
  readonly details?: Readonly<Record<string, readonly string[]>>;
  /** Two tiers of change orders: each is in a batch, and this one, `03-30-00.S 4200 Title`, is in none yet. */
  readonly pendingChange?: string;
  readonly changeOrders?: readonly ChangeOrderPlan[];
  /** The last requisition releases: retainage alone, or all that is left together with the last work. */
  readonly release?: 'retainage_release' | 'progress_and_retainage_release';
  readonly final?: boolean;
  /** Of its newest requisition. */
  readonly newestStatus?: 'draft' | 'under_review' | 'revise_and_resubmit' | 'approved_as_noted';
  readonly newestInvoice?: 'missing' | 'long';
  readonly story?: StoryKind;
}

/** Purchase orders are numbered PO-, subcontracts SC-. */
export const isPurchaseOrder = (commitmentNumber: string) => commitmentNumber.startsWith('PO-');
