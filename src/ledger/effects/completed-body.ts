import { createHash } from 'node:crypto';
import type { PlannedStep } from '../../domain/posting/plan/planned-step';
import { replacedByFact } from '../../domain/posting/stages/replaced';
import type { EarlierPosting } from '../../domain/posting/posting-kind';
import type { PostingRow } from '../../store/ledger/posting-row';
import type { Tx } from '../../store/unit-of-work';
import type { LedgerRequest } from '../ledger-request';

/** What a kind completes a draft with, besides the posting's own name. */
export interface Known {
  /** Ordinals of the step's postings that stand or ever stood: a number that did is not used again. */
  readonly stood: readonly number[];
  readonly earlier: ReadonlyMap<string, EarlierPosting>;
  /** Postings of the step whose names were given up, or that do not stand any more: nothing may come under them. */
  readonly givenUp: readonly PostingRow[];
}

/** Of a document's postings, in the order in which they were reserved. */
export async function knownOf(tx: Tx, postings: readonly PostingRow[], step: PlannedStep): Promise<Known> {
  const confirmed = postings.filter((posting) => posting.state === 'confirmed');
  const earlier = new Map<string, EarlierPosting>();
  for (const { step: name, key, reference, facts, body, confirmedAgoMs } of confirmed) {
    if (name === step.step || body === null) continue;
    earlier.set(name, {
      key,
      reference: reference ?? {},
      facts: facts ?? {},
      readBackAgoMs: confirmedAgoMs,
      body: await tx.sealed.open<unknown>('posting', body),
    });
  }
  return {
    stood: postings
      .filter((one) => one.step === step.step && one.origin !== 'byHand')
      .filter((one) => one.state === 'confirmed' || one.state === 'voided')
      .map((one) => one.ordinal),
    earlier,
    givenUp: postings.filter(
      (one) =>
        one.step === step.step &&
        (one.state === 'rejected' || (one.state === 'voided' && one.facts?.[replacedByFact] === undefined)),
    ),
  };
}

/** The body as it would be sent under the ordinal's name; `draft` where it is not the step's own. */
export function completedBody(
  { kind, step, keyOf, today }: Pick<LedgerRequest, 'kind' | 'step' | 'keyOf' | 'today'>,
  { stood, earlier }: Pick<Known, 'stood' | 'earlier'>,
  ordinal: number,
  draft: unknown = step.draft,
): unknown {
  return kind.complete(draft, {
    key: keyOf(ordinal),
    ordinal,
    revision: stood.filter((other) => other < ordinal).length + 1,
    today,
    earlier: (name) => earlier.get(name) ?? null,
  });
}

/** Canonical text of what a body means for the books: two bodies with one fingerprint have one effect. */
export function fingerprint(
  { kind, ignoreDates }: Pick<LedgerRequest, 'kind' | 'ignoreDates'>,
  body: unknown,
  /** Whether it stands already, or is to be sent. */
  { stands }: { readonly stands: boolean },
): string {
  return JSON.stringify(kind.fingerprint(body, { ignoreDates, stands }));
}

/** sha256 of the exact body, for the audit trail. */
export function bodyHash(body: unknown): string {
  return createHash('sha256').update(JSON.stringify(body)).digest('hex');
}
