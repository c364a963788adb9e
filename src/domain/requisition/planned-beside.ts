import { bookedBy, type ItemSum } from '../posting/books/posted-effects';
import type { Entry } from '../posting/books/entry';
import { equals, isZero, minus, plus, sum } from '../money/money';
import { readableAmount } from '../money/readable-amount';
import { itemName } from './checks/amounts-problem';
import type { CommitmentHistory } from './commitment-history';
import { itemsBefore, itemToDate, type AmountsInput } from './item-amounts';
import { itemKey, unsplitItemKey } from './item-key';
import { requisitionAmounts } from './requisition-amounts';

/** A requisition of which something is posted, and what is to be posted under a lower number of its commitment. */
export interface PlannedBeside extends AmountsInput {
  /** As booked for it, by item. */
  readonly posted: ReadonlyMap<string, ItemSum>;
  readonly difference: Difference;
}

/** What is to be posted, in all. */
export interface Difference {
  readonly entries: readonly Entry[];
  readonly currency: string;
}

/**
 * Plans a posted requisition again as if the difference were posted under it (accounting-changes 4, "a lower number"): it must bill
 * what is posted of it, so that posted to date comes to its own total on each line. Null when it does; else why it does not.
 */
export function whyNotPlannedBeside({ posted, difference, ...input }: PlannedBeside): string | null {
  const { requisition } = input;
  const { entries, currency } = difference;
  const amounts = requisitionAmounts({ ...input, currency, history: withEntries(input.history, entries) });
  const number = `Number ${requisition.number} of the commitment is posted already`;
  const standing = unsplit(posted);
  const off = amounts.items.find((one) => {
    const is = standing.get(one.itemKey) ?? nothing;
    return !equals(is.gross, one.gross) || !equals(is.withheld, one.netRetainage);
  });
  const keys = new Set(amounts.items.map(({ itemKey }) => itemKey));
  const lost = [...standing].find(
    ([key, { gross, withheld }]) => !keys.has(key) && !(isZero(gross) && isZero(withheld)),
  );
  if (off === undefined && lost === undefined) {
    const [problem] = amounts.problems;
    return problem === undefined ? null : `${number}, and cannot be planned again beside it. ${problem.message}`;
  }
  if (isReached(input, standing)) {
    return `${number}, and took everything up to its own total: what is missing belongs to the highest number. Where it was only moved between them, nothing is missing, and this one is left.`;
  }
  if (off === undefined)
    return `${number}, and does not have ${lost?.[0] ?? ''} any more, of which it posted something.`;
  const is = standing.get(off.itemKey) ?? nothing;
  const show = (gross: string, withheld: string): string =>
    `${readableAmount(gross, currency)} with ${readableAmount(withheld, currency)} withheld`;
  return `${number}. Beside this it would bill ${show(off.gross, off.netRetainage)} on ${itemName(off.item)}, where ${show(is.gross, is.withheld)} is posted of it: in Procore the two do not fit what is posted, or it is counted by hand.`;
}

/** Posted to date, this number's own included, is its total on every line: nothing is missing over the commitment. */
function isReached(input: AmountsInput, standing: ReadonlyMap<string, ItemSum>): boolean {
  const { posted: before } = itemsBefore(input);
  return input.requisition.items.every((item) => {
    const toDate = itemToDate(item);
    const key = itemKey(item);
    if (toDate === null || key === null) return false;
    const [own, sofar] = [standing.get(key) ?? nothing, before.get(key)];
    return (
      equals(toDate.total, plus(sofar?.total ?? '0', own.gross)) &&
      equals(toDate.withheld, plus(sofar?.withheld ?? '0', own.withheld))
    );
  });
}

function withEntries(history: CommitmentHistory, entries: readonly Entry[]): CommitmentHistory {
  const lines = { ...history.lines };
  for (const [item, { gross, withheld }] of bookedBy(entries)) {
    const sofar = lines[item] ?? nothing;
    lines[item] = { gross: plus(sofar.gross, gross), withheld: plus(sofar.withheld, withheld) };
  }
  const certified = entries.map(({ gross, withheld }) => minus(gross, withheld));
  return { ...history, lines, certified: sum([history.certified, ...certified]), known: true };
}

/** Codes of a split change order count together, as Procore bills them. */
function unsplit(posted: ReadonlyMap<string, ItemSum>): ReadonlyMap<string, ItemSum> {
  const sums = new Map<string, ItemSum>();
  for (const [key, { gross, withheld }] of posted) {
    const whole = unsplitItemKey(key);
    const sofar = sums.get(whole) ?? nothing;
    sums.set(whole, { gross: plus(sofar.gross, gross), withheld: plus(sofar.withheld, withheld) });
  }
  return sums;
}

const nothing: ItemSum = { gross: '0', withheld: '0' };
