/**
 * Procore's documents as the rules of the trade see them. Ids are strings, money and quantities are decimal strings,
 * dates are `YYYY-MM-DD`, times are ISO 8601 with a zone. What Procore left out or sent as null is null here, so that a
 * rule must say what a missing value means; it is never silently zero.
 */

/** Null members mean: Procore sent none, the company's own currency applies. `rate` is recorded, never calculated with. */
export interface ProcoreCurrency {
  readonly iso: string | null;
  readonly baseIso: string | null;
  readonly rate: string | null;
}

/** One part of a WBS code. `type` is `sub_job`, `cost_code`, `line_item_type` or `custom`; codes are read from here, never split off `flatCode`. */
export interface ProcoreSegmentItem {
  readonly type: string | null;
  readonly code: string | null;
  /** With the parents' parts, for tiered segments: `26-010` where `code` is `010`. */
  readonly pathCode: string | null;
  /**
   * The path from the top: `26`, `26-010` where it is cumulative, `26`, `010` where it goes by level. The reference does
   * not say which, so it settles a code only where both readings agree or one is ruled out.
   */
  readonly pathCodes?: readonly string[];
  readonly name: string | null;
}

export interface ProcoreWbsCode {
  readonly id: string;
  readonly flatCode: string | null;
  readonly description: string | null;
}

export interface ProcoreItemTax {
  readonly taxCodeId: string | null;
  readonly taxCodeName: string | null;
  readonly taxCodeRate: string | null;
}

export interface ProcoreTaxSummaryRow extends ProcoreItemTax {
  readonly appliedAmount: string | null;
}

/** The AIA G702 figures of a requisition. */
export interface ProcoreRequisitionSummary {
  readonly originalContractSum: string | null;
  readonly netChangeByChangeOrders: string | null;
  readonly contractSumToDate: string | null;
  readonly totalCompletedAndStoredToDate: string | null;
  readonly completedWorkRetainagePercent: string | null;
  readonly completedWorkRetainageAmount: string | null;
  readonly storedMaterialsRetainagePercent: string | null;
  readonly storedMaterialsRetainageAmount: string | null;
  readonly totalRetainage: string | null;
  readonly totalEarnedLessRetainage: string | null;
  readonly lessPreviousCertificatesForPayment: string | null;
  readonly taxApplicableToThisPayment: string | null;
  readonly currentPaymentDue: string | null;
  readonly balanceToFinishIncludingRetainage: string | null;
  readonly formattedPeriod: string | null;
  readonly newMaterials: string | null;
  readonly storedMaterials: string | null;
}

/** One line of a requisition. `itemType`: `contract_item`, `contract_detail_item`, `change_order_item`, `whole_change_order_item`; others may come. */
export interface ProcoreRequisitionItem {
  readonly id: string;
  readonly itemType: string;
  readonly position: number | null;
  readonly lineNumber: string | null;
  /** `amount` or `unit`. */
  readonly accountingMethod: string | null;
  readonly lineItemId: string | null;
  /** Null from the v1.1 list and show; known from `ProcoreRequisitionDetailItem`, joined by item id. */
  readonly detailLineItemId: string | null;
  /** Null from the v1.1 list and show; known from `ProcoreRequisitionChangeOrderItem`, joined by item id. */
  readonly changeOrderPackageId: string | null;
  readonly costCodeId: string | null;
  readonly wbsCode: ProcoreWbsCode | null;
  readonly segmentItems: readonly ProcoreSegmentItem[];
  readonly descriptionOfWork: string | null;
  readonly uom: string | null;
  readonly scheduledValue: string | null;
  readonly scheduledQuantity: string | null;
  readonly scheduledUnitPrice: string | null;
  readonly workCompletedFromPreviousApplication: string | null;
  readonly workCompletedFromPreviousApplicationQuantity: string | null;
  readonly workCompletedThisPeriod: string | null;
  readonly workCompletedThisPeriodQuantity: string | null;
  readonly materialsPresentlyStored: string | null;
  readonly materialsPresentlyStoredQuantity: string | null;
  readonly materialsPresentlyStoredFromPreviousProgress: string | null;
  readonly materialsPreviouslyStoredQuantity: string | null;
  readonly materialsMoved: string | null;
  readonly totalCompletedAndStoredToDate: string | null;
  readonly totalCompletedAndStoredToDatePercent: string | null;
  readonly totalCompletedAndStoredToDateFromPrevious: string | null;
  readonly workCompletedRetainageFromPreviousApplication: string | null;
  readonly workCompletedRetainageRetainedThisPeriod: string | null;
  readonly workCompletedRetainagePercentThisPeriod: string | null;
  readonly workCompletedRetainageReleasedThisPeriod: string | null;
  readonly materialsStoredRetainageCurrentlyRetained: string | null;
  readonly materialsStoredRetainagePercentThisPeriod: string | null;
  readonly materialsStoredRetainageNewMaterials: string | null;
  readonly materialsStoredRetainageReleasedThisPeriod: string | null;
  readonly materialsRetainageRetainedMoved: string | null;
  readonly grossAmount: string | null;
  readonly netAmount: string | null;
  readonly subcontractorClaimedAmount: string | null;
  /** `approved`, `rejected`, `no_action`. */
  readonly status: string | null;
  readonly comment: string | null;
  readonly taxes: readonly ProcoreItemTax[];
  readonly previousProgressId: string | null;
}

