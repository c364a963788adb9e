import type { PostingKind } from '../../posting/posting-kind';
import type { BankBody } from '../bodies/bank-body';
import { storedBody } from '../bodies/stored-body';

export type BankDraft = Omit<BankBody, 'erpKey'>;

/** Columns of F0030 that show something else than was to stand. */
export const otherColumnsFact = 'otherColumns';

/** The account that a supplier is paid to. Sent once: what became of a call that was not answered a person finds out. */
export const bank: PostingKind<BankDraft, BankBody> = {
  name: 'bank',
  called: 'change of bank details',
  system: 'jde',
  nature: 'sets',
  mostSends: 1,
  occupiesUntil: null,
  restsAt: 'stands',

  parse: (stored) => storedBody<BankBody>(stored, 'bank', ['before']),

  complete: (draft, { key }) => ({ ...draft, erpKey: key }),

  // Each request is a setting of its own.
  fingerprint: ({ kind, requestId }) => [kind, requestId],

  compare: (_body, { facts }) => {
    const columns = facts[otherColumnsFact] ?? '';
    return columns === '' ? [] : [`F0030 changed, and shows something else in ${columns}`];
  },

  entries: () => [],

  terms: () => ({ supplier: '', number: '' }),
};
