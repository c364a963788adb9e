import { BU, BU_ID, BUYER_ID, EXPENSE, EXPENSE_TEXT, LEE, LEE_SITE, STYLE } from './test-company.fixture';

const where = {
  ShipToLocation: 'Seattle',
  ShipToOrganizationCode: '001',
  RequestedDeliveryDate: '2099-12-31',
  DestinationTypeCode: 'EXPENSE',
};

/** A line with one schedule and one distribution: by quantity and price, or by amount. */
export function goodsLine(quantity: number, price: number, rest: object = {}): object {
  const distributions = [{ DistributionNumber: 1, Quantity: quantity, POChargeAccountId: Number(EXPENSE) }];
  const schedules = [{ ScheduleNumber: 1, Quantity: quantity, ...where, distributions }];
  return {
    LineType: 'Goods',
    Description: 'Ready-mix',
    Quantity: quantity,
    UOM: 'Each',
    Price: price,
    schedules,
    ...rest,
  };
}

export function amountLine(amount: number, rest: object = {}, lineType = 'Fixed Price Services'): object {
  const distributions = [{ DistributionNumber: 1, Amount: amount, POChargeAccount: EXPENSE_TEXT }];
  const schedules = [{ ScheduleNumber: 1, Amount: amount, ...where, distributions }];
  return { LineType: lineType, Description: 'Labor', Amount: amount, schedules, ...rest };
}

export function draftBody(lines: object[] = [amountLine(45000)], rest: object = {}): object {
  return {
    ProcurementBUId: Number(BU_ID),
    BuyerId: Number(BUYER_ID),
    DocumentStyleId: Number(STYLE),
    SupplierId: Number(LEE),
    SupplierSiteId: Number(LEE_SITE),
    CurrencyCode: 'USD',
    Description: 'PCKEY Foundations',
    lines,
    ...rest,
  };
}

export function invoiceBody(lines: object[], amount: number, rest: object = {}): object {
  return {
    InvoiceNumber: 'PC-1',
    InvoiceCurrency: 'USD',
    InvoiceAmount: amount,
    InvoiceDate: '2026-07-31',
    AccountingDate: '2026-07-31',
    BusinessUnit: BU,
    Supplier: 'Lee Supplies',
    SupplierSite: 'Lee US1',
    InvoiceSource: 'PROCORE',
    InvoiceType: 'Standard',
    PaymentTerms: 'Net 30',
    Description: 'PCKEY Pay app 1',
    invoiceLines: lines,
    ...rest,
  };
}

/** A line that is matched to an order, or one with an account of its own. */
export function matchedLine(number: number, order: string, amount: number, rest: object = {}, orderLine = 1): object {
  return {
    LineNumber: number,
    LineType: 'Item',
    LineAmount: amount,
    PurchaseOrderNumber: order,
    PurchaseOrderLineNumber: orderLine,
    PurchaseOrderScheduleLineNumber: 1,
    ...rest,
  };
}

export function accountLine(number: number, amount: number, combination: string): object {
  return { LineNumber: number, LineType: 'Item', LineAmount: amount, DistributionCombination: combination };
}
