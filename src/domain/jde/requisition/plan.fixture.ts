import { parseAccountName } from '../account';
import type { MappingRow } from '../../coding/mapping-row';
import { compileMapping } from '../../coding/resolve-coding';
import { commitment, noHistory, requisition } from '../../procore/procore-documents.fixture';
import type { ErpAccount, ErpBusinessUnit, ErpCompany, ErpSupplier } from '../erp-facts';
import type { PlanFacts } from './plan-facts';
import type { PostingSettings } from '../posting-settings';

/** Builders for tests: company 00200, job 4411, retainage payable 200.4110, USD (accounting 6). */
export const settings: PostingSettings = {
  approvedStatuses: ['approved', 'approved_as_noted'],
  apPosting: true,
  compliance: [],
  complianceHolds: [],
  purchaseOrderBasis: 'requisition',
  orderType: 'OP',
  branchPlant: { rule: 'businessUnit' },
  orderCommitment: 'untracked',
  negativeOrderLines: false,
  units: {},
  retainageMethod: 'liabilityLine',
  retainageSubledger: 'none',
  voucherProcessing: 'leave',
  taxMethod: 'none',
  taxCodes: [],
  companies: { '00200': { retainageAccount: '200.4110' } },
  documentType: 'PV',
  journalDocumentType: 'JE',
  payStatus: 'H',
  bankNotes: false,
  bankChanges: false,
  bankCallBackDays: 90,
  bankDecisionDays: 14,
  bankCoolingHours: 72,
  bankWatchDays: 30,
  glDatePolicy: 'billingDate',
  outsidePeriod: 'hold',
  zeroPayable: 'hold',
  ediUser: 'MLCONN',
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
  target: { businessUnit: '{project}', object, subsidiary: '{costCodeDigits}' },
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
    accepted: [],
    revision: 1,
    ...fields,
  };
}
