import { DateTime } from 'luxon';
import { weekdays, type Weekday } from './cadence';
import { dayBeside } from './poll-times';

/** A time in which nothing is posted, in the time zone of the books. Its first moment belongs to it, its last does not. */
export type Blackout = { readonly name: string } & (
  | {
      /** `HH:MM`; where `to` is not later than `from`, it lasts until the next day. */
      readonly daily: { readonly from: string; readonly to: string; readonly on?: readonly Weekday[] | undefined };
    }
  | {
      /** `YYYY-MM-DDTHH:MM`. */
      readonly once: { readonly from: string; readonly to: string };
    }
  | {
      /** Whole days around the last day of each period of the ERP's calendar, that day among them. */
      readonly periodEnd: { readonly daysBefore: number; readonly daysAfter: number };
    }
);

export interface InForce {
  readonly name: string;
  /** Then it is over; null: nobody can tell, since the ERP's calendar was not read yet. */
  readonly until: Date | null;
}

interface Calendar {
  /** An IANA time zone. */
  readonly timeZone: string;
  /** Last days of the ERP's periods, `YYYY-MM-DD`; null: not read yet. */
  readonly periodEnds: readonly string[] | null;
}

/** The blackout in force at a moment, of several the one that ends last; null: none. */
export function blackoutAt(blackouts: readonly Blackout[], calendar: Calendar, at: Date): InForce | null {
  let found: InForce | null = null;
  for (const blackout of blackouts) {
    const inForce = inForceAt(blackout, calendar, at);
    if (inForce === null) continue;
    if (inForce.until === null) return inForce;
    if (found?.until == null || inForce.until > found.until) found = inForce;
  }
  return found;
}

function inForceAt(blackout: Blackout, { timeZone, periodEnds }: Calendar, at: Date): InForce | null {
  const { name } = blackout;
  if ('periodEnd' in blackout && periodEnds === null) return { name, until: null };
  const zone = { zone: timeZone };
  const now = DateTime.fromJSDate(at, zone);
  const today = now.toISODate() ?? '';
  for (const { from, to } of spansOf(blackout, today, periodEnds ?? [])) {
    // A time that the clocks leave out begins when they have moved on; one that comes twice ends at its second coming.
    const begin = DateTime.fromISO(from, zone);
    const end = latest(DateTime.fromISO(to, zone));
    if (begin <= now && now < end) return { name, until: end.toJSDate() };
  }
  return null;
}

/** Local times, `YYYY-MM-DDTHH:MM`: those that may contain a moment of that day. */
function spansOf(
  blackout: Blackout,
  today: string,
  periodEnds: readonly string[],
): readonly { readonly from: string; readonly to: string }[] {
  if ('once' in blackout) return [blackout.once];
  if ('daily' in blackout) {
    const { from, to, on = weekdays } = blackout.daily;
    return [dayBeside(today, -1), today]
      .filter((day) => on.includes(weekdayOf(day)))
      .map((day) => ({ from: `${day}T${from}`, to: `${to > from ? day : dayBeside(day, 1)}T${to}` }));
  }
  const { daysBefore, daysAfter } = blackout.periodEnd;
  return periodEnds.map((day) => ({
    from: `${dayBeside(day, -daysBefore)}T00:00`,
    to: `${dayBeside(day, daysAfter + 1)}T00:00`,
  }));
}

function weekdayOf(day: string): Weekday {
  return weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? 'sunday';
}

function latest(time: DateTime): DateTime {
  const both = time.getPossibleOffsets();
  return both.reduce((last, one) => (one > last ? one : last), time);
}
