import type { PostingKind } from '../../posting/posting-kind';
import { storedBody } from '../bodies/stored-body';
import { purchaseOrder, type OrderBody } from './purchase-order';

/** All that it is made of is the draft that stands before it. */
type SubmissionDraft = Readonly<Record<string, never>>;

export interface SubmissionBody {
  readonly kind: 'orderSubmission';
  readonly key: string;
  readonly headerId: string;
  /** What was drafted, and is to be submitted so. */
  readonly drafted: OrderBody;
}

/** A draft handed to its approvers; asked for only while it is one. */
export const orderSubmission: PostingKind<SubmissionDraft, SubmissionBody> = {
  name: 'orderSubmission',
  called: 'submission of the order',
  system: 'fusion',
  nature: 'acts',
  mostSends: 2,
  occupiesUntil: null,
  restsAt: 'stands',

  parse: (stored) => storedBody<SubmissionBody>(stored, 'orderSubmission'),

  complete: (_draft, known) => {
    const earlier = known.earlier('order');
    if (earlier === null) throw new RangeError('an order is submitted after it was drafted, and that is not confirmed');
    const headerId = earlier.reference['poHeaderId'] ?? '';
    return { kind: 'orderSubmission', key: known.key, headerId, drafted: purchaseOrder.parse(earlier.body) };
  },

  fingerprint: ({ kind, headerId }) => [kind, headerId],
  compare: () => [],
  entries: () => [],
  terms: () => ({ supplier: '', number: '' }),
};
