/**
 * Written by hand from the worked examples of the accounting rules; no amount in this folder is computed.
 * Period 1 is the first half of last month, 2 its second half, 3 this month.
 */
export interface WorkedLine {
  readonly key: string;
  /** Null for the whole change order. */
  readonly code: string | null;
  readonly description: string;
  readonly scheduled: string;
  readonly kind: 'contract_item' | 'change_order_item' | 'whole_change_order_item';
}

interface WorkedChangeOrder {
  readonly title: string;
  readonly isWhole: boolean;
  readonly lines: readonly (readonly [code: string, amount: string])[];
}

export interface WorkedItem {
  /** Key of the line. */
  readonly line: string;
  readonly workBefore: string;
  readonly workNow: string;
  readonly stored: string;
  readonly storedBefore?: string;
  readonly moved?: string;
  readonly total: string;
  readonly totalBefore: string;
  readonly retainedBefore: string;
  readonly retainedNow: string;
  readonly releasedNow?: string;
  readonly storedRetained?: string;
  readonly storedRetainedBefore?: string;
  readonly movedRetained?: string;
  readonly gross: string;
  readonly net: string;
}

export interface WorkedRequisition {
  /** The example that this is; `before` for one that only brings about the amounts before it. */
  readonly example: string;
  readonly period: 1 | 2 | 3;
  readonly invoiceNumber: string | null;
  readonly invoiceType?: 'retainage_release';
  readonly status?: 'approved_as_noted';
  readonly movesMaterials?: true;
  readonly items: readonly WorkedItem[];
  readonly total: string;
  readonly workRetainage: string;
  readonly storedRetainage: string;
  readonly retainage: string;
  readonly earned: string;
  readonly previousCertificates: string;
  readonly due: string;
}

export interface WorkedCommitment {
  readonly number: string;
  readonly title: string;
  readonly vendor: string;
  readonly original: string;
  readonly changes: string;
  readonly contractSum: string;
  readonly lines: readonly WorkedLine[];
  readonly changeOrder?: WorkedChangeOrder;
  readonly requisitions: readonly WorkedRequisition[];
}
