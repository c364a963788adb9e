import { compileMapping } from '../../coding/resolve-coding';
import type { Problem } from '../../holds/hold-reason';
import type { Entry } from '../../posting/books/entry';
import type { Plan } from '../../posting/plan/planned-step';
import type { FactBook, PlannerInput } from '../../posting/plan/planner';
import { PostedEffects } from '../../posting/books/posted-effects';
import type { CommitmentHistory } from '../../requisition/commitment-history';
import type { ProcoreRequisition } from '../../procore/procore-documents';
import { billed, commitment, history, noHistory, requisition } from '../../procore/procore-documents.fixture';
import type { Combination, KeptSupplier, Period, SupplierSite } from '../facts';
import type { InvoiceDraft } from '../bodies/invoice-body';
import type { Order, OrderBilling, OrderLine } from '../order';
import { fusionPostingSchema, type PostingSettings } from '../posting-settings';
import { fusionRequisitionPlanner } from './planner';
import type { RequisitionWanted } from '../../requisition/requisition-wanted';

/** Builders for tests: company 101, ledger US Primary Ledger, retainage payable 101.10.21550.000 (accounting 6 in Fusion's form). */
const names = ['entity', 'department', 'account', 'subAccount'];
export const retainagePayable = '101.10.21550.000';
export const costAccount = '101.10.60530.000';

export function settings(given: Partial<PostingSettings> = {}): PostingSettings {
  const posting = fusionPostingSchema.parse({
    businessUnit: { id: '300000046987012', name: 'US1 Business Unit' },
    procurementBusinessUnit: { id: '300000046987012', name: 'US1 Business Unit' },
    ledger: { id: '300000046975971', name: 'US Primary Ledger' },
    invoiceSource: 'PROCORE',
    order: {
      documentStyleId: '300000123456789',
      buyerId: '300000047340498',
      requesterId: '300000047340498',
      lineType: 'Fixed Price Services',
      category: 'Concrete Services',
      shipToLocation: 'Seattle',
      shipToOrganizationCode: '001',
    },
    companies: { '101': { retainageAccount: retainagePayable, roundingAccount: '101.10.69990.000' } },
    payStatus: 'A',
    glDatePolicy: 'billingDate',
    mixedSigns: 'taken',
  });
  return {
    ...posting,
    chart: {
      id: '5237',
      separator: '.',
      segments: names.map((name) => ({ name, maxLength: 25 })),
      balancing: 'entity',
      naturalAccount: 'account',
    },
    approvedStatuses: ['approved', 'approved_as_noted'],
    apPosting: true,
    compliance: [],
    complianceHolds: [],
    ...given,
  };
}

export const site: SupplierSite = {
  id: '300000047414679',
  name: 'Lee US1',
  procurementBusinessUnitId: '300000046987012',
  pays: true,
  purchases: true,
  sourcingOnly: false,
  holdsOrders: false,
  inactiveDate: null,
  assignments: [{ businessUnitId: '300000046987012', inactiveDate: null }],
};

export const supplier: KeptSupplier = {
  id: '300000047414503',
  number: '1252',
  name: 'Lee Supplies',
  relationship: 'SPEND_AUTHORIZED',
  inactiveDate: null,
  sites: [site],
};

export function combination(account: string, fields: Partial<Combination> = {}): Combination {
  const common = { enabled: true, detailPosting: true, summary: false, startDate: null, endDate: null };
  return { id: '626955', account, ...common, ...fields };
}

export const periods: readonly Period[] = [
  { name: 'Sep-26', status: 'C', start: '2026-09-01', end: '2026-09-30' },
  { name: 'Oct-26', status: 'O', start: '2026-10-01', end: '2026-10-31' },
  { name: 'Nov-26', status: 'O', start: '2026-11-01', end: '2026-11-30' },
  { name: 'Dec-26', status: 'N', start: '2026-12-01', end: '2026-12-31' },
];

export function orderLine(number: string, fields: Partial<OrderLine> = {}): OrderLine {
  return {
    lineId: `30010057482956${number}`,
    number,
    status: 'OPEN',
    description: '',
    quantity: null,
    price: null,
    ordered: '100000',
    retainageRate: null,
    schedules: [
      {
        number: '1',
        status: 'OPEN',
        matchOption: 'P',
        matchLevel: '2-Way',
        accruesAtReceipt: false,
        taxClassification: null,
        accounts: [costAccount],
      },
    ],
    ...fields,
  };
}

