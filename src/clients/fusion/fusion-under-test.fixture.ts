import type { InvoiceBody } from '../../domain/fusion/bodies/invoice-body';
import type { OrderBody } from '../../domain/fusion/kinds/purchase-order';
import { settings as postingSettings } from '../../domain/fusion/requisition/planner.fixture';
import type { PostingSettings } from '../../domain/fusion/posting-settings';
import type { Look } from '../../domain/posting/look';
import type { KindAtTarget, Posted } from '../erp-adapter';
import { createFusionAdapter } from './adapter';
import { startFakeFusion, type FakeCall, type FakeFusion, type FakeItem } from './calls/fake-fusion.fixture';
import type { FusionSettings, FusionSettingsInput } from './settings';

export const timing = {
  sendWindowMs: 10_000,
  settleMs: 130_000,
  planMaxAgeMs: 3_000,
  leaseMs: 2_000,
  visibilityLagMs: 5,
};

export const keyOf = (kind: string, number: number): string =>
  `PC${kind.toUpperCase()}${'ABCDEFGH'.charAt(number)}`.padEnd(20, 'X').slice(0, 20);

const segments = ['entity', 'department', 'account', 'subAccount'];
export const chart = {
  id: '5237',
  separator: '.',
  segments: segments.map((name) => ({ name })),
  balancing: 'entity',
  naturalAccount: 'account',
};

/** The reference's supplier, account rows and set-up; what was made stands among them as Fusion would show it. */
export async function fakePod(): Promise<FakeFusion> {
  const fake = await startFakeFusion({
    suppliers: [
      {
        SupplierId: 300000047414503,
        Supplier: 'Lee Supplies',
        SupplierNumber: '1252',
        BusinessRelationshipCode: 'SPEND_AUTHORIZED',
        TaxpayerId: '91-2047719',
        Status: 'ACTIVE',
        InactiveDate: null,
        LastUpdateDate: '2026-07-14T10:31:02.377-05:00',
        sites: { items: [siteRow] },
      },
    ],
    accountCombinationsLOV: ['60530', '21550', '69990'].map((account, index) => ({
      _CODE_COMBINATION_ID: 626955 + index,
      _CHART_OF_ACCOUNTS_ID: 5237,
      EnabledFlag: 'Y',
      DetailPostingAllowedFlag: 'Y',
      SummaryFlag: 'N',
      AccountType: 'E',
      StartDateActive: null,
      EndDateActive: null,
      entity: '101',
      department: '10',
      account,
      subAccount: '000',
    })),
    ledgersLOV: [{ LedgerId: 300000046975971, Name: 'US Primary Ledger', CurrencyCode: 'USD' }],
    procurementBusinessUnitsLOV: [{ ProcurementBUId: 300000046987012, ProcurementBU: 'US1 Business Unit' }],
    purchasingDocumentStylesLOV: [{ StyleId: 300000123456789, DisplayName: 'Subcontract' }],
    accountingPeriodStatusLOV: ['101', '200'].map((ApplicationId) => ({
      LedgerId: 300000046975971,
      ApplicationId: Number(ApplicationId),
      PeriodNameId: 'Nov-26',
      ClosingStatus: 'O',
      StartDate: '2026-11-01',
      EndDate: '2026-11-30',
    })),
    draftPurchaseOrders: [],
    purchaseOrders: [],
    invoices: [],
    invoiceHolds: [],
  });
  fake.write = (call) => made(fake, call);
  return fake;
}

const siteRow: FakeItem = {
  SupplierSiteId: 300000047414679,
  SupplierSite: 'Lee US1',
  ProcurementBUId: 300000046987012,
  SitePurposePayFlag: true,
  SitePurposePurchasingFlag: true,
  SitePurposeSourcingOnlyFlag: false,
  HoldAllNewPurchasingDocumentsFlag: false,
  InactiveDate: null,
  assignments: { items: [{ ClientBUId: 300000046987012, InactiveDate: null }] },
};

let lastId = 300100574829560;
const nextId = (): number => (lastId += 1);
const now = '2026-11-20T14:05:11.000+00:00';

/** What Fusion makes of a write, by the reference's answers. */
function made(fake: FakeFusion, { path, body }: FakeCall): readonly [number, unknown] {
  if (path === 'draftPurchaseOrders') {
    const row = draftRow(body);
    fake.rows['draftPurchaseOrders']?.push(row);
    return [201, row];
  }
  if (path === 'invoices') {
    const row = invoiceRow(body);
    fake.rows['invoices']?.push(row);
    return [201, row];
  }
  if (path === 'invoiceHolds') {
    const row = { HoldId: nextId(), ReleaseName: null, ...body };
    fake.rows['invoiceHolds']?.push(row);
    return [201, row];
  }
  if (path.endsWith('/action/validateDocument')) return [200, { result: [] }];
  if (path.endsWith('/action/submit')) {
    const draft = fake.rows['draftPurchaseOrders']?.find((row) => path.includes(String(row['POHeaderId'])));
    Object.assign(draft ?? {}, { StatusCode: 'PENDING APPROVAL' });
    return [200, { result: 'SUCCESS' }];
  }
  const invoice = fake.rows['invoices']?.find((row) => row['InvoiceNumber'] === body['InvoiceNumber']) ?? {};
  if (path.endsWith('generateDistributions')) distribute(invoice);
  if (path.endsWith('validateInvoice')) Object.assign(invoice, { ValidationStatus: 'Validated' });
  return [200, { result: 'The current action has completed successfully.' }];
}

