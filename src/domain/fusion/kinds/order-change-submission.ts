import type { PostingKind } from '../../posting/posting-kind';
import { storedBody } from '../bodies/stored-body';
import { orderChange, type OrderChangeBody } from './order-change';

/** All that it is made of is the change that stands before it. */
type SubmissionDraft = Readonly<Record<string, never>>;

export interface ChangeSubmissionBody {
  readonly kind: 'orderChangeSubmission';
  readonly key: string;
  /** What was changed, and is to be submitted so. */
  readonly changed: OrderChangeBody;
}

/** A change of an order handed to its approvers; asked for only while it is a draft of ours. */
export const orderChangeSubmission: PostingKind<SubmissionDraft, ChangeSubmissionBody> = {
  name: 'orderChangeSubmission',
  called: 'submission of the change of the order',
  system: 'fusion',
  nature: 'acts',
  mostSends: 2,
  occupiesUntil: null,
  restsAt: 'stands',

  parse: (stored) => storedBody<ChangeSubmissionBody>(stored, 'orderChangeSubmission'),

  complete: (_draft, known) => {
    const earlier = known.earlier('orderChange');
    if (earlier === null) throw new RangeError('a change is submitted after it was drafted, and that is not confirmed');
    return { kind: 'orderChangeSubmission', key: known.key, changed: orderChange.parse(earlier.body) };
  },

  fingerprint: ({ kind, changed }) => [kind, changed.headerId],
  compare: () => [],
  entries: () => [],
  terms: () => ({ supplier: '', number: '' }),
};
