import { byText, canonical, settledCodes } from '../documents/canonical-text';
import type { ProcoreDirectCost, ProcoreDirectCostLine } from '../procore/procore-direct-costs';

/** Part of the text: raise it whenever the text's composition changes, so that old hashes are never taken for equal. */
export const directCostContentVersion = 1;

/**
 * What matters for the books of a direct cost, as one canonical text: type, vendor, number, dates, total, and its lines with their
 * codes, amounts and tax. Status and texts are left out, and so is whatever can differ without a change.
 */
export function directCostContent(cost: ProcoreDirectCost): string {
  const { projectId, type, vendorId, invoiceNumber, directCostDate, receivedDate, originId, currency } = cost;
  return JSON.stringify({
    version: directCostContentVersion,
    project: projectId,
    type,
    vendor: vendorId,
    number: invoiceNumber,
    dates: [directCostDate, receivedDate],
    // Set by another program, it says that the cost is in its books.
    origin: originId,
    currency: currency.iso,
    total: canonical(cost.grandTotal),
    lines: cost.lineItems.map(lineContent).sort(byText),
  });
}

function lineContent(line: ProcoreDirectCostLine): readonly unknown[] {
  return [line.id, settledCodes(line), canonical(line.amount), canonical(line.totalAmount), line.taxCodeId];
}