export function order(fields: Partial<Order> = {}): Order {
  return {
    headerId: '300100574829561',
    number: '162873',
    status: 'OPEN',
    supplierId: supplier.id,
    siteId: site.id,
    site: site.name,
    currency: 'USD',
    ordered: '300000',
    description: 'PCAAAAAAAAAAAAAAAAAA 4411 SC-001',
    hasTerms: false,
    pendingChange: null,
    lines: [orderLine('1'), orderLine('2'), orderLine('3')],
    ...fields,
  };
}

/** What is posted of the commitment: contract lines 1, 2, 3 are the order's lines 1, 2, 3, unless others are named. */
export function ordered(
  items: readonly string[] = ['contract_item:1', 'contract_item:2', 'contract_item:3'],
  facts = {},
): PostedEffects {
  const entries = items.map((item, index): Entry => ({
    book: 'order',
    supplier: supplier.number,
    account: costAccount,
    orderLine: String(index + 1),
    item,
    amount: '100000',
    gross: '0',
    withheld: '0',
    tax: '0',
    period: '2026-07',
  }));
  const posting = {
    key: 'PCAAAAAAAAAAAAAAAAAA',
    system: 'fusion',
    kind: 'purchaseOrder',
    planId: null,
    ordinal: 1,
    state: 'confirmed',
    stage: 'posted',
    origin: 'sent',
    subject: 'commitment:701973/order',
    supplier: supplier.number,
    number: '',
    reference: { poHeaderId: '300100574829561', orderNumber: '162873' },
    facts,
    because: null,
  } as const;
  return new PostedEffects([{ documentId: 'c', step: 'order', entries, posting }]);
}

export interface Situation {
  readonly requisition: ProcoreRequisition;
  readonly history?: CommitmentHistory;
  readonly wanted?: Partial<RequisitionWanted>;
  readonly settings?: Partial<PostingSettings>;
  readonly order?: Order | null;
  readonly billing?: OrderBilling;
  readonly supplier?: KeptSupplier | null;
  readonly payables?: readonly Period[];
  readonly ledger?: readonly Period[];
  readonly combinations?: Readonly<Record<string, Combination | null>>;
  readonly input?: Partial<PlannerInput<RequisitionWanted>>;
}

export function inputOf(given: Situation): PlannerInput<RequisitionWanted> {
  const own = settings(given.settings);
  const read: Readonly<Record<string, unknown>> = {
    'supplier 1252': given.supplier === undefined ? supplier : given.supplier,
    'order 300100574829561': given.order === undefined ? order() : given.order,
    'orderBilling 300100574829561': given.billing ?? { invoices: [] },
    'periods 300000046975971/200': given.payables ?? periods,
    'periods 300000046975971/101': given.ledger ?? periods,
  };
  const facts: FactBook = {
    get: (kind, id) => {
      if (kind !== 'combination') return read[`${kind} ${id}`] ?? null;
      return given.combinations?.[id] === undefined ? combination(id) : given.combinations[id];
    },
  };
  return {
    wanted: {
      sourceId: given.requisition.id,
      requisition: given.requisition,
      commitment,
      previousRequisition: null,
      history: given.history ?? noHistory,
      project: { id: '789', number: '4411', name: 'Tower' },
      changeOrderLines: {},
      mapping: compileMapping([]),
      mappingVersion: 3,
      vendor: { partyId: 'p1', linked: true, supplierNumber: '1252' },
      accepted: [],
      ordered: ordered(),
      ...given.wanted,
    },
    effects: new PostedEffects([]),
    decisions: [],
    facts,
    settings: own,
    today: '2026-11-05',
    ...given.input,
  };
}

export function planned(given: Situation): Plan {
  const result = fusionRequisitionPlanner(inputOf(given));
  if (!('plan' in result)) throw new Error(`expected a plan: ${JSON.stringify(result, null, 1)}`);
  return result.plan;
}

export function invoiceOf(given: Situation): InvoiceDraft {
  const [step] = planned(given).steps;
  if (step?.kind !== 'invoice') throw new Error('the plan has no invoice');
  return step.draft as InvoiceDraft;
}

export function problemsOf(given: Situation): readonly Problem[] {
  const result = fusionRequisitionPlanner(inputOf(given));
  return 'problems' in result ? result.problems : [];
}

/** 10,000.00 of 20,000.00 billed now, 10 % withheld: case A. */
export const caseA: Situation = {
  requisition: requisition([billed('26-010.S', '1', '20000.00', '1000.00', '1000.00')], '9000.00'),
  history: history('9000.00', { 'contract_item:1': ['10000.00', '1000.00'] }),
};
/** What is wrong with case A, changed so: reason, kind and field of each problem. */
export const told = (given: Partial<Situation>): readonly (readonly [string, string, string])[] =>
  problemsOf({ ...caseA, ...given }).map(({ reason, kind, field }: Problem) => [reason, kind, field]);
