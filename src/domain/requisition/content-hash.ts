import { itemKey } from './item-key';
import { isDecimalText, money } from '../money/money';
import type { ProcoreRequisition, ProcoreRequisitionItem, ProcoreSegmentItem } from './procore-documents';
import type { ChangeOrderLine } from './prorate-change-order';

/** Part of the text: raise it whenever the text's composition changes, so that old hashes are never taken for equal. */
export const contentHashVersion = 1;

/**
 * What matters for the books (accounting 4): amounts, coding, vendor, dates, numbers, as one canonical text. Status and
 * texts are left out, and so is everything that can differ without a change: order of items, trailing zeros, item ids.
 */
export function requisitionContent(
  requisition: ProcoreRequisition,
  changeOrderLines: Readonly<Record<string, readonly ChangeOrderLine[]>> = {},
): string {
  const { summary } = requisition;
  return JSON.stringify({
    version: contentHashVersion,
    project: requisition.projectId,
    commitment: requisition.commitmentId,
    number: requisition.number,
    invoiceNumber: requisition.invoiceNumber,
    invoiceType: requisition.invoiceType,
    invoicingMethod: requisition.contractInvoicingMethod,
    vendor: requisition.vendorId,
    dates: [requisition.billingDate, requisition.requisitionStart, requisition.requisitionEnd],
    currency: requisition.currency.iso,
    summary: [
      summary.contractSumToDate,
      summary.totalCompletedAndStoredToDate,
      summary.totalRetainage,
      summary.totalEarnedLessRetainage,
      summary.lessPreviousCertificatesForPayment,
      summary.taxApplicableToThisPayment,
      summary.currentPaymentDue,
    ].map(canonical),
    taxes: requisition.taxSummary.map((row) => [row.taxCodeId, canonical(row.appliedAmount)]).sort(byText),
    items: requisition.items.map((item) => itemContent(item, changeOrderLines[item.id] ?? [])).sort(byText),
  });
}

function itemContent(item: ProcoreRequisitionItem, lines: readonly ChangeOrderLine[]): readonly unknown[] {
  return [
    itemKey(item) ?? `item:${item.id}`,
    codes(item.segmentItems),
    [
      item.scheduledValue,
      item.totalCompletedAndStoredToDate,
      item.workCompletedThisPeriodQuantity,
      item.workCompletedRetainageFromPreviousApplication,
      item.workCompletedRetainageRetainedThisPeriod,
      item.workCompletedRetainageReleasedThisPeriod,
      item.materialsStoredRetainageCurrentlyRetained,
      item.materialsStoredRetainageReleasedThisPeriod,
    ].map(canonical),
    item.taxes.map((tax) => tax.taxCodeId).sort(),
    lines
      .map((line) => [
        line.position,
        codes(line.segmentItems),
        line.costCode?.fullCode ?? line.costCode?.code ?? null,
        line.lineItemType?.code ?? null,
        canonical(line.amount ?? line.extendedAmount ?? line.totalAmount),
      ])
      .sort(byText),
  ];
}

function codes(items: readonly ProcoreSegmentItem[]): readonly unknown[] {
  return items.map((item) => [item.type, item.code, item.pathCode]).sort(byText);
}

function canonical(amount: string | null): string | null {
  return amount !== null && isDecimalText(amount) ? money(amount) : amount;
}

function byText(a: unknown, b: unknown): number {
  const [left, right] = [JSON.stringify(a), JSON.stringify(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}
