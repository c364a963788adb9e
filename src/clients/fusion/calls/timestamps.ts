/**
 * A time of Fusion's as an instant: its offset is the user's, not always UTC, so that two are never compared as texts. Throws a
 * RangeError when it has no offset.
 */
export function instantOf(text: string): number {
  const at = /(Z|[+-]\d\d:?\d\d)$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) throw new RangeError('a time of Fusion without an offset, which could mean any hour');
  return at;
}

/** As it is asked for: in UTC, with the offset written out. */
export function timeText(atMs: number): string {
  return new Date(atMs).toISOString().replace('Z', '+00:00');
}
