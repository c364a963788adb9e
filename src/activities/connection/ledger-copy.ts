/**
 * What Temporal keeps about a connection's ledger, so that a PostgreSQL that was restored to an older state, or is
 * another one, is noticed before it posts (design 6). It stands in the memo of what the connection's `reconcile` schedule
 * starts, encrypted like everything there.
 */
export interface LedgerCopy {
  readonly systemIdentifier: string | null;
  readonly timeline: number | null;
  readonly highestPosting: string;
}

/** Null when it is no copy, as before the first was kept. */
export function parseLedgerCopy(memo: unknown): LedgerCopy | null {
  if (typeof memo !== 'object' || memo === null) return null;
  const { systemIdentifier, timeline, highestPosting } = memo as Readonly<Record<string, unknown>>;
  const isText = systemIdentifier === null || typeof systemIdentifier === 'string';
  const isNumber = timeline === null || typeof timeline === 'number';
  if (!isText || !isNumber || typeof highestPosting !== 'string' || !/^\d+$/.test(highestPosting)) return null;
  return { systemIdentifier, timeline, highestPosting };
}

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
