import type { PostingKind } from '../../../src/domain/posting/posting-kind';
import { textDifferences } from './differences.fixture';
import { storedBody } from './stored.fixture';

export interface CreditorDraft {
  readonly kind: 'creditor';
  readonly books: string;
  /** What Procore calls the vendor. */
  readonly sourceKey: string;
  readonly name: string;
  readonly matchcode: string;
  readonly vatId: string;
  readonly street: string;
  readonly postcode: string;
  readonly city: string;
  readonly country: string;
}

export interface CreditorBody extends CreditorDraft {
  readonly key: string;
}

/** What a look shows of a creditor. */
export type ShownCreditor = Pick<CreditorBody, 'name' | 'sourceKey'>;

/** A creditor opened in Kontor. */
export const creditor: PostingKind<CreditorDraft, CreditorBody> = {
  name: 'creditor',
  called: 'creditor',
  system: 'kontor',
  nature: 'adds',
  mostSends: 2,
  occupiesUntil: null,
  restsAt: 'stands',

  parse: (stored) => storedBody<CreditorBody>(stored, 'creditor'),

  complete: (draft, { key }) => ({ ...draft, key }),

  fingerprint: ({ kind, sourceKey, vatId }) => [kind, sourceKey, vatId],

  compare: ({ name, sourceKey }, { shown }) => textDifferences({ name, sourceKey }, { ...(shown as ShownCreditor) }),

  entries: () => [],

  terms: () => ({ supplier: '', number: '' }),
};

/** How people in Kontor search by name: capitals and digits alone, at most 20 of them, without the legal form. */
export function matchcodeOf(name: string): string {
  const bare = name
    .toUpperCase()
    .replace(/[^A-Z0-9 ]/g, '')
    .replace(/\s+(INC|LLC|LTD|GMBH|AG|CO|CORP)\b/g, '');
  return bare.replace(/\s+/g, ' ').trim().slice(0, 20).trim();
}
