import type { ErpAccount, ErpBusinessUnit, ErpCompany, ErpSupplier } from './erp-facts';
import type { MappingRow } from '../coding/mapping-row';
import type { PlanFacts } from './plan-facts';
import type { PostingSettings } from './posting-settings';
import type {
  ProcoreCommitment,
  ProcoreContractLine,
  ProcoreRequisition,
  ProcoreRequisitionItem,
  ProcoreRequisitionSummary,
  ProcoreSegmentItem,
} from '../requisition/procore-documents';
import type { CommitmentHistory } from '../requisition/commitment-history';
import { compileMapping } from '../coding/resolve-coding';
import { parseAccountName } from '../coding/account';

/** Builders for tests: company 00200, job 4411, retainage payable 200.4110, USD (accounting 6). They calculate in whole cents, on their own. */
export const noCurrency = { iso: null, baseIso: null, rate: null } as const;

export function cents(amount: string | null): bigint {
  if (amount === null) return 0n;
  const [whole = '0', fraction = ''] = amount.replace('-', '').split('.');
  const value = BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0'));
  return amount.startsWith('-') ? -value : value;
}

export function text(value: bigint): string {
  const digits = (value < 0n ? -value : value).toString().padStart(3, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export function segments(codes: string): ProcoreSegmentItem[] {
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

export const settings: PostingSettings = {
  approvedStatuses: ['approved', 'approved_as_noted'],
  apPosting: true,
  purchaseOrderBasis: 'requisition',
  orderType: 'OP',
  branchPlant: { rule: 'businessUnit' },
  orderCommitment: 'untracked',
  negativeOrderLines: false,
  retainageMethod: 'liabilityLine',
  retainageSubledger: 'none',
  voucherProcessing: 'leave',
  taxMethod: 'none',
  taxCodes: [],
  companies: { '00200': { retainageAccount: '200.4110' } },
  documentType: 'PV',
  journalDocumentType: 'JE',
  payStatus: 'H',
  glDatePolicy: 'billingDate',
  outsidePeriod: 'hold',
  zeroPayable: 'hold',
  ediUser: 'MLCONN',
  timeZone: 'America/New_York',
};

/** `26-010.S` goes to 4411.1340.26010: the cost type decides the object, the digits are the subsidiary. */
export const mappingRows: readonly MappingRow[] = (
  [
    ['S', '1340'],
    ['M', '1320'],
    ['U', '1360'],
  ] as const
).map(([costType, object], index) => ({
  line: index + 2,
  project: '*',
  subJob: '*',
  costCode: '*',
  costType,
  businessUnit: '{project}',
  object,
  subsidiary: '{costCodeDigits}',
  subledger: '',
  subledgerType: '',
}));

export function erpAccount(name: string, fields: Partial<ErpAccount> = {}): ErpAccount {
  const { businessUnit, object, subsidiary } = parseAccountName(name);
  const account = { businessUnit, object, subsidiary };
  return {
    account,
    company: '00200',
    description: '',
    rule: 'posts',
    code: '',
    currency: '',
    unitOfMeasure: '',
    ...fields,
  };
}

export function businessUnit(id: string, fields: Partial<ErpBusinessUnit> = {}): ErpBusinessUnit {
  return { id, company: '00200', description: '', open: true, code: '', ...fields };
}

export const company: ErpCompany = {
  id: '00200',
  name: 'Builder Inc',
  currency: 'USD',
  ledgerOpen: { from: '2026-10-01', to: '2026-11-30' },
  payablesOpen: { from: '2026-10-01', to: '2026-11-30' },
};

export const supplier: ErpSupplier = {
  number: '70123',
  name: "Ernie's Electrical",
  taxId: '',
  isSupplier: true,
  orderHold: '',
  paymentHold: '',
  currency: 'USD',
};

export function planFacts(fields: Partial<PlanFacts>): PlanFacts {
  return {
    requisition: requisition([], '0.00'),
    commitment,
    project: { id: '789', number: '4411', name: 'Riverside' },
    previousRequisition: null,
    changeOrderLines: {},
    history: noHistory,
    mapping: compileMapping(mappingRows),
    mappingVersion: 7,
    settings,
    accounts: ['4411.1340.26010', '4411.1340.03300', '4411.1320.05120', '200.4110', '200.8999', '200.2310'].map(
      (name) => erpAccount(name),
    ),
    businessUnits: [businessUnit('4411'), businessUnit('200')],
    companies: [company],
    supplier,
    vendor: { partyId: 'p1', linked: true },
    today: '2026-11-05',
    acceptedOverContract: false,
    revision: 1,
    ...fields,
  };
}
