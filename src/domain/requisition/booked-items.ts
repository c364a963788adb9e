import type { ItemAmounts } from './item-amounts';
import {
  compare,
  equals,
  isDecimalText,
  isWholeUnits,
  isZero,
  minus,
  plus,
  rounded,
  smallestUnit,
  sum,
  within,
} from '../money/money';
import type { ProcoreRequisitionSummary } from '../procore/procore-documents';

export interface BookedItems {
  /** Gross and net retainage in whole units; to date is what was posted before together with them. */
  readonly items: readonly ItemAmounts[];
  readonly gross: string;
  readonly netRetainage: string;
  readonly released: string;
  readonly payable: string;
}

/**
 * Items as they are posted. Procore gives amounts with more decimals than the currency (10 % of 1,991.25 is 199.125): each
 * line is rounded half away from zero, and where the lines together then miss what the summary says, lines that had such
 * decimals take the other of their two neighbours. A line without is never touched.
 */
export function bookedItems(
  exact: readonly ItemAmounts[],
  summary: ProcoreRequisitionSummary,
  currency: string,
): BookedItems {
  const since = (toDate: string | null, before: readonly string[]): string | null =>
    toDate !== null && isDecimalText(toDate) ? minus(toDate, sum(before)) : null;
  const gross = inWholeUnits(
    exact.map((item) => item.gross),
    since(
      summary.totalCompletedAndStoredToDate,
      exact.map((item) => item.totalBefore),
    ),
    currency,
  );
  const retainage = inWholeUnits(
    exact.map((item) => item.netRetainage),
    since(
      summary.totalRetainage,
      exact.map((item) => item.withheldBefore),
    ),
    currency,
  );
  const items = exact.map((item, index): ItemAmounts => {
    const [own, kept] = [gross[index] ?? item.gross, retainage[index] ?? item.netRetainage];
    return {
      ...item,
      gross: own,
      netRetainage: kept,
      total: plus(item.totalBefore, own),
      withheld: plus(item.withheldBefore, kept),
      retained: plus(kept, item.released),
      payable: minus(own, kept),
    };
  });
  return {
    items,
    gross: sum(gross),
    netRetainage: sum(retainage),
    released: releasedInWholeUnits(exact, sum(retainage), currency),
    payable: minus(sum(gross), sum(retainage)),
  };
}

/** Where nothing is retained beside, all that moves is released: a part of a cent from before is no retainage held. */
function releasedInWholeUnits(exact: readonly ItemAmounts[], netRetainage: string, currency: string): string {
  const released = sum(exact.map((item) => item.released));
  const retained = sum(exact.map((item) => item.retained));
  const isAlone = !isZero(released) && compare(absolute(retained), smallestUnit(currency)) < 0;
  return isAlone ? minus('0', netRetainage) : rounded(released, currency);
}

/** Each amount up or down to a whole unit, so that all together are `stated`, or else their exact sum rounded. */
function inWholeUnits(amounts: readonly string[], stated: string | null, currency: string): readonly string[] {
  if (amounts.every((amount) => isWholeUnits(amount, currency))) return amounts;
  const unit = smallestUnit(currency);
  const exact = sum(amounts);
  const follows = stated !== null && isWholeUnits(stated, currency) && within(stated, exact, unit);
  const target = follows && !equals(minus(stated, exact), unit) ? stated : rounded(exact, currency);
  const whole = amounts.map((amount) => rounded(amount, currency));
  const step = compare(target, sum(whole)) > 0 ? unit : minus('0', unit);
  // Those that lose least by it first; of equal ones the last, as with the codes of a change order.
  const movable = amounts
    .map((amount, index) => ({ index, missed: minus(amount, whole[index] ?? amount) }))
    .filter(({ missed }) => !isZero(missed) && compare(missed, '0') > 0 === compare(step, '0') > 0)
    .sort((a, b) => compare(absolute(b.missed), absolute(a.missed)) || b.index - a.index);
  for (const { index } of movable) {
    if (equals(sum(whole), target)) break;
    whole[index] = plus(whole[index] ?? '0', step);
  }
  return whole;
}

function absolute(amount: string): string {
  return compare(amount, '0') < 0 ? minus('0', amount) : amount;
}
