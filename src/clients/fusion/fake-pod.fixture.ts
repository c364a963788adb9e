import { startFakeFusion, type FakeCall, type FakeFusion, type FakeItem } from './calls/fake-fusion.fixture';

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
