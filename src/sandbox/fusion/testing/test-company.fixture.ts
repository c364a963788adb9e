/** One business unit with its ledger, two suppliers that can be billed, and several that cannot, each for one reason. */
export const BU = 'US1 Business Unit';
export const BU_ID = '300000046987012';
export const LEDGER_ID = '300000046975971';
export const LEE = '300000047414503';
export const LEE_SITE = '300000047414679';
export const BUYER_ID = '300000047340498';
export const STYLE = '1';
export const RETAINAGE_STYLE = '300000123456789';
export const EXPENSE = '300000047012345';
export const EXPENSE_TEXT = '101.10.60530.000';
/** Key of the journal source Procore, which the customer made. */
export const PROCORE_SOURCE = '300000048140001';
export const RETAINAGE_TEXT = '101.00.21550.000';

const combination = (id: string, segments: string, rest: object = {}) => {
  const [entity, department, account, subAccount] = segments.split('.');
  return {
    _CODE_COMBINATION_ID: id,
    _CHART_OF_ACCOUNTS_ID: '5237',
    EnabledFlag: 'Y',
    AccountType: 'E',
    DetailPostingAllowedFlag: 'Y',
    SummaryFlag: 'N',
    ...{ entity, department, account, subAccount },
    ...rest,
  };
};

const period = (application: string, name: string, month: string, days: number, status: string) => ({
  LedgerId: LEDGER_ID,
  ApplicationId: application,
  PeriodNameId: name,
  ClosingStatus: status,
  StartDate: `${month}-01`,
  EndDate: `${month}-${days}`,
  PeriodYear: month.slice(0, 4),
  PeriodNumber: String(Number(month.slice(5))),
});

/** Whenever the tests run: a cancel needs today's period. */
const thisMonth = new Date().toISOString().slice(0, 7);
const lastDayOfThisMonth = new Date(
  Date.UTC(Number(thisMonth.slice(0, 4)), Number(thisMonth.slice(5)), 0),
).getUTCDate();

const site = (id: string, name: string, rest: object = {}, assigned: object | null = {}) => ({
  SupplierSiteId: id,
  SupplierSite: name,
  ProcurementBUId: BU_ID,
  ProcurementBU: BU,
  SitePurposePurchasingFlag: true,
  SitePurposePayFlag: true,
  InvoiceCurrencyCode: 'USD',
  PaymentTerms: 'Net 30',
  InvoiceMatchOptionCode: 'P',
  assignments: assigned === null ? [] : [{ ClientBUId: BU_ID, ClientBU: BU, BillToBUId: BU_ID, ...assigned }],
  ...rest,
});

const supplier = (id: string, number: string, name: string, sites: object[], rest: object = {}) => ({
  SupplierId: id,
  SupplierNumber: number,
  Supplier: name,
  BusinessRelationshipCode: 'SPEND_AUTHORIZED',
  BusinessRelationship: 'Spend Authorized',
  SupplierTypeCode: 'SUPPLIER',
  SupplierType: 'Supplier',
  CreationDate: '2021-03-04T15:12:44.120Z',
  LastUpdateDate: '2026-07-14T15:31:02.377Z',
  addresses: [{ SupplierAddressId: `${id}1`, AddressName: 'HQ', CountryCode: 'US', City: 'Denver', State: 'CO' }],
  sites: sites.map((each) => ({ SupplierAddressId: `${id}1`, SupplierAddressName: 'HQ', ...each })),
  ...rest,
});

