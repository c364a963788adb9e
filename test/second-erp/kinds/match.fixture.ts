import { equals } from '../../../src/domain/money/money';
import type { PostingKind } from '../../../src/domain/posting/posting-kind';
import { invoice, payableOf } from './invoice.fixture';
import { storedBody } from './stored.fixture';

/** All that it is made of is the invoice that stands before it. */
export type MatchDraft = Readonly<Record<string, never>>;

export interface MatchBody {
  readonly kind: 'match';
  readonly key: string;
  readonly books: string;
  /** Of the invoice, as Kontor numbers it. */
  readonly invoice: string;
  /** What is to be paid, and must be what was matched. */
  readonly amount: string;
}

/** Accounts payable finds that an invoice agrees with what was received. Nobody sends it: it is waited for. */
export const match: PostingKind<MatchDraft, MatchBody> = {
  name: 'match',
  called: 'match',
  system: 'kontor',
  nature: 'awaits',
  mostSends: 0,
  occupiesUntil: null,
  restsAt: 'posted',

  parse: (stored) => storedBody<MatchBody>(stored, 'match'),

  complete: (_draft, known) => {
    const earlier = known.earlier('voucher');
    if (earlier === null) throw new RangeError('an invoice is matched after it was parked, and that is not confirmed');
    const parked = invoice.parse(earlier.body);
    return {
      kind: 'match',
      key: known.key,
      books: parked.books,
      invoice: earlier.reference['invoice'] ?? '',
      amount: payableOf(parked),
    };
  },

  fingerprint: ({ kind, invoice: number, amount }) => [kind, number, amount],

  compare: ({ amount }, { shown }) => {
    const { amount: found } = shown as Pick<MatchBody, 'amount'>;
    return equals(amount, found) ? [] : [`amount: to be paid ${amount}, matched ${found}`];
  },

  entries: () => [],

  terms: () => ({ supplier: '', number: '' }),
};
