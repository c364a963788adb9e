import type { PostingKind } from '../../posting/posting-kind';
import type { BatchDeletionBody } from '../bodies/posting-body';
import type { BookedVoucher } from '../bodies/booked';
import { storedBody } from '../bodies/stored-body';

/** All that it is made of is the voucher that is delivered. */
type BatchDeletionDraft = Readonly<Record<string, never>>;

/** Rows of a voucher of ours that the processor has not taken, deleted by a person's choice (accounting 4). */
export const batchDeletion: PostingKind<BatchDeletionDraft, BatchDeletionBody> = {
  name: 'batchDeletion',
  called: 'deletion of the batch rows',
  system: 'jde',
  nature: 'sets',
  mostSends: 2,
  occupiesUntil: null,
  restsAt: 'stands',

  parse: (stored) => storedBody<BatchDeletionBody>(stored, 'batchDeletion', []),

  complete: (_draft, known) => {
    const standing = known.earlier('voucher');
    if (standing === null)
      throw new RangeError('rows are deleted after they were delivered, and that is not confirmed');
    const sent = storedBody<BookedVoucher>(standing.body, 'voucher', ['payItems', 'distribution', 'items']);
    return { kind: 'batchDeletion', erpKey: known.key, voucher: sent, reference: standing.reference };
  },

  fingerprint: ({ kind, voucher }) => [kind, voucher.erpKey],

  compare: () => [],

  entries: () => [],

  terms: () => ({ supplier: '', number: '' }),
};
