import { asMultiset } from '../../posting/differences';
import type { PostingKind } from '../../posting/posting-kind';
import type { OrderReliefBody } from '../bodies/order-of-commitment-body';
import { storedBody } from '../bodies/stored-body';

export type OrderReliefDraft = Omit<OrderReliefBody, 'erpKey'>;

/** As a fact of the posting: what was open of a line once it was relieved. */
export function openFact(mark: string): string {
  return `open ${mark}`;
}

/**
 * What is open of the lines of a commitment's order, set to what is carried to them less what is posted (J6). It goes down with
 * each voucher that is posted, and up again with each that is voided; an order is changed by one at a time.
 */
export const orderRelief: PostingKind<OrderReliefDraft, OrderReliefBody> = {
  name: 'orderRelief',
  called: 'relief of the order',
  system: 'jde',
  nature: 'sets',
  mostSends: 2,
  occupiesUntil: 'stands',
  restsAt: 'stands',

  parse: (stored) => storedBody<OrderReliefBody>(stored, 'orderRelief', ['lines']),

  complete: (draft, { key }) => ({ ...draft, erpKey: key }),

  fingerprint: ({ kind, order, lines }) => [
    kind,
    [order.orderNumber, order.orderType, order.orderCompany, order.suffix],
    asMultiset(lines.map(({ mark, target }) => ({ name: mark, amount: target }))),
  ],

  // It is found by its targets alone.
  compare: () => [],

  entries: () => [],

  terms: () => ({ supplier: '', number: '' }),
};
