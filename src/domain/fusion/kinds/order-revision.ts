import { equals } from '../../money/money';
import type { ShownOrder } from './purchase-order';

/**
 * The draft that a changed commitment is written onto: the order stays, its lines follow and it takes the new name
 * (accounting-fusion 1). `key` and `lines` are what it carries until then.
 */
export interface Revised {
  readonly key: string;
  readonly headerId: string;
  readonly lines: readonly RevisedLine[];
}

/** By the number of the order line; `account` as the chart prints it. */
export interface RevisedLine {
  readonly number: string;
  readonly account: string;
  readonly amount: string;
}

/**
 * Numbers of the lines that a draft still has as before: to be changed, added or taken away. What is neither as before nor as
 * wanted is not among them: somebody else changed it.
 */
export function notYetRevised(
  before: readonly RevisedLine[],
  wanted: readonly RevisedLine[],
  shown: ShownOrder['lines'],
): readonly string[] {
  const of = (lines: readonly RevisedLine[], number: string) => lines.find((one) => one.number === number);
  const numbers = [...new Set([...before, ...wanted].map(({ number }) => number))];
  return numbers.filter((number) => {
    const [was, is, now] = [of(before, number), of(wanted, number), of(shown, number)];
    return !isSameLine(now, is) && isSameLine(now, was);
  });
}

/** Whether a draft has the lines that it had, so that nobody else's change is written over. */
export function isAsBefore({ lines }: Revised, shown: ShownOrder['lines']): boolean {
  return (
    lines.length === shown.length &&
    lines.every((line) =>
      isSameLine(
        shown.find(({ number }) => number === line.number),
        line,
      ),
    )
  );
}

/** An account that could not be read says nothing. */
function isSameLine(shown: RevisedLine | undefined, line: RevisedLine | undefined): boolean {
  if (shown === undefined || line === undefined) return shown === line;
  return equals(shown.amount, line.amount) && (shown.account === '' || shown.account === line.account);
}
