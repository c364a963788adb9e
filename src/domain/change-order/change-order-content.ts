import { byText, canonical, settledCodes } from '../documents/canonical-text';
import type { ProcoreChangeOrder } from '../procore/procore-change-orders';
import type { ProcoreContractLine } from '../procore/procore-commitments';
import { lineAmount } from '../requisition/prorate-change-order';

/** Part of the text: raise it whenever the text's composition changes, so that old hashes are never taken for equal. */
export const changeOrderContentVersion = 1;

/**
 * What matters for the order of a change order, as one canonical text: its contract, its total, its lines with their codes and
 * amounts. Status, texts and the time of approval are left out, and so is whatever can differ without a change.
 */
export function changeOrderContent({
  projectId,
  contractId,
  currency,
  grandTotal,
  lineItems,
}: ProcoreChangeOrder): string {
  return JSON.stringify({
    version: changeOrderContentVersion,
    project: projectId,
    contract: contractId,
    currency: currency.iso,
    total: canonical(grandTotal),
    lines: lineItems.map(lineContent).sort(byText),
  });
}

function lineContent(line: ProcoreContractLine): readonly unknown[] {
  return [line.id, settledCodes(line), canonical(lineAmount(line))];
}
