import { itemKey } from './item-key';
import type { ProcoreRequisition, ProcoreRequisitionItem } from '../procore/procore-documents';
import type { CodeGiven } from '../coding/given-code';
import type { CodedSource } from '../coding/segment-codes';
import { byText, canonical, settledCodes } from '../documents/canonical-text';
import { lineAmount, type ChangeOrderLine } from './prorate-change-order';

/** Part of the text: raise it whenever the text's composition changes, so that old hashes are never taken for equal. */
export const contentHashVersion = 2;

/**
 * What matters for the books (accounting 4): amounts, coding, vendor, dates, numbers, as one canonical text. Status and
 * texts are left out, and so is everything that can differ without a change: order of items, trailing zeros, item ids,
 * and the shape in which a code is given.
 */
export function requisitionContent(
  requisition: ProcoreRequisition,
  changeOrderLines: Readonly<Record<string, readonly ChangeOrderLine[]>> = {},
  codesOf: (source: CodedSource & CodeGiven) => unknown = settledCodes,
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
    items: requisition.items.map((item) => itemContent(item, changeOrderLines[item.id] ?? [], codesOf)).sort(byText),
  });
}

function itemContent(
  item: ProcoreRequisitionItem,
  lines: readonly ChangeOrderLine[],
  codesOf: (source: CodedSource & CodeGiven) => unknown,
): readonly unknown[] {
  return [
    itemKey(item) ?? `item:${item.id}`,
    codesOf(item),
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
    lines.map((line) => [line.position, codesOf(line), canonical(lineAmount(line))]).sort(byText),
  ];
}
