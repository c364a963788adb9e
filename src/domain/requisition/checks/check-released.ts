import { itemName, listed } from './amounts-problem';
import type { Problem } from '../../holds/hold-reason';
import { resume } from '../../holds/remedy';
import type { ItemAmounts } from '../item-amounts';
import { compare, isDecimalText, isNegative, minus, negate, plus, smallestUnit, sum } from '../../money/money';
import { readableAmount } from '../../money/readable-amount';

/**
 * Check 7 (accounting 1): no more retainage is released than was held, of an item and in all, and what is paid to date
 * stays within the contract. Whoever bills below 0 has retainage below 0. Null when it holds.
 */
export function checkReleased(
  items: readonly ItemAmounts[],
  contractSum: string | null,
  currency: string,
): Problem | null {
  const unit = smallestUnit(currency);
  const show = (amount: string): string => readableAmount(amount, currency);
  const [total, withheld] = [sum(items.map((item) => item.total)), sum(items.map((item) => item.withheld))];
  const over = items.filter((item) => isNegative(leftToRelease(item)));
  const overOnItems = sum(over.map((item) => negate(leftToRelease(item))));
  const overInAll = negate(leftToRelease({ total, withheld }));
  const paid = minus(total, withheld);
  const wrong: string[] = [];
  if (compare(overOnItems, unit) > 0) {
    const names = over.map((item) => `${itemName(item.item)} stands at ${show(item.withheld)} withheld to date`);
    wrong.push(`more retainage is released than was held: ${listed(names)}`);
  }
  if (compare(overInAll, unit) > 0) wrong.push(`in all ${show(withheld)} would be withheld to date`);
  if (isPaidBeyond(paid, total, contractSum, unit)) {
    wrong.push(`${show(paid)} would be paid to date on a contract of ${show(contractSum ?? '0')}`);
  }
  if (wrong.length === 0) return null;
  return {
    reason: 'overReleased',
    kind: 'person',
    field: 'items.work_completed_retainage_released_this_period',
    value: sum(items.map((item) => item.released)),
    message: `Check 7: ${wrong.join('; ')}.`,
    remedies: [
      { act: 'inProcore', text: 'Correct the retainage that the requisition releases in Procore' },
      { act: 'inProcore', text: 'Raise the contract (an approved change order) in Procore', andThen: resume },
      { act: 'decide', choice: 'acceptOverReleased' },
    ],
    facts: {
      check: '7',
      left: `withheld to date = ${show(withheld)}`,
      right: `paid to date = ${show(paid)}, contract = ${contractSum === null ? 'none' : show(contractSum)}`,
      ...(over.length === 0
        ? {}
        : { items: listed(over.map((item) => `${itemName(item.item)}: withheld ${show(item.withheld)}`)) }),
    },
  };
}

/** What is held back still; below 0 where more was let go. */
function leftToRelease({ total, withheld }: { readonly total: string; readonly withheld: string }): string {
  return isNegative(total) ? negate(withheld) : withheld;
}

/** Where more is billed than the contract allows, check 6 says it already, and paying it follows from that. */
function isPaidBeyond(paid: string, total: string, contractSum: string | null, unit: string): boolean {
  if (contractSum === null || !isDecimalText(contractSum)) return false;
  const limit = plus(contractSum, unit);
  return compare(paid, limit) > 0 && compare(total, limit) <= 0;
}
