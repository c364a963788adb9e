import { cents, text } from '../money/cents.fixture';
import type { CommitmentHistory } from '../requisition/commitment-history';
import type {
  ProcoreRequisition,
  ProcoreRequisitionItem,
  ProcoreRequisitionSummary,
  ProcoreSegmentItem,
} from './procore-documents';
import type { ProcoreCommitment, ProcoreContractLine } from './procore-commitments';

/** Builders for tests: documents of Procore as they are read, and what was posted before them. They calculate in whole cents, on their own. */
const noCurrency = { iso: null, baseIso: null, rate: null } as const;

function segments(codes: string): ProcoreSegmentItem[] {
  const [costCode = '', costType = ''] = codes.split('.');
  const part = (type: string, code: string): ProcoreSegmentItem => ({ type, code, pathCode: code, name: null });
  return [part('cost_code', costCode), part('line_item_type', costType)];
}

export function item(codes: string, fields: Partial<ProcoreRequisitionItem>): ProcoreRequisitionItem {
  const lineItemId = fields.lineItemId === undefined ? '1' : fields.lineItemId;
  return {
    id: `5${lineItemId ?? '0'}`,
    itemType: 'contract_item',
    position: 1,
    lineNumber: null,
    accountingMethod: 'amount',
    detailLineItemId: null,
    changeOrderPackageId: null,
    costCodeId: null,
    wbsCode: { id: '44', flatCode: codes, description: null },
    segmentItems: codes === '' ? [] : segments(codes),
    descriptionOfWork: `Work on ${codes}`,
    uom: null,
    scheduledValue: '100000.00',
    scheduledQuantity: null,
    scheduledUnitPrice: null,
    workCompletedFromPreviousApplication: null,
    workCompletedFromPreviousApplicationQuantity: null,
    workCompletedThisPeriod: null,
    workCompletedThisPeriodQuantity: null,
    materialsPresentlyStored: null,
    materialsPresentlyStoredQuantity: null,
    materialsPresentlyStoredFromPreviousProgress: null,
    materialsPreviouslyStoredQuantity: null,
    materialsMoved: null,
    totalCompletedAndStoredToDate: '0.00',
    totalCompletedAndStoredToDatePercent: null,
    totalCompletedAndStoredToDateFromPrevious: null,
    workCompletedRetainageFromPreviousApplication: '0.00',
    workCompletedRetainageRetainedThisPeriod: '0.00',
    workCompletedRetainagePercentThisPeriod: null,
    workCompletedRetainageReleasedThisPeriod: '0.00',
    materialsStoredRetainageCurrentlyRetained: '0.00',
    materialsStoredRetainagePercentThisPeriod: null,
    materialsStoredRetainageNewMaterials: null,
    materialsStoredRetainageReleasedThisPeriod: '0.00',
    materialsRetainageRetainedMoved: null,
    grossAmount: null,
    netAmount: null,
    subcontractorClaimedAmount: null,
    status: 'no_action',
    comment: null,
    taxes: [],
    previousProgressId: null,
    ...fields,
    lineItemId,
  };
}

/** An item by what it stands at: total, withheld before, held this time, released this time. */
export function billed(
  codes: string,
  lineItemId: string,
  total: string,
  withheldBefore: string,
  heldNow: string,
  releasedNow = '0.00',
): ProcoreRequisitionItem {
  return item(codes, {
    lineItemId,
    totalCompletedAndStoredToDate: total,
    workCompletedRetainageFromPreviousApplication: withheldBefore,
    workCompletedRetainageRetainedThisPeriod: heldNow,
    workCompletedRetainageReleasedThisPeriod: releasedNow,
  });
}

