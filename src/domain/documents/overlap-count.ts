import { secondOf } from './window-reading';

/** A record that is known, and when its source changed it last. */
export interface KnownRecord {
  readonly id: string;
  readonly changedAt: Date;
}

/** What a count must come to, so that nothing came late or vanished in the stretch. */
export interface Countable {
  /** The stretch that is counted. */
  readonly from: Date;
  readonly to: Date;
  /** What is new is read from here; the count and that reading share two seconds, so that no way of taking a bound leaves one out. */
  readonly newFrom: Date;
  readonly known: readonly KnownRecord[];
}

/**
 * The stretch from some time on in which records are known. Sources take bounds as included or not, and may compare parts
 * of a second: so it begins in a second of which no record is known, at or before the time given, and ends two seconds
 * behind the last one known. Null: nothing is known.
 */
export function countableOf(known: readonly KnownRecord[], since: Date): Countable | null {
  const seconds = new Set(known.map(({ changedAt }) => secondOf(changedAt)));
  const last = Math.max(...seconds);
  if (!Number.isFinite(last)) return null;
  const earliest = Math.min(...seconds);
  let first = secondOf(since);
  while (seconds.has(first) && first >= earliest) first -= 1;
  return {
    from: new Date(first * 1000),
    to: new Date((last + 2) * 1000),
    newFrom: new Date((last + 1) * 1000),
    known: known.filter(({ changedAt }) => secondOf(changedAt) >= first),
  };
}

/**
 * Whether the stretch holds what is known and nothing else. `changed`: what was read from `newFrom` on, after the count.
 * What was known and stands there has left the stretch; what stands there in the shared seconds was counted.
 */
export function isAllKnown({ to, known }: Countable, total: number, changed: readonly KnownRecord[]): boolean {
  const again = new Set(changed.map(({ id }) => id));
  const shared = changed.filter(({ changedAt }) => secondOf(changedAt) <= secondOf(to));
  return total === known.filter(({ id }) => !again.has(id)).length + shared.length;
}
