import { accountName } from '../account';
import { equals, isZero, minus, plus, sum } from '../../money/money';
import { differenceByAccount, type AccountAmount } from '../../posting/plan/difference-by-account';
import type { Found } from '../../posting/look';
import type { Accepted } from '../../posting/posting-kind';
import type { BookedItem } from '../bodies/booked';
import { bookedEntries } from '../bodies/booked-entries';
import type { DistributionLineBody } from '../bodies/posting-body';
import type { JdeShown } from '../bodies/shown';

/** What of a voucher or journal counts by item and account. */
interface Booked {
  readonly supplier: string;
  readonly glDate: string;
  readonly items: readonly BookedItem[];
  readonly distribution: readonly DistributionLineBody[];
}

type Untold = { readonly why: string };

/**
 * What counts once a person accepts what stands in the ledger: an item on another account is recoded, an amount that is
 * another one is the amount of the one item, or the one other line, of its account. What does not belong to exactly one is
 * not accepted: AP corrects it.
 */
export function acceptedBooking(booked: Booked, sentNumber: string, found: Found): Accepted | Untold {
  const shown = found.shown as JdeShown | null;
  if (shown === null) return { why: 'what stands was not read whole' };
  const { supplier, glDate = booked.glDate, number = sentNumber } = shown;
  const parts = fitted(booked, shown.lines);
  if ('why' in parts) return parts;
  return { supplier, number, entries: bookedEntries({ supplier: supplier.trim(), glDate, ...parts }) };
}

function fitted(
  { items, distribution }: Booked,
  lines: readonly AccountAmount[],
): Pick<Booked, 'items' | 'distribution'> | Untold {
  const others = distribution.filter((line) => line.role !== 'cost');
  const left = (these: readonly BookedItem[]) =>
    differenceByAccount([...these.map(itemAmount), ...others.map(lineAmount)], lines);
  const recoded = recode(items, left(items));
  let [fittedItems, fittedLines] = [recoded, others];
  for (const { account, difference } of left(recoded)) {
    const own = fittedItems.filter((item) => item.account === account);
    const rest = fittedLines.filter((line) => accountName(line.account) === account);
    const [item] = own;
    const [line] = rest;
    if (own.length + rest.length !== 1) {
      return { why: `the difference of ${difference} on ${account} does not belong to exactly one line that was sent` };
    }
    if (item !== undefined) {
      fittedItems = fittedItems.map((one) => (one === item ? { ...one, gross: plus(one.gross, difference) } : one));
    } else if (line !== undefined) {
      fittedLines = fittedLines.map((one) => (one === line ? { ...one, amount: plus(one.amount, difference) } : one));
      if (line.role === 'retainageHeld' || line.role === 'retainageReleased') {
        const withheld = withRetainage(fittedItems, difference);
        if (withheld === null) {
          return { why: `the retainage of ${difference} on ${account} may be that of several items` };
        }
        fittedItems = withheld;
      }
    }
  }
  return { items: fittedItems, distribution: fittedLines };
}

/** An item whose whole amount left its account and stands on another one. */
function recode(
  items: readonly BookedItem[],
  differences: readonly { readonly account: string; readonly difference: string }[],
): readonly BookedItem[] {
  let recoded = items;
  for (const from of differences) {
    const moved = items.filter((item) => item.account === from.account && isZero(plus(item.gross, from.difference)));
    const to = differences.filter((other) => isZero(plus(other.difference, from.difference)));
    const [item] = moved;
    const [there] = to;
    if (moved.length !== 1 || to.length !== 1 || item === undefined || there === undefined || isZero(item.gross))
      continue;
    recoded = recoded.map((one) => (one === item ? { ...one, account: there.account } : one));
  }
  return recoded;
}

/** Retainage payable is a negative line: more of it is held when the line falls. Null: of several items nobody knows whose. */
function withRetainage(items: readonly BookedItem[], difference: string): readonly BookedItem[] | null {
  const holding = items.filter((item) => !isZero(item.netRetainage));
  const [only] = holding.length === 0 ? items : holding;
  if (only === undefined || holding.length > 1 || (holding.length === 0 && items.length > 1)) return null;
  return items.map((one) => (one === only ? { ...one, netRetainage: minus(one.netRetainage, difference) } : one));
}

function itemAmount({ account, gross }: BookedItem): AccountAmount {
  return { account, amount: gross };
}

function lineAmount({ account, amount }: DistributionLineBody): AccountAmount {
  return { account: accountName(account), amount };
}

/** What stands, by account, as the ledger shows it. */
export function shownByAccount({ shown }: Found): readonly AccountAmount[] {
  const { lines } = shown as JdeShown;
  const accounts = [...new Set(lines.map((line) => line.account.trim()))];
  return accounts
    .map((account) => ({
      account,
      amount: sum(lines.filter((line) => line.account.trim() === account).map((line) => line.amount)),
    }))
    .filter(({ amount }) => !equals(amount, '0'));
}