export const testCompany: Readonly<Record<string, readonly object[]>> = {
  ledgersLOV: [
    {
      LedgerId: LEDGER_ID,
      Name: 'US Primary Ledger',
      CurrencyCode: 'USD',
      ChartOfAccountsId: '5237',
      PeriodSetName: 'Cal',
    },
  ],
  chartOfAccountsLOV: [
    {
      StructureInstanceNumber: '5237',
      StructureInstanceId: '300000000001',
      EnabledFlag: 'Y',
      Separator: '.',
      SegmentNames: 'entity,department,account,subAccount',
      ValueSetCodes: ',,Corporate Account,',
    },
  ],
  accountCombinationsLOV: [
    combination(EXPENSE, EXPENSE_TEXT),
    combination('300000047012346', '101.00.21550.000', { AccountType: 'L' }),
    combination('300000047012347', '101.10.60531.000', { EnabledFlag: 'N' }),
    combination('300000047012348', '101.00.22100.000', { AccountType: 'L' }),
    combination('300000047012349', '101.10.63000.000'),
    combination('300000047012350', '102.10.60530.000'),
    combination('300000047012351', '101.10.60000.000', { DetailPostingAllowedFlag: 'N' }),
    combination('300000047012352', '101.10.61000.000', { EndDateActive: '2026-06-30' }),
  ],
  valueSets: [
    {
      ValueSetCode: 'Corporate Account',
      values: [
        { Value: '60530', Description: 'Concrete', EnabledFlag: 'Y', SummaryFlag: 'N', AccountType: 'E' },
        { Value: '60531', Description: 'Old', EnabledFlag: 'N', SummaryFlag: 'N', AccountType: 'E' },
      ],
    },
  ],
  accountingPeriodStatusLOV: ['101', '200', '222'].flatMap((application) => [
    // Before the ordinary one that has the same day: whoever takes the first takes the wrong one.
    { ...period(application, 'Adj-26', '2026-07', 31, 'O'), StartDate: '2026-07-31', AdjustmentPeriodFlag: true },
    period(application, 'Jun-26', '2026-06', 30, 'C'),
    period(application, 'Jul-26', '2026-07', 31, 'O'),
    period(application, 'Now', thisMonth, lastDayOfThisMonth, 'O'),
    period(application, 'Dec-26', '2026-12', 31, application === '101' ? 'F' : 'N'),
    // Far from any day on which the tests run.
    period(application, 'Dec-48', '2048-12', 31, application === '101' ? 'F' : 'N'),
    period(application, 'Jan-49', '2049-01', 31, 'N'),
  ]),
  journalSourcesLOV: [
    { JournalSourceKey: 'Manual', UserJournalSourceName: 'Manual' },
    { JournalSourceKey: PROCORE_SOURCE, UserJournalSourceName: 'Procore' },
  ],
  journalCategoriesLOV: [{ JournalCategoryKey: 'Adjustment', UserJournalCategoryName: 'Adjustment' }],
  finBusinessUnitsLOV: [
    {
      BusinessUnitId: BU_ID,
      BusinessUnitName: BU,
      PrimaryLedgerId: LEDGER_ID,
      LegalEntityId: '1',
      CurrencyCode: 'USD',
    },
    { BusinessUnitId: '2', BusinessUnitName: 'Other BU', PrimaryLedgerId: LEDGER_ID, LegalEntityId: '2' },
  ],
  procurementBusinessUnitsLOV: [{ ProcurementBUId: BU_ID, ProcurementBU: BU }],
  buyersLOV: [{ BuyerId: BUYER_ID, Buyer: 'Roth, Calvin', ProcurementBUId: BU_ID }],
  purchasingDocumentStylesLOV: [
    {
      StyleId: STYLE,
      StyleName: 'Purchase Order',
      DocumentSubtype: 'STANDARD',
      EnabledFlag: 'Y',
      AllowsAmountLines: true,
    },
    {
      StyleId: RETAINAGE_STYLE,
      StyleName: 'Subcontract',
      DocumentSubtype: 'STANDARD',
      EnabledFlag: 'Y',
      AllowsRetainage: true,
      AllowsAmountLines: true,
    },
    { StyleId: '3', StyleName: 'Goods only', DocumentSubtype: 'STANDARD', EnabledFlag: 'Y', AllowsAmountLines: false },
  ],
  purchasingLineTypesLOV: [
    { LineTypeId: '1', LineType: 'Goods', PurchaseBasisCode: 'QUANTITY', ProductTypeCode: 'GOODS' },
    { LineTypeId: '2', LineType: 'Fixed Price Services', PurchaseBasisCode: 'AMOUNT', ProductTypeCode: 'SERVICES' },
    {
      LineTypeId: '3',
      LineType: 'Credit Services',
      PurchaseBasisCode: 'AMOUNT',
      ProductTypeCode: 'SERVICES',
      CreditFlag: true,
    },
  ],
  payablesPaymentTerms: [{ termsId: '10', name: 'Net 30', enabledFlag: true, DueDays: '30' }],
  payablesSources: [{ Source: 'PROCORE' }, { Source: 'Manual Invoice Entry' }],
  suppliers: [
    supplier(LEE, '1252', 'Lee Supplies', [site(LEE_SITE, 'Lee US1')]),
    supplier('300000047414504', '1253', 'Granite Peak', [site('300000047414680', 'GP1')]),
    supplier('300000047414505', '1254', 'Prospect Inc', [site('300000047414681', 'PR1')], {
      BusinessRelationshipCode: 'PROSPECTIVE',
      BusinessRelationship: 'Prospective',
    }),
    supplier('300000047414506', '1255', 'Unassigned Inc', [site('300000047414682', 'UN1', {}, null)]),
    supplier('300000047414507', '1256', 'Gone Inc', [site('300000047414683', 'GO1')], { InactiveDate: '2025-01-31' }),
    supplier('300000047414508', '1257', 'Held Inc', [
      site('300000047414684', 'HE1', { HoldAllNewPurchasingDocumentsFlag: true }),
    ]),
  ],
};
