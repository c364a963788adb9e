import type { ProcoreContractLine } from './procore-commitments';
import type { ProcoreCurrency } from './procore-documents';

/** A direct cost as a list has it: without its lines. */
export interface ListedDirectCost {
  readonly id: string;
  readonly projectId: string;
  /** `invoice`, `expense`, `payroll`; `subcontractor_invoice` where Procore switched it on. */
  readonly type: string;
  /** `draft`, `pending`, `revise_and_resubmit`, `approved`. */
  readonly status: string;
  /** Dates are `YYYY-MM-DD`. */
  readonly directCostDate: string | null;
  readonly receivedDate: string | null;
  readonly invoiceNumber: string | null;
  /** Null where none is named: of payroll, say. */
  readonly vendorId: string | null;
  readonly description: string | null;
  /** With tax. */
  readonly grandTotal: string | null;
  /** Set, the record is locked, and whoever set it has it in its own books. */
  readonly originId: string | null;
  readonly currency: ProcoreCurrency;
  readonly createdAt: string | null;
  readonly updatedAt: string;
  readonly deletedAt: string | null;
}

/** `amount` is without tax, `totalAmount` with it. */
export interface ProcoreDirectCostLine extends ProcoreContractLine {
  readonly updatedAt: string | null;
}

/** A cost without a commitment, with its lines. */
export interface ProcoreDirectCost extends ListedDirectCost {
  readonly lineItems: readonly ProcoreDirectCostLine[];
}

/** A line as the list of all of a project's lines has it: as much as says that its direct cost changed. */
export interface ListedDirectCostLine {
  readonly id: string;
  readonly directCostId: string;
  readonly updatedAt: string;
}
