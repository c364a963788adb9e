import type { PostingKind } from '../../posting/posting-kind';
import type { Entry } from '../../posting/books/entry';
import type { MovedLine, OrderCloseBody } from '../bodies/order-of-commitment-body';
import { storedBody } from '../bodies/stored-body';

export type OrderCloseDraft = Omit<OrderCloseBody, 'erpKey'>;

/**
 * What is open of lines of a commitment's order, canceled by a person's choice (J5): nothing of them is open any more, and they carry
 * what is billed on them. The order is kept from other changes until that is so.
 */
export const orderClose: PostingKind<OrderCloseDraft, OrderCloseBody> = {
  name: 'orderClose',
  called: 'closing of the order',
  system: 'jde',
  nature: 'sets',
  mostSends: 2,
  occupiesUntil: 'stands',
  restsAt: 'stands',

  parse: (stored) => storedBody<OrderCloseBody>(stored, 'orderClose', ['lines']),

  complete: (draft, { key }) => ({ ...draft, erpKey: key }),

  fingerprint: ({ kind, order, decision, lines }) => [
    kind,
    [order.orderNumber, order.orderType, order.orderCompany, order.suffix],
    decision,
    lines.map(({ mark }) => mark).sort(),
  ],

  // It is found by what is open alone.
  compare: () => [],

  entries: ({ lines }) => movedEntries(lines),

  terms: () => ({ supplier: '', number: '' }),
};

/** What lines carry more or less by a person's choice. */
export function movedEntries(lines: readonly MovedLine[]): readonly Entry[] {
  const none = { gross: '0', withheld: '0', tax: '0' };
  return lines.map(({ mark: orderLine, ...line }): Entry => ({ ...line, ...none, book: 'order', orderLine }));
}
