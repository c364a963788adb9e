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

/** How far a feed has come. */
export interface FeedWatermark {
  /** ISO 8601. */
  readonly until: string;
  readonly unreadable?: readonly UnreadableRecord[];
}

/** Up to when a feed has read; null when it never has. */
export function readUntil(watermark: unknown): Date | null {
  if (typeof watermark !== 'object' || watermark === null || !('until' in watermark)) return null;
  return typeof watermark.until === 'string' ? new Date(watermark.until) : null;
}

/** What the feed could not read so far. */
export function unreadableOf(watermark: unknown): readonly UnreadableRecord[] {
  if (typeof watermark !== 'object' || watermark === null || !('unreadable' in watermark)) return [];
  return Array.isArray(watermark.unreadable) ? (watermark.unreadable as UnreadableRecord[]) : [];
}
