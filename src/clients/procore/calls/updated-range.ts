/**
 * Two times joined by three dots, in UTC and without quotes.
 * https://developers.procore.com/documentation/filtering-on-list-actions
 */
export function updatedRange(from: Date, to: Date): string {
  if (from.getTime() > to.getTime()) {
    throw new RangeError(
      `a range of updated_at must not end (${to.toISOString()}) before it begins (${from.toISOString()})`,
    );
  }
  return `${wholeSeconds(from.getTime())}...${wholeSeconds(Math.ceil(to.getTime() / 1000) * 1000)}`;
}

// Procore's times have whole seconds. Cutting the start and lifting the end keeps every record of the wanted range in.
function wholeSeconds(timeMs: number): string {
  return new Date(timeMs).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