export function requisition(
  items: readonly ProcoreRequisitionItem[],
  certifiedBefore: string,
  fields: Partial<Omit<ProcoreRequisition, 'summary'>> & { readonly summary?: Partial<ProcoreRequisitionSummary> } = {},
): ProcoreRequisition {
  const total = items.reduce((sum, row) => sum + cents(row.totalCompletedAndStoredToDate), 0n);
  const withheld = items.reduce(
    (sum, row) =>
      sum +
      cents(row.workCompletedRetainageFromPreviousApplication) +
      cents(row.workCompletedRetainageRetainedThisPeriod) -
      cents(row.workCompletedRetainageReleasedThisPeriod) +
      cents(row.materialsStoredRetainageCurrentlyRetained),
    0n,
  );
  return {
    id: '58820',
    projectId: '789',
    commitmentId: '701973',
    commitmentType: 'WorkOrderContract',
    contractName: 'Contract SC-001',
    contractInvoicingMethod: 'progressive',
    previousRequisitionId: '58819',
    number: 2,
    invoiceNumber: 'ABC-1234',
    invoiceType: 'progress',
    vendorId: '8881212',
    vendorName: "Ernie's Electrical",
    status: 'approved',
    erpStatus: null,
    final: false,
    billingDate: '2026-10-31',
    requisitionStart: '2026-10-01',
    requisitionEnd: '2026-10-31',
    submittedAt: null,
    paymentDate: null,
    periodId: null,
    percentComplete: null,
    totalClaimedAmount: null,
    originId: null,
    originData: null,
    currency: noCurrency,
    createdAt: '2026-10-27T12:00:00Z',
    updatedAt: '2026-11-02T09:15:00Z',
    itemPackages: [],
    taxSummary: [],
    ...fields,
    items,
    summary: {
      originalContractSum: null,
      netChangeByChangeOrders: null,
      contractSumToDate: '500000.00',
      totalCompletedAndStoredToDate: text(total),
      completedWorkRetainagePercent: null,
      completedWorkRetainageAmount: null,
      storedMaterialsRetainagePercent: null,
      storedMaterialsRetainageAmount: null,
      totalRetainage: text(withheld),
      totalEarnedLessRetainage: text(total - withheld),
      lessPreviousCertificatesForPayment: certifiedBefore,
      taxApplicableToThisPayment: '0',
      currentPaymentDue: text(total - withheld - cents(certifiedBefore)),
      balanceToFinishIncludingRetainage: null,
      formattedPeriod: null,
      newMaterials: null,
      storedMaterials: null,
      ...fields.summary,
    },
  };
}

/** What was posted before: per item key gross and withheld to date. */
export function history(
  certified: string,
  lines: Readonly<Record<string, readonly [string, string]>>,
  fields: Partial<CommitmentHistory> = {},
): CommitmentHistory {
  return {
    lines: Object.fromEntries(Object.entries(lines).map(([key, [gross, withheld]]) => [key, { gross, withheld }])),
    certified,
    known: true,
    openPredecessor: null,
    ...fields,
  };
}

export const noHistory: CommitmentHistory = history('0', {}, { known: false });

export function changeOrderLine(id: string, codes: string, amount: string, position: number): ProcoreContractLine {
  return {
    id,
    position,
    description: `Change ${codes}`,
    amount,
    quantity: null,
    unitCost: null,
    uom: null,
    extendedType: null,
    extendedAmount: null,
    totalAmount: null,
    taxCodeId: null,
    costCode: null,
    lineItemType: null,
    wbsCode: null,
    segmentItems: segments(codes),
    originId: null,
    holderId: null,
    holderType: null,
    commitmentLineItemId: null,
  };
}

export const commitment: ProcoreCommitment = {
  id: '701973',
  type: 'WorkOrderContract',
  projectId: '789',
  number: 'SC-001',
  title: null,
  status: 'Approved',
  executed: null,
  accountingMethod: 'amount',
  vendorId: '8881212',
  vendorName: "Ernie's Electrical",
  originId: null,
  originCode: null,
  originData: null,
  grandTotal: null,
  revisedContract: null,
  approvedChangeOrders: null,
  retainagePercent: null,
  contractDate: null,
  executionDate: null,
  paymentTerms: null,
  deliveryDate: null,
  currency: noCurrency,
  createdAt: null,
  updatedAt: '2026-10-01T00:00:00Z',
  deletedAt: null,
  lineItems: [],
};
