import { sum } from '../../money/money';
import { ediBatchFrom } from '../../posting/erp-key';
import type { PostingKind } from '../../posting/posting-kind';
import type { BookedJournal } from '../bodies/booked';
import { bookedEntries } from '../bodies/booked-entries';
import { codedMultiset, printedAmounts } from '../bodies/coded-amounts';
import { compareShown } from '../bodies/compare-shown';
import { acceptedBooking, shownByAccount } from './accepted-voucher';
import { erpVoidedProblem } from './erp-voided-problem';
import { storedBody } from '../bodies/stored-body';

export type JournalDraft = Omit<BookedJournal, 'erpKey' | 'ediBatch'>;

/** A journal in place of a voucher that nobody is paid by: F0911Z1. */
export const journal: PostingKind<JournalDraft, BookedJournal> = {
  name: 'journal',
  called: 'journal',
  parts: { distribution: 'its lines (F0911Z1)' },
  system: 'jde',
  nature: 'adds',
  mostSends: 2,
  occupiesUntil: null,
  restsAt: 'posted',
  entersVoided: true,
  isFollowed: true,

  parse: (stored) => storedBody<BookedJournal>(stored, 'journal', ['distribution', 'items']),

  complete: (draft, { key }) => ({ ...draft, erpKey: key, ediBatch: ediBatchFrom(key) }),

  fingerprint: (body, { ignoreDates }) => [
    body.kind,
    body.company,
    body.currency,
    body.documentType,
    ignoreDates ? [] : [body.glDate],
    codedMultiset(body.distribution),
  ],

  compare: ({ company, currency, distribution }, found) =>
    compareShown(
      {
        company,
        currency,
        total: sum(distribution.map((line) => line.amount)),
        lines: printedAmounts(distribution),
      },
      found,
    ),

  entries: bookedEntries,

  comparedFrom: 'vouchered',

  shownAmounts: shownByAccount,

  accepted: (body, found) => acceptedBooking(body, '', found),

  terms: () => ({ supplier: '', number: '' }),

  review: (_body, standing) => [erpVoidedProblem(standing)].filter((one) => one !== null),
};
