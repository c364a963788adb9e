import { z } from 'zod';

/**
 * What Temporal keeps about a connection's ledger, so that a PostgreSQL that was restored to an older state, or is
 * another one, is noticed before it posts (design 6). It stands in the memo of what the connection's `reconcile` schedule
 * starts, encrypted like everything there.
 */
export const ledgerCopySchema = z.object({
  systemIdentifier: z.string().nullable(),
  timeline: z.number().nullable(),
  highestPosting: z.string().regex(/^\d+$/),
});
export type LedgerCopy = z.infer<typeof ledgerCopySchema>;

/** Why the present database may not post, in words for the operator; null when nothing speaks against it. */
export function restoredBecause(copy: LedgerCopy, present: LedgerCopy): string | null {
  if (differs(copy.systemIdentifier, present.systemIdentifier)) {
    return `PostgreSQL is another one than the one that posted last (system identifier ${present.systemIdentifier ?? ''}, before ${copy.systemIdentifier ?? ''})`;
  }
  if (BigInt(present.highestPosting) < BigInt(copy.highestPosting)) {
    return `the ledger ends at posting ${present.highestPosting}, but it had reached ${copy.highestPosting}`;
  }
  if (differs(copy.timeline, present.timeline)) {
    return `PostgreSQL is on timeline ${present.timeline ?? ''}, before on ${copy.timeline ?? ''}: a backup was recovered or a standby promoted, and its last transactions may be missing`;
  }
  return null;
}

/** What either side does not know proves nothing. */
function differs(one: string | number | null, other: string | number | null): boolean {
  return one !== null && other !== null && one !== other;
}
