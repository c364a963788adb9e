import { billedByLine, leftOf } from '../../commitment/billed-by-line';
import type { OrderChoices, OrderInQuestion, OrderOffer } from '../../commitment/order-choices';
import { minus, plus } from '../../money/money';
import type { Entry } from '../../posting/books/entry';
import type { Reference } from '../../posting/look';
import { orderClose, orderReopen, type OrderClosingDraft } from '../kinds/order-closing';
import { isOrderId } from '../requisition/order-link';

/** What people choose about an order in Fusion (F5, F6): one that was made there is closed there, and opened again from here too. */
export const fusionOrderChoices: OrderChoices = {
  about: ['commitment'],

  orderOf: (of) => orderOf(of),

  offers: (of) => {
    const order = orderOf(of);
    if (order === null) return [];
    return isBornInErp(of) ? [reopening(of, order)] : [closing(of, order), reopening(of, order)];
  },
};

function orderOf({ ordered, atGoLive, originId }: OrderInQuestion): Reference | null {
  const own = ordered.standing('posted').newest('order')?.posting?.reference;
  if (own?.['poHeaderId'] !== undefined) return own;
  if (atGoLive?.choice === 'link') return { poHeaderId: atGoLive.order };
  return isOrderId(originId) ? { poHeaderId: originId.trim() } : null;
}

function isBornInErp({ ordered, atGoLive }: OrderInQuestion): boolean {
  return ordered.standing('posted').newest('order') === null && atGoLive?.choice !== 'link';
}

function closing(of: OrderInQuestion, order: Reference): OrderOffer {
  return {
    kind: 'closeOrder',
    says: 'The order is closed in Fusion with all of its lines, never finally; what is ordered and billed stays. Before that is asked for all invoices on it must be posted, and nothing be withheld by its terms. Shown is what would not be billed any more.',
    does: { ...common(of), step: 'orderClose', kind: orderClose.name, draft: draftOf(of, order, 'orderClose') },
    moves: fallingAway(of),
  };
}

function reopening(of: OrderInQuestion, order: Reference): OrderOffer {
  return {
    kind: 'reopenOrder',
    says: 'Where the order or lines of it are closed in Fusion, and not finally, they are opened again; where they are open nothing is done. What is billed in full Fusion may close again by itself.',
    does: { ...common(of), step: 'orderReopen', kind: orderReopen.name, draft: draftOf(of, order, 'orderReopen') },
  };
}

function common({ commitmentId }: OrderInQuestion) {
  return { system: 'fusion', subject: `order:${commitmentId}`, entries: [] } as const;
}

function draftOf(
  { commitmentId, decision }: OrderInQuestion,
  order: Reference,
  kind: OrderClosingDraft['kind'],
): OrderClosingDraft {
  return { kind, commitmentId, headerId: order['poHeaderId'] ?? '', decision };
}

/** By account, what is ordered from here and not billed: a matched line is on the account of its order line. */
function fallingAway({ ordered, bills, today }: OrderInQuestion): readonly Entry[] {
  const lines = ordered.standing('posted').all.flatMap(({ entries }) => entries);
  const sums = new Map<string, Entry>();
  for (const line of lines.filter(({ book }) => book === 'order')) {
    const known = sums.get(line.account);
    const amount = plus(known?.amount ?? '0', line.amount);
    sums.set(line.account, { ...(known ?? { ...line, orderLine: '', item: '', period: today.slice(0, 7) }), amount });
  }
  const billed = billedByLine(bills.standing('posted'), ({ account }) => account);
  return [...sums.values()].map((one) => ({
    ...one,
    amount: minus('0', leftOf(one.amount, billed[one.account] ?? '0')),
  }));
}
