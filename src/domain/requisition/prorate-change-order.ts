import { equals, isWholeUnits, isZero, minus, plus, share, sum } from '../money/money';
import type { ProcoreContractLine } from '../procore/procore-commitments';
import { givenText } from '../coding/given-code';
import type { SegmentCodes } from '../coding/segment-codes';
import { codeText, segmentCodes } from '../coding/segment-codes';

export type ChangeOrderLine = ProcoreContractLine;

/** One code of a change order: its lines with that code, together. */
export interface ChangeOrderCode {
  readonly codes: SegmentCodes;
  readonly amount: string;
  readonly description: string | null;
}

export type ChangeOrderCodes =
  | { readonly codes: readonly ChangeOrderCode[]; readonly sum: string }
  | { readonly problem: 'noLines' | 'missingAmount' | 'missingCode'; readonly lineId: string }
  | { readonly problem: 'unsettledCode'; readonly lineId: string; readonly given: string };

/** Lines of a package have no `amount`; the others are without markup in that order. */
export function lineAmount(line: ChangeOrderLine): string | null {
  return line.amount ?? line.extendedAmount ?? line.totalAmount;
}

/** The lines by code, in the order in which each code first stands. */
export function changeOrderCodes(lines: readonly ChangeOrderLine[]): ChangeOrderCodes {
  if (lines.length === 0) return { problem: 'noLines', lineId: '' };
  const byCode = new Map<string, ChangeOrderCode>();
  const inOrder = [...lines].sort((a, b) => (a.position ?? Infinity) - (b.position ?? Infinity) || 0);
  for (const line of inOrder) {
    const amount = lineAmount(line);
    if (amount === null) return { problem: 'missingAmount', lineId: line.id };
    const codes = segmentCodes(line);
    if (codes === null) {
      const given = givenText(line);
      if (given !== null) return { problem: 'unsettledCode', lineId: line.id, given };
      return { problem: 'missingCode', lineId: line.id };
    }
    const key = codeText(codes);
    const before = byCode.get(key);
    byCode.set(key, {
      codes,
      amount: plus(before?.amount ?? '0', amount),
      description: before?.description ?? line.description,
    });
  }
  const codes = [...byCode.values()];
  return { codes, sum: sum(codes.map((code) => code.amount)) };
}

/**
 * An amount to date over the codes, by their amounts. The last code that is not 0 takes what rounding leaves, so that
 * the shares always add up; at 100 % each code has exactly its own. `amounts` must not sum to 0.
 */
export function prorate(amount: string, amounts: readonly string[], currency: string): readonly string[] {
  const whole = sum(amounts);
  if (isZero(whole)) throw new RangeError('cannot prorate by amounts that sum to 0');
  if (equals(amount, whole) && amounts.every((part) => isWholeUnits(part, currency))) return amounts;
  const last = amounts.findLastIndex((part) => !isZero(part));
  const shares = amounts.map((part) => (isZero(part) ? '0' : share(amount, part, whole, currency)));
  const others = sum(shares.filter((_, index) => index !== last));
  return shares.map((part, index) => (index === last ? minus(amount, others) : part));
}
