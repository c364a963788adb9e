import type { Problem } from '../../holds/hold-reason';
import type { Remedies, Remedy } from '../../holds/remedy';
import type { ItemAmounts } from '../item-amounts';
import { minus } from '../../money/money';
import type { ProcoreRequisitionItem } from '../../procore/procore-documents';
import { readableAmount } from '../../money/readable-amount';
import { codeText, segmentCodes } from '../../coding/segment-codes';

interface Side {
  readonly name: string;
  readonly amount: string;
}

/** Items beyond this are counted, not listed: the hold is read by a person. */
const listedItems = 20;

export const correctInProcore: Remedy = {
  act: 'inProcore',
  text: 'Correct the requisition in Procore; it is checked again as soon as it changes',
};

/** An equation that does not hold, with both sides and the items to look at. */
export function equationProblem(facts: {
  readonly check: number;
  readonly field: string;
  readonly value: string;
  readonly left: Side;
  readonly right: Side;
  readonly currency: string;
  readonly items: readonly string[];
  readonly remedies?: Remedies;
}): Problem {
  const { left, right, currency } = facts;
  const difference = minus(left.amount, right.amount);
  const show = (amount: string): string => readableAmount(amount, currency);
  return {
    reason: 'amountsDiffer',
    kind: 'person',
    field: facts.field,
    value: facts.value,
    message: `Check ${facts.check}: ${left.name} is ${show(left.amount)}, but ${right.name} is ${show(right.amount)}; they differ by ${show(difference)}.`,
    remedies: facts.remedies ?? [correctInProcore],
    facts: {
      check: String(facts.check),
      left: `${left.name} = ${show(left.amount)}`,
      right: `${right.name} = ${show(right.amount)}`,
      difference: show(difference),
      ...(facts.items.length === 0 ? {} : { items: listed(facts.items) }),
    },
  };
}

/** `line 1 "Rough-in" (26-010.S)`. */
export function itemName(item: ProcoreRequisitionItem): string {
  const codes = segmentCodes(item);
  const number = item.lineNumber ?? (item.position === null ? null : String(item.position));
  return [
    number === null ? `item ${item.id}` : `line ${number}`,
    item.descriptionOfWork === null ? '' : ` "${item.descriptionOfWork}"`,
    codes === null ? '' : ` (${codeText(codes)})`,
  ].join('');
}

/** The items that `differs` picks; when it picks none, all with the amount in question, since any may be the one. */
export function itemsToLookAt(
  items: readonly ItemAmounts[],
  differs: (item: ItemAmounts) => string | null,
  amount: (item: ItemAmounts) => string,
): readonly string[] {
  const found = items.flatMap((item) => {
    const text = differs(item);
    return text === null ? [] : [`${itemName(item.item)}: ${text}`];
  });
  return found.length > 0 ? found : items.map((item) => `${itemName(item.item)}: ${amount(item)}`);
}

export function listed(texts: readonly string[]): string {
  const more = texts.length - listedItems;
  return [...texts.slice(0, listedItems), ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}
