import type { PostingKind } from '../../posting/posting-kind';
import { storedBody } from '../bodies/stored-body';

/** An order closed, or opened again, by a person's choice. */
export interface OrderClosingDraft {
  readonly kind: 'orderClose' | 'orderReopen';
  readonly commitmentId: string;
  readonly headerId: string;
  /** The decision that asks for it: an order may be closed, and opened again, more than once. */
  readonly decision: string;
}

export interface OrderClosingBody extends OrderClosingDraft {
  readonly key: string;
}

/** The order closed, never finally (F6): it is done when every schedule of it is closed. */
export const orderClose = closing('orderClose', 'closing of the order');

/** The order opened again (F5): it is done when it is open, but for what Fusion closes by itself since it is billed in full. */
export const orderReopen = closing('orderReopen', 'reopening of the order');

/** What is ordered and billed stays: nothing of it is in the books. The order is kept from changes until that is done. */
function closing(name: OrderClosingDraft['kind'], called: string): PostingKind<OrderClosingDraft, OrderClosingBody> {
  return {
    ...{ name, called, system: 'fusion', nature: 'sets', mostSends: 2, occupiesUntil: 'stands', restsAt: 'stands' },

    parse: (stored) => storedBody<OrderClosingBody>(stored, name),

    complete: (draft, { key }) => ({ ...draft, key }),

    fingerprint: ({ kind, headerId, decision }) => [kind, headerId, decision],

    // It is found by the statuses of the order alone.
    compare: () => [],

    entries: () => [],

    terms: () => ({ supplier: '', number: '' }),
  };
}