function draftRow(body: FakeItem): FakeItem {
  const lines = (body['lines'] as FakeItem[]).map((line) => ({
    ...line,
    POLineId: nextId(),
    Ordered: line['Amount'],
    StatusCode: 'INCOMPLETE',
    schedules: { items: line['schedules'] as FakeItem[] },
  }));
  return {
    ...body,
    POHeaderId: nextId(),
    OrderNumber: String(162873 + lastId),
    StatusCode: 'INCOMPLETE',
    ChangeOrderNumber: null,
    ChangeOrderStatusCode: null,
    ChangeOrderTypeCode: null,
    Supplier: 'Lee Supplies',
    RetainageFlag: false,
    CreationDate: now,
    LastUpdateDate: now,
    lines: { items: lines, count: lines.length, hasMore: false },
  };
}

function invoiceRow(body: FakeItem): FakeItem {
  return {
    ...body,
    InvoiceId: nextId(),
    SupplierNumber: '1252',
    ValidationStatus: 'Not validated',
    ApprovalStatus: 'Not required',
    PaidStatus: 'Unpaid',
    CanceledFlag: false,
    CreationDate: now,
    LastUpdateDate: now,
    invoiceLines: {
      items: (body['invoiceLines'] as FakeItem[]).map((line) => ({ ...line, invoiceDistributions: [] })),
    },
    invoiceInstallments: { items: [{ InstallmentNumber: 1, GrossAmount: body['InvoiceAmount'] }] },
  };
}

function distribute(invoice: FakeItem): void {
  const { items } = invoice['invoiceLines'] as { items: FakeItem[] };
  for (const line of items) {
    const DistributionCombination = line['DistributionCombination'] ?? '101.10.60530.000';
    line['invoiceDistributions'] = [
      { DistributionLineType: 'Item', DistributionAmount: line['LineAmount'], DistributionCombination },
    ];
  }
}

interface Given {
  readonly site?: Partial<FusionSettingsInput>;
  readonly posting?: Partial<PostingSettings>;
}

/** The adapter over such a pod. */
export function fusionUnderTest(fake: FakeFusion, given: Given = {}) {
  return adapterUnderTest(fake.settings({ chart, ...given.site }), given.posting, () =>
    Date.parse('2026-11-20T15:00:00Z'),
  );
}

/** The adapter over any pod, with what tests ask of it. */
export function adapterUnderTest(
  site: FusionSettings,
  given: Partial<PostingSettings> | undefined,
  nowMs: () => number,
) {
  const posting = postingSettings(given);
  const adapter = createFusionAdapter({ ...site, timing, posting }, { nowMs });
  const at = (kind: string): KindAtTarget => {
    const found = adapter.kinds.get(kind);
    if (found === undefined) throw new RangeError(`Fusion has no kind ${kind}`);
    return found;
  };
  return {
    adapter,
    at,
    look: async (kind: string, one: Posted): Promise<Look> => {
      const [look] = await at(kind).port.look([one]);
      if (look === undefined) throw new RangeError('no look');
      return look;
    },
    send: (kind: string, one: Posted) => {
      const { send } = at(kind).port;
      if (send === undefined) throw new RangeError(`nobody sends a ${kind}`);
      return send(one);
    },
  };
}

export type FusionUnderTest = ReturnType<typeof fusionUnderTest>;

export const orderBody = (number: number): OrderBody => ({
  kind: 'purchaseOrder',
  key: keyOf('order', number),
  supplier: '1252',
  supplierId: '300000047414503',
  siteId: '300000047414679',
  currency: 'USD',
  words: '4411 SC-001',
  deliveryDate: '2026-12-31',
  period: '2026-11',
  retainage: { way: 'B' },
  setup: {
    procurementBusinessUnitId: '300000046987012',
    requisitioningBusinessUnitId: '300000046987012',
    buyerId: '300000047340498',
    requesterId: '300000047340498',
    documentStyleId: '300000123456789',
    category: 'Concrete Services',
    shipToLocation: 'Seattle',
    shipToOrganizationCode: '001',
    billToLocation: null,
    paymentTerms: null,
  },
  lines: [
    {
      number: '1',
      item: 'contract_item:1',
      description: '03-310',
      account: '101.10.60530.000',
      accountId: '626955',
      amount: `${number}6000.00`,
      lineType: 'Fixed Price Services',
    },
  ],
});

export const invoiceBody = (number: number, fields: Partial<InvoiceBody> = {}): InvoiceBody => ({
  kind: 'invoice',
  key: keyOf('invoice', number),
  businessUnit: 'US1 Business Unit',
  source: 'PROCORE',
  type: 'Standard',
  supplier: '1252',
  supplierName: 'Lee Supplies',
  site: 'Lee US1',
  currency: 'USD',
  amount: `${number}5300.00`,
  payable: `${number}5300.00`,
  invoiceDate: '2026-11-19',
  accountingDate: '2026-11-19',
  invoiceNumber: `PC-778201-000${number}`,
  fullInvoiceNumber: `PC-778201-000${number}`,
  words: '4411 SC-001 #7',
  paymentTerms: null,
  tax: '0.00',
  taxHold: null,
  paymentHold: null,
  order: null,
  way: 'B',
  lines: [
    {
      role: 'matched',
      order: '162873',
      orderLine: '1',
      schedule: '1',
      amount: `${number}6000.00`,
      quantity: null,
      description: '03-310',
    },
    { role: 'retainage', account: '101.10.21550.000', amount: '-700.00', description: 'Retainage held' },
  ],
  items: [
    {
      itemKey: 'contract_item:1',
      account: '101.10.60530.000',
      orderLine: '1',
      gross: `${number}6000.00`,
      netRetainage: '700.00',
    },
  ],
  ...fields,
});

export function posted(body: { readonly key: string; readonly kind: string }, more: Partial<Posted> = {}): Posted {
  return { key: body.key, kind: body.kind, body, reference: null, facts: {}, firstSentAt: null, ...more };
}
