import type { Cadence } from '../../config/cadence';

interface ShownFeed {
  readonly name: string;
  readonly cadence: Cadence;
  readonly lastError: string | null;
  /** The note of whoever paused its schedule; null: nobody did. */
  readonly paused: string | null;
  /** Why a person paused it by our command; null: nobody did. */
  readonly pausedNote: string | null;
}

/** In a few words: `every 15m`, `monday, friday 06:00-20:00 every 15m America/Chicago`. */
export function cadenceText(cadence: Cadence): string {
  if ('every' in cadence)
    return `every ${cadence.every}${cadence.offset === undefined ? '' : ` from ${cadence.offset}`}`;
  const zone = cadence.timeZone === undefined ? '' : ` ${cadence.timeZone}`;
  if ('cron' in cadence) return `"${cadence.cron}"${zone}`;
  if ('daily' in cadence) {
    const { from, to, every, on } = cadence.daily;
    return `${on === undefined ? 'daily' : on.join(', ')} ${from}-${to} every ${every}${zone}`;
  }
  if ('endOfWeek' in cadence) return `each ${cadence.endOfWeek.day} at ${cadence.endOfWeek.at}${zone}`;
  if ('fiscalPeriod' in cadence) {
    const { offsetDays, at } = cadence.fiscalPeriod;
    return `${daysFrom(offsetDays, "the last day of each of the ERP's periods")} at ${at}${zone}`;
  }
  const { dates = [], billingPeriods, offsetDays, at } = cadence.milestones;
  const ofProject = billingPeriods === undefined ? [] : [`the ${billingPeriods} dates of the billing periods`];
  return `${daysFrom(offsetDays, [...dates, ...ofProject].join(', '))} at ${at}${zone}`;
}

function daysFrom(days: number, what: string): string {
  if (days === 0) return `on ${what}`;
  return `${String(Math.abs(days))} ${Math.abs(days) === 1 ? 'day' : 'days'} ${days < 0 ? 'before' : 'after'} ${what}`;
}

export function blackoutText(blackout: { readonly name: string; readonly until: string | null } | null): string | null {
  return blackout === null ? null : `${blackout.name}, until ${blackout.until ?? "the ERP's calendar was read"}`;
}

export function isPaused({ paused, pausedNote }: Pick<ShownFeed, 'paused' | 'pausedNote'>): boolean {
  return paused !== null || pausedNote !== null;
}

/** A feed and when it is polled. */
export function feedText(feed: ShownFeed): string {
  return `${feed.name} ${cadenceText(feed.cadence)}${isPaused(feed) ? ' PAUSED' : ''}`;
}

/** What is amiss with a feed: a line each. */
export function feedFaults(where: string, feed: ShownFeed): readonly string[] {
  const { name, lastError } = feed;
  return [
    ...(lastError === null ? [] : [`${where}: ${name}: the last poll failed: ${lastError}\n`]),
    ...feedPauseLines(where, feed),
  ];
}

/** By our own command, or in Temporal. */
export function feedPauseLines(
  where: string,
  { name, paused, pausedNote }: Pick<ShownFeed, 'name' | 'paused' | 'pausedNote'>,
): readonly string[] {
  if (pausedNote !== null) {
    return [`${where}: ${name}: paused (${pausedNote}); nothing is polled before "ml-connector poll unpause"\n`];
  }
  return paused === null ? [] : [pausedLine(where, name, paused)];
}

export function pausedLine(where: string, name: string, note: string): string {
  return `${where}: ${name}: its schedule is paused in Temporal${note === '' ? '' : ` (${note})`}; nothing is polled before it is unpaused there\n`;
}
