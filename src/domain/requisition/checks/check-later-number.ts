import { causeKey } from '../../holds/cause-key';
import type { Problem } from '../../holds/hold-reason';
import { isZero } from '../../money/money';
import { readableAmount } from '../../money/readable-amount';
import type { AmountsInput, ItemAmounts } from '../item-amounts';

/**
 * Requisitions of a commitment are posted in the order of their numbers: what a lower one bills may be in a higher one that
 * is posted, since that took everything up to its own total. Null when none is, or when there is nothing to post.
 */
export function checkLaterNumber(
  { requisition, history }: AmountsInput,
  items: readonly ItemAmounts[],
  tax: string,
  currency: string,
): Problem | null {
  const { postedAbove: later } = history;
  const moves = items.some((item) => !isZero(item.gross) || !isZero(item.netRetainage)) || !isZero(tax);
  if (later === undefined || !moves) return null;
  const bills = items.map((item) => `${item.itemKey}: ${readableAmount(item.gross, currency)}`);
  return {
    reason: 'amountsDiffer',
    kind: 'person',
    field: 'number',
    value: String(requisition.number),
    message: `Requisition ${requisition.number} comes after requisition ${later.number} of the same commitment, which is posted: what it bills may have been posted with that one.`,
    remedies: [
      {
        act: 'inProcore',
        text: `Set it back to what it was when requisition ${later.number} was posted, and bill what is missing on a later requisition`,
      },
      { act: 'seeDocument', document: { kind: 'requisition', sourceId: later.requisitionId } },
    ],
    causeKey: causeKey.requisition(later.requisitionId),
    facts: { check: '5', laterNumber: String(later.number), items: bills.slice(0, 20).join('; ') },
  };
}
