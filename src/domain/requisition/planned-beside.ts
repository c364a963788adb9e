import type { HoldReason } from '../holds/hold-reason';
import { bookedBy, type ItemSum } from '../posting/books/posted-effects';
import type { Entry } from '../posting/books/entry';
import { equals, isZero, minus, plus, sum } from '../money/money';
import { readableAmount } from '../money/readable-amount';
import { itemName } from './checks/amounts-problem';
import type { CommitmentHistory } from './commitment-history';
import { itemsBefore, itemToDate, type AmountsInput } from './item-amounts';
import { itemKey, unsplitItemKey } from './item-key';
import { requisitionAmounts } from './requisition-amounts';

/** What is to be posted, in all. */
export interface Difference {
  readonly entries: readonly Entry[];
  readonly currency: string;
}

/** What comes to count under the next higher number: by item, codes of a split change order together, and certified in all. */
export interface Moved {
  readonly items: ReadonlyMap<string, ItemSum>;
  readonly certified: string;
}

/** A requisition of which something is posted, and what is to be posted under lower numbers of its commitment. */
export interface PlannedBeside extends AmountsInput {
  /** As booked for it. */
  readonly posted: readonly Entry[];
  readonly under: Moved;
  readonly currency: string;
  /** What persons accepted of exactly this content. */
  readonly accepted: readonly HoldReason[];
}

/** What is missing of it then, on which items. None: it bills what is posted of it. */
export interface MissingBeside extends Moved {
  /** The items as people call them, in the order of `items`. */
  readonly names: readonly string[];
}

/**
 * Plans a posted requisition again as if the rest were posted under it (accounting-changes 4, "a lower number"): what it bills then
 * less what is posted of it is what is missing, so that posted to date comes to its own total on each line. `why`: it cannot be, or
 * nothing is missing over the commitment.
 */
export function plannedBeside(input: PlannedBeside): MissingBeside | { readonly why: string } {
  const { requisition, posted, under, accepted } = input;
  const amounts = requisitionAmounts({ ...input, history: withMoved(input.history, under) });
  const number = `Number ${requisition.number} of the commitment is posted already`;
  const { items: standing, certified } = movedBy(posted);
  const planned = new Map(amounts.items.map((one) => [one.itemKey, { gross: one.gross, withheld: one.netRetainage }]));
  const missing = new Map(
    [...new Set([...planned.keys(), ...standing.keys()])]
      .map((key) => [key, less(planned.get(key), standing.get(key))] as const)
      .filter(([, { gross, withheld }]) => !isZero(gross) || !isZero(withheld)),
  );
  const [problem] = amounts.problems.filter(({ reason }) => !accepted.includes(reason));
  if (missing.size > 0 && isReached(input, standing)) {
    return {
      why: `${number}, and took everything up to its own total: what is missing belongs to the highest number. Where it was only moved between them, nothing is missing, and this one is left.`,
    };
  }
  if (problem !== undefined) return { why: `${number}, and cannot be planned again beside it. ${problem.message}` };
  const { payable, rounding } = amounts.totals;
  const nameOf = (key: string): string => {
    const own = amounts.items.find((one) => one.itemKey === key);
    return own === undefined ? key : itemName(own.item);
  };
  return {
    items: missing,
    certified: minus(plus(payable, rounding), certified),
    names: [...missing.keys()].map(nameOf),
  };
}

/** What entries come to under the next higher number. A rounding line is on no item, and certified all the same. */
export function movedBy(entries: readonly Entry[]): Moved {
  const items = new Map<string, ItemSum>();
  for (const [key, amounts] of bookedBy(entries)) add(items, unsplitItemKey(key), amounts);
  const counted = entries.filter(({ book }) => book === 'cost' || book === 'order');
  return { items, certified: sum(counted.map(({ gross, withheld }) => minus(gross, withheld))) };
}

export function plusMoved(one: Moved, other: Moved): Moved {
  const items = new Map(one.items);
  for (const [key, amounts] of other.items) add(items, key, amounts);
  return { items, certified: plus(one.certified, other.certified) };
}

/** As people read it: `line 1: 200.00 USD with 20.00 USD withheld`. */
export function missingText({ items, names }: MissingBeside, currency: string): string {
  return [...items.values()]
    .map(({ gross, withheld }, index) => `${names[index] ?? ''}: ${amountsText({ gross, withheld }, currency)}`)
    .join('; ');
}

export function amountsText({ gross, withheld }: ItemSum, currency: string): string {
  return `${readableAmount(gross, currency)} with ${readableAmount(withheld, currency)} withheld`;
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

function withMoved(history: CommitmentHistory, { items, certified }: Moved): CommitmentHistory {
  const lines = { ...history.lines };
  for (const [item, { gross, withheld }] of items) {
    const sofar = lines[item] ?? nothing;
    lines[item] = { gross: plus(sofar.gross, gross), withheld: plus(sofar.withheld, withheld) };
  }
  return { ...history, lines, certified: plus(history.certified, certified), known: true };
}

function add(sums: Map<string, ItemSum>, key: string, { gross, withheld }: ItemSum): void {
  const sofar = sums.get(key) ?? nothing;
  sums.set(key, { gross: plus(sofar.gross, gross), withheld: plus(sofar.withheld, withheld) });
}

function less(one: ItemSum = nothing, other: ItemSum = nothing): ItemSum {
  return { gross: minus(one.gross, other.gross), withheld: minus(one.withheld, other.withheld) };
}

const nothing: ItemSum = { gross: '0', withheld: '0' };
