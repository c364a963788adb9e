import type { PostingKind } from '../../../src/domain/posting/posting-kind';
import { draftOrder, type DraftOrderBody } from './draft-order.fixture';
import { storedBody } from './stored.fixture';

/** All that it is made of is the order that stands before it. */
export type SubmitOrderDraft = Readonly<Record<string, never>>;

export interface SubmitOrderBody {
  readonly kind: 'submitOrder';
  readonly key: string;
  readonly books: string;
  /** Of the order, as Kontor numbers it. */
  readonly order: string;
  /** What was drafted, and is to be submitted so. */
  readonly drafted: DraftOrderBody;
}

/** A drafted order handed to its approver. Submitting it twice does nothing. */
export const submitOrder: PostingKind<SubmitOrderDraft, SubmitOrderBody> = {
  name: 'submitOrder',
  called: 'submission of the order',
  system: 'kontor',
  nature: 'acts',
  mostSends: 2,
  occupiesUntil: null,
  restsAt: 'stands',

  parse: (stored) => storedBody<SubmitOrderBody>(stored, 'submitOrder'),

  complete: (_draft, known) => {
    const earlier = known.earlier('order');
    if (earlier === null) throw new RangeError('an order is submitted after it was drafted, and that is not confirmed');
    const drafted = draftOrder.parse(earlier.body);
    return {
      kind: 'submitOrder',
      key: known.key,
      books: drafted.books,
      order: earlier.reference['order'] ?? '',
      drafted,
    };
  },

  fingerprint: ({ kind, order }) => [kind, order],

  compare: () => [],

  entries: () => [],

  terms: () => ({ supplier: '', number: '' }),
};
