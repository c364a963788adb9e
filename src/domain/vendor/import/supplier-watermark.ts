/** How far the feed that carries changes of suppliers to Procore has come. */
export interface SupplierWatermark {
  /** ISO 8601, of the database: the last look for changes; null: there was none. */
  readonly until: string | null;
  /** The newest stamp that was seen, by the ERP's clock: `YYYY-MM-DDTHH:MM:SS`; `''`: none. */
  readonly newest: string;
  /** ISO 8601, of the database: the first look that saw it; null: none did. */
  readonly newestSince: string | null;
  /** Stamps by id that are not behind the overlap: these were seen. */
  readonly seen: Readonly<Record<string, string>>;
  /** Ids of suppliers that changed and were not carried yet. */
  readonly pending: readonly string[];
  /** ISO 8601: when all suppliers were read by the feed last; null: never. */
  readonly wholeAt: string | null;
}

interface Stamp {
  readonly id: string;
  readonly at: string;
}

/**
 * What is committed late bears an older stamp than what was seen already; when clocks are put back an hour comes twice. What came later
 * than this is found by the daily reading of all.
 */
const overlapMs = 2 * 3_600_000;
const aSecondIsOverMs = 2_000;
/** All of both sides are read so often. */
export const wholeEveryMs = 24 * 3_600_000;

export function supplierWatermark(stored: unknown): SupplierWatermark {
  const none = { until: null, newest: '', newestSince: null, seen: {}, pending: [], wholeAt: null };
  return typeof stored === 'object' && stored !== null ? { ...none, ...(stored as Partial<SupplierWatermark>) } : none;
}

/** With what a look found. `now` is the time of the database before it was begun, ISO 8601. */
export function withStamps(before: SupplierWatermark, stamps: readonly Stamp[], now: string): SupplierWatermark {
  const newest = stamps.reduce((last, { at }) => (at > last ? at : last), before.newest);
  const isOverlapped = (at: string): boolean => timeOf(at) >= timeOf(newest) - overlapMs;
  const isNew = ({ id, at }: Stamp): boolean =>
    before.until === null || (timeOf(at) >= timeOf(before.newest) - overlapMs && before.seen[id] !== at);
  const newestSince = newest === before.newest ? (before.newestSince ?? now) : now;
  const isOver = Date.parse(now) - Date.parse(newestSince) >= aSecondIsOverMs;
  const kept = [...Object.entries(before.seen).map(([id, at]) => ({ id, at })), ...stamps].filter(
    // Another change within the second in which it was read would bear the same stamp: until that is over the newest are read again.
    ({ at }) => isOverlapped(at) && (at !== newest || isOver),
  );
  return {
    ...before,
    ...{ until: now, newest, newestSince },
    seen: Object.fromEntries(kept.map(({ id, at }) => [id, at])),
    pending: [...new Set([...before.pending, ...stamps.filter(isNew).map(({ id }) => id)])],
  };
}

/** Whether all are to be read: what changed without a stamp of its own, or came too late, is found by nothing else. */
export function isWholeDue({ wholeAt }: SupplierWatermark, now: string): boolean {
  return wholeAt === null || Date.parse(now) - Date.parse(wholeAt) >= wholeEveryMs;
}

/** Stamps have no zone; only their distances count. */
function timeOf(stamp: string): number {
  return stamp === '' ? 0 : Date.parse(`${stamp}Z`);
}
