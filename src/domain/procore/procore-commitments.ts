import type { ProcoreCurrency, ProcoreSegmentItem, ProcoreWbsCode } from './procore-documents';

export interface ProcoreCostCodeOnLine {
  readonly id: string;
  readonly code: string | null;
  /** With the parents' parts: `26-010`. The same one can exist once per sub job. */
  readonly fullCode: string | null;
  readonly name: string | null;
  readonly billerId: string | null;
  /** `Project` or `SubJob`. */
  readonly billerType: string | null;
  readonly originId: string | null;
}

export interface ProcoreLineItemType {
  readonly id: string;
  readonly code: string | null;
  readonly name: string | null;
  readonly baseType: string | null;
  readonly originId: string | null;
}

/** A line of a commitment or of a change order. */
export interface ProcoreContractLine {
  readonly id: string;
  readonly position: number | null;
  readonly description: string | null;
  readonly amount: string | null;
  readonly quantity: string | null;
  readonly unitCost: string | null;
  readonly uom: string | null;
  readonly extendedType: string | null;
  readonly extendedAmount: string | null;
  readonly totalAmount: string | null;
  readonly taxCodeId: string | null;
  readonly costCode: ProcoreCostCodeOnLine | null;
  readonly lineItemType: ProcoreLineItemType | null;
  readonly wbsCode: ProcoreWbsCode | null;
  readonly segmentItems: readonly ProcoreSegmentItem[];
  readonly originId: string | null;
  readonly holderId: string | null;
  readonly holderType: string | null;
  /** Set on lines of a commitment change order (v2.0) only. */
  readonly commitmentLineItemId: string | null;
}

export interface ProcoreCommitment {
  readonly id: string;
  readonly type: 'WorkOrderContract' | 'PurchaseOrderContract';
  readonly projectId: string;
  readonly number: string | null;
  readonly title: string | null;
  /** Procore's own case: `Approved`, `Out For Signature`, ... */
  readonly status: string;
  readonly executed: boolean | null;
  readonly accountingMethod: string | null;
  readonly vendorId: string | null;
  readonly vendorName: string | null;
  readonly originId: string | null;
  readonly originCode: string | null;
  readonly originData: string | null;
  /** The original value, without change orders. */
  readonly grandTotal: string | null;
  readonly revisedContract: string | null;
  readonly approvedChangeOrders: string | null;
  readonly retainagePercent: string | null;
  readonly contractDate: string | null;
  readonly executionDate: string | null;
  readonly paymentTerms: string | null;
  readonly deliveryDate: string | null;
  readonly currency: ProcoreCurrency;
  readonly createdAt: string | null;
  readonly updatedAt: string;
  readonly deletedAt: string | null;
  readonly lineItems: readonly ProcoreContractLine[];
}

/** As a list has it. Lists have no lines, not even in their extended view: it never stands for a shown one. */
export type ListedCommitment = Omit<ProcoreCommitment, 'lineItems'>;
