import { byText, canonical, settledCodes } from '../documents/canonical-text';
import type { ProcoreCommitment, ProcoreContractLine } from '../procore/procore-commitments';

/** Part of the text: raise it whenever the text's composition changes, so that old hashes are never taken for equal. */
export const commitmentContentVersion = 1;

/**
 * What matters for the order of a commitment, as one canonical text: vendor, currency, retainage, dates, its lines with their
 * codes and amounts. Status, texts and totals that follow from its bills are left out, and so is whatever can differ without a
 * change: the order of lines, trailing zeros.
 */
export function commitmentContent(commitment: ProcoreCommitment): string {
  const { projectId, vendorId, currency, retainagePercent, grandTotal, contractDate, deliveryDate } = commitment;
  return JSON.stringify({
    version: commitmentContentVersion,
    project: projectId,
    vendor: vendorId,
    currency: currency.iso,
    retainage: canonical(retainagePercent),
    total: canonical(grandTotal),
    dates: [contractDate, deliveryDate],
    lines: commitment.lineItems.map(lineContent).sort(byText),
  });
}

function lineContent(line: ProcoreContractLine): readonly unknown[] {
  return [line.id, settledCodes(line), canonical(line.amount)];
}