/** The contract or the change order that a group of items belongs to. */
export interface ProcoreItemPackage {
  readonly id: string;
  readonly contractId: string | null;
  readonly changeOrderId: string | null;
  readonly number: string | null;
  readonly title: string | null;
  readonly status: string | null;
  readonly position: number | null;
  readonly changeOrderRequestId: string | null;
  readonly batchId: string | null;
}

/** A subcontractor invoice against one commitment (never a purchase requisition). */
export interface ProcoreRequisition {
  readonly id: string;
  readonly projectId: string;
  readonly commitmentId: string;
  /** `WorkOrderContract` or `PurchaseOrderContract`. */
  readonly commitmentType: string;
  readonly contractName: string | null;
  readonly contractInvoicingMethod: string | null;
  readonly previousRequisitionId: string | null;
  /** 1, 2, 3 ... per commitment. */
  readonly number: number;
  /** The vendor's own number; null when Procore has none or only blanks. */
  readonly invoiceNumber: string | null;
  readonly invoiceType: string | null;
  readonly vendorId: string | null;
  readonly vendorName: string | null;
  readonly status: string;
  readonly erpStatus: string | null;
  readonly final: boolean;
  readonly billingDate: string | null;
  readonly requisitionStart: string | null;
  readonly requisitionEnd: string | null;
  readonly submittedAt: string | null;
  readonly paymentDate: string | null;
  readonly periodId: string | null;
  readonly percentComplete: string | null;
  readonly totalClaimedAmount: string | null;
  readonly originId: string | null;
  readonly originData: string | null;
  readonly currency: ProcoreCurrency;
  readonly createdAt: string | null;
  readonly updatedAt: string;
  readonly summary: ProcoreRequisitionSummary;
  readonly items: readonly ProcoreRequisitionItem[];
  readonly itemPackages: readonly ProcoreItemPackage[];
  readonly taxSummary: readonly ProcoreTaxSummaryRow[];
}

/** One row of v1.0 `/requisitions/{id}/change_order_items`: tells which change order an item belongs to. */
export interface ProcoreRequisitionChangeOrderItem {
  readonly id: string;
  readonly itemType: string | null;
  readonly changeOrderPackageId: string | null;
  readonly lineItemId: string | null;
  readonly commitmentLineItemId: string | null;
  readonly commitmentLineItemOriginId: string | null;
  readonly costCodeId: string | null;
  readonly scheduledValue: string | null;
}

/** One row of v1.0 `/requisitions/{id}/contract_detail_items`. */
export interface ProcoreRequisitionDetailItem {
  /** Of the item, as the requisition has it. */
  readonly id: string;
  /** The line of the subcontractor's schedule of values; several of one contract line are normal. */
  readonly detailLineItemId: string | null;
  readonly scheduledValue: string | null;
}
