/** A record that a poll met and could not read. It is asked for by each poll until it can be, or is gone. */
export interface UnreadableRecord {
  /** Null when that is what cannot be read. */
  readonly id: string | null;
  readonly number: number | null;
  /** Which members, and what was expected there; never a value. */
  readonly fault: string;
  /** ISO 8601, as the record says; null when it does not. */
  readonly updatedAt: string | null;
}

/** A list of which every page is wanted. */
export interface ListPosition<List extends string> {
  readonly list: List;
  /** From 1: the next to be read. */
  readonly page: number;
  /** How many records it had; null: not known. */
  readonly total: number | null;
}

/**
 * A reading of records by windows of their time of change, and how far it has come: it goes on from there after any wait,
 * in whatever process. Times are whole seconds, ISO 8601.
 */
export interface Reading {
  /** The first second of the next window. */
  readonly next: string;
  /** The last second that is wanted. */
  readonly to: string;
  /** How many seconds the next window has beyond its first; null: all that is left. */
  readonly span: number | null;
  /** How many records are left, by what the source said; null: it did not say. */
  readonly left: number | null;
  /** The source's clock when it gave the first answer; null: it has given none. */
  readonly begunAt: string | null;
  /** Whether the feed has come further once this is read. */
  readonly moves: boolean;
  /** What is known to be there and was not met so far, by id. */
  readonly unmet: readonly string[];
  readonly unreadable: readonly UnreadableRecord[];
  /** Records read so far. */
  readonly seen: number;
  /** One second that holds more than a page is read page by page until two readings of it agree. */
  readonly pages: SecondByPages | null;
}

interface SecondByPages {
  /** From 1: the next to be read. */
  readonly page: number;
  /** Of the pages before it. */
  readonly ids: readonly string[];
  /** Of the reading before; null: this is the first. */
  readonly idsBefore: readonly string[] | null;
  readonly readings: number;
}

/** A reading of everything, however old, and of the commitments first. */
export interface FullReading extends Reading {
  /** Null when they are read. */
  readonly commitments: ListPosition<'WorkOrderContract' | 'PurchaseOrderContract'> | null;
}

/** How far a feed has come. */
export interface FeedWatermark {
  /** ISO 8601: up to then every record was compared by its id; null: none was. */
  readonly until: string | null;
  readonly unreadable?: readonly UnreadableRecord[];
  /** Not at its end yet. */
  readonly reading?: Reading | null;
  readonly full?: FullReading | null;
}

/** Up to when a feed has read; null when it never has. */
export function readUntil(watermark: unknown): Date | null {
  const { until } = watermarkOf(watermark);
  return until === null ? null : new Date(until);
}

/** What the feed could not read so far. */
export function unreadableOf(watermark: unknown): readonly UnreadableRecord[] {
  const { unreadable = [], reading, full } = watermarkOf(watermark);
  const met = [...(reading?.unreadable ?? []), ...(full?.unreadable ?? [])];
  const ids = new Set(met.map(({ id }) => id));
  return [...met, ...unreadable.filter(({ id }) => id === null || !ids.has(id))];
}

/** As it is stored; a feed that never read has come to nothing. */
export function watermarkOf(stored: unknown): FeedWatermark {
  if (typeof stored !== 'object' || stored === null) return { until: null };
  const watermark = stored as Partial<FeedWatermark>;
  return { ...watermark, until: typeof watermark.until === 'string' ? watermark.until : null };
}

/** So that the next poll reads what changed since then; one that never read, or not so far, stays as it is. */
export function backTo(stored: unknown, since: Date): FeedWatermark {
  const { until, reading: _, ...rest } = watermarkOf(stored);
  return { ...rest, until: until === null || Date.parse(until) < since.getTime() ? until : since.toISOString() };
}
