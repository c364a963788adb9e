import type { JsonObject } from '../json';
import { firstDay, lastDay, plusMonths, type Month } from '../month';
import { BUSINESS_UNITS, balanceSheetText, CHART, LEDGER, PROCUREMENT_UNIT } from './chart';

const GENERAL_LEDGER = 101n;
const PAYABLES = 200n;
const RECEIVABLES = 222n;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Buys, and asks for what is bought. */
export const BUYER = { id: 300000047340498n, name: 'Delgado, Maria' } as const;

/** The yard of Northgate: where orders name a place. */
export const LOCATION = { id: 300000048150001n, name: 'Tacoma Yard' } as const;

/** Ledger, business units, buyer, styles, line types, terms and sources. */
export function setUpFiles(): Readonly<Record<string, readonly JsonObject[]>> {
  return {
    ledgersLOV: [
      {
        LedgerId: LEDGER.id,
        Name: LEDGER.name,
        CurrencyCode: 'USD',
        ChartOfAccountsId: CHART.number,
        AccountedPeriodType: 'Month',
        PeriodSetName: LEDGER.calendar,
        LedgerCategoryCode: 'PRIMARY',
        LedgerTypeCode: 'L',
        EnableBudgetaryControlFlag: false,
      },
    ],
    finBusinessUnitsLOV: BUSINESS_UNITS.map(({ company, id, name, legalEntityId }) => ({
      BusinessUnitId: id,
      BusinessUnitName: name,
      PrimaryLedgerId: LEDGER.id,
      LegalEntityId: legalEntityId,
      LegalEntityName: `${name}, Inc.`,
      CurrencyCode: 'USD',
      ActiveFlag: 'Y',
      LiabilityCombination: balanceSheetText(company, '4100'),
      RetainageCombination: balanceSheetText(company, '4110'),
    })),
    procurementBusinessUnitsLOV: [{ ProcurementBUId: PROCUREMENT_UNIT.id, ProcurementBU: PROCUREMENT_UNIT.name }],
    buyersLOV: [
      {
        BuyerId: BUYER.id,
        Buyer: BUYER.name,
        BuyerEmail: 'maria.delgado@northgate.example',
        ProcurementBUId: PROCUREMENT_UNIT.id,
      },
    ],
    purchasingDocumentStylesLOV: [style(1n, 'Purchase Order', false), style(300000048120001n, 'Subcontract', true)],
    purchasingLineTypesLOV: [
      lineType(1n, 'Goods', 'QUANTITY', 'GOODS', false),
      lineType(2n, 'Fixed Price Services', 'AMOUNT', 'SERVICES', false),
      lineType(300000048130001n, 'Fixed Price Services Credit', 'AMOUNT', 'SERVICES', true),
    ],
    payablesPaymentTerms: [15, 30, 45].map((days, index) => ({
      termsId: 10_001n + BigInt(index),
      name: `Net ${days}`,
      enabledFlag: true,
      description: `Due in ${days} days`,
      DueDays: BigInt(days),
    })),
    payablesSources: ['PROCORE', 'Manual Invoice Entry', 'Spreadsheet'].map((Source) => ({ Source })),
    locations: [{ LocationId: LOCATION.id, Location: LOCATION.name }],
    journalSourcesLOV: [
      { JournalSourceKey: 'Manual', UserJournalSourceName: 'Manual' },
      { JournalSourceKey: 'Spreadsheet', UserJournalSourceName: 'Spreadsheet' },
      { JournalSourceKey: '300000048140001', UserJournalSourceName: 'Procore' },
    ],
    // A ledger is never without batches.
    journalBatches: [
      { BatchName: 'Payables 77 A 1 2 N', Status: 'P', CreationDate: '2026-01-05T00:00:00Z', LastUpdateDate: '2026-01-05T00:00:00Z' },
    ],
    journalCategoriesLOV: ['Accrual', 'Adjustment', 'Purchase Invoices'].map((name) => ({
      JournalCategoryKey: name,
      UserJournalCategoryName: name,
    })),
  };
}

const style = (id: bigint, name: string, AllowsRetainage: boolean): JsonObject => ({
  StyleId: id,
  StyleName: name,
  DisplayName: name,
  DocumentSubtype: 'STANDARD',
  EnabledFlag: 'Y',
  StatusCode: 'ACTIVE',
  AllowsRetainage,
  AllowsAmountLines: true,
});

const lineType = (id: bigint, name: string, basis: string, product: string, CreditFlag: boolean): JsonObject => ({
  LineTypeId: id,
  LineType: name,
  PurchaseBasisCode: basis,
  ProductTypeCode: product,
  CreditFlag,
});

/** Calendar months; the month before `thisMonth` and its own are open, in Payables and in the ledger. */
export function periodFiles(thisMonth: Month): Readonly<Record<string, readonly JsonObject[]>> {
  const months = Array.from({ length: 13 }, (_, index) => plusMonths(thisMonth, index - 9));
  const rows = months.flatMap((month, index) => {
    const ahead = index - 9;
    return [GENERAL_LEDGER, PAYABLES, RECEIVABLES].flatMap((application) => [
      period(application, periodName(month), month, firstDay(month), statusOf(application, ahead), false),
      // The adjusting period of the ledger is the last day of the year: two periods contain it.
      ...(month.month === 12 && application === GENERAL_LEDGER
        ? [period(application, `Adj-${String(month.year % 100)}`, { ...month, month: 13 }, lastDay(month), statusOf(application, ahead), true)]
        : []),
    ]);
  });
  return {
    accountingPeriodStatusLOV: rows,
    accountingPeriodsLOV: rows
      .filter((row) => row['ApplicationId'] === GENERAL_LEDGER)
      .map(({ LedgerId: _ledger, ApplicationId: _application, ClosingStatus: _status, ...rest }) => ({
        PeriodSetName: LEDGER.calendar,
        PeriodType: 'Month',
        ...rest,
      })),
  };
}

export const periodName = (month: Month): string => `${MONTHS[month.month - 1] ?? ''}-${String(month.year % 100)}`;

function statusOf(application: bigint, ahead: number): string {
  if (ahead === 0 || ahead === -1) return 'O';
  if (ahead < -1) return 'C';
  return application === GENERAL_LEDGER && ahead === 1 ? 'F' : 'N';
}

function period(application: bigint, name: string, month: Month, start: string, status: string, isAdjusting: boolean): JsonObject {
  return {
    LedgerId: LEDGER.id,
    ApplicationId: application,
    PeriodNameId: name,
    ClosingStatus: status,
    StartDate: start,
    EndDate: lastDay({ year: month.year, month: Math.min(month.month, 12) }),
    PeriodYear: BigInt(month.year),
    PeriodNumber: BigInt(month.month),
    AdjustmentPeriodFlag: isAdjusting,
  };
}
