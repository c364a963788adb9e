import { causeKey } from '../../src/domain/holds/cause-key';
import type { FactBook, FactKey } from '../../src/domain/posting/plan/planner';

/** A creditor as it is kept to plan with: without its tax id, which may be a person's. */
export interface CreditorFact {
  readonly number: string;
  readonly name: string;
  /** `''` when orders may be placed. */
  readonly blocked: string;
  readonly voided: boolean;
}

export interface SiteFact {
  readonly code: string;
  readonly books: string;
  readonly open: boolean;
}

export interface NatureFact {
  readonly code: string;
  readonly locked: boolean;
}

/** `openFrom` and `openTo` are the first and the last month that take postings, `YYYY-MM`. */
export interface BooksFact {
  readonly code: string;
  readonly currency: string;
  readonly openFrom: string;
  readonly openTo: string;
}

/** What is read of Kontor's master data, by kind. Ids are codes and, of a creditor, its number. */
export interface KontorFacts {
  readonly site: SiteFact;
  readonly nature: NatureFact;
  readonly creditor: CreditorFact;
  readonly books: BooksFact;
}

/** What waits for a change of a site or a nature is kept under `causeKey.account` with its code alone. */
export const kontorFactKey = {
  site: (code: string): FactKey => ({ kind: 'site', id: code, causes: [causeKey.account(code)] }),
  nature: (code: string): FactKey => ({ kind: 'nature', id: code, causes: [causeKey.account(code)] }),
  creditor: (number: string, partyId: string): FactKey => ({
    kind: 'creditor',
    id: number,
    causes: [causeKey.vendor(partyId)],
  }),
  books: (code: string): FactKey => ({ kind: 'books', id: code, causes: [causeKey.period(code)] }),
} as const satisfies Record<keyof KontorFacts, (...args: never[]) => FactKey>;

/** Those that were read, and the keys of those that were not; what does not exist is in neither. */
export function knownFacts<Kind extends keyof KontorFacts>(
  facts: FactBook,
  keys: readonly FactKey[],
): { readonly need: readonly FactKey[]; readonly values: readonly KontorFacts[Kind][] } {
  const read = keys.map((key) => ({ key, value: facts.get(key.kind, key.id) as KontorFacts[Kind] | null | undefined }));
  return {
    need: read.flatMap(({ key, value }) => (value === undefined ? [key] : [])),
    values: read.flatMap(({ value }) => value ?? []),
  };
}
