import { codeIds, type CodeGiven } from '../coding/given-code';
import { segmentCodes, type CodedSource } from '../coding/segment-codes';
import { isDecimalText, money } from '../money/money';

// What the contents of documents are compared by: nothing that can differ without a change.

/** Without trailing zeros and the like; what is no amount stays as it is. */
export function canonical(amount: string | null): string | null {
  return amount !== null && isDecimalText(amount) ? money(amount) : amount;
}

/** Puts rows into an order that follows from their content alone. */
export function byText(a: unknown, b: unknown): number {
  const [left, right] = [JSON.stringify(a), JSON.stringify(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The codes as Procore names them, before any is looked up. */
export function namedCodes(source: CodeGiven): unknown {
  return [codeIds(source), source.wbsCode?.flatCode ?? null];
}

/** The codes that the source settles itself, in whichever shape it gives them: by their texts alone. Else as it names them. */
export function settledCodes(source: CodedSource & CodeGiven): unknown {
  const codes = segmentCodes(source);
  if (codes === null) return namedCodes(source);
  const { subJob, costCode, costType } = codes;
  return { subJob, costCode, costType };
}
