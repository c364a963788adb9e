import { codeIds } from '../coding/given-code';
import { segmentCodes } from '../coding/segment-codes';
import { isDecimalText, money } from '../money/money';
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
  const codes = segmentCodes(line) ?? [codeIds(line), line.wbsCode?.flatCode ?? null];
  return [line.id, codes, canonical(line.amount)];
}

function canonical(amount: string | null): string | null {
  return amount !== null && isDecimalText(amount) ? money(amount) : amount;
}

function byText(a: unknown, b: unknown): number {
  const [left, right] = [JSON.stringify(a), JSON.stringify(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}
