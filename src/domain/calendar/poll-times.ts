import { zoneOfProject } from './zone-of-project';
import type { BillingDates, Cadence, Weekday } from './cadence';

const months = [
  ...(['JANUARY', 'FEBRUARY', 'MARCH', 'APRIL', 'MAY', 'JUNE'] as const),
  ...(['JULY', 'AUGUST', 'SEPTEMBER', 'OCTOBER', 'NOVEMBER', 'DECEMBER'] as const),
];

/** In the form of a Temporal schedule: by interval, or by the calendar of a time zone. */
export type PollTimes =
  | { intervals: [{ every: string; offset?: string }]; jitter: '5s' }
  | { cronExpressions: [string]; timezone: string }
  | { calendars: CalendarTime[]; timezone: string };

interface CalendarTime {
  year?: number;
  month?: (typeof months)[number];
  dayOfMonth?: number;
  dayOfWeek?: Uppercase<Weekday>[];
  hour: number;
  minute: number[];
}

/** What the dates of a cadence follow from. */
export interface CalendarFacts {
  /** Where the cadence names none. */
  readonly timeZone: string;
  readonly billingPeriods: readonly BillingDates[];
  /** Last days of the ERP's periods, `YYYY-MM-DD`. */
  readonly periodEnds: readonly string[];
  /** `YYYY-MM-DD`: what lies before the day before is left out. */
  readonly today: string;
}

/** For a feed of a project, or of the whole connection. */
export function calendarFacts(
  of: {
    /** Of the books. */
    readonly timeZone: string;
    readonly periodEnds: readonly string[] | null;
    readonly project: {
      readonly timeZone: string | null;
      readonly billingPeriods: readonly BillingDates[] | null;
    } | null;
  },
  now: Date,
): CalendarFacts {
  return {
    timeZone: zoneOfProject(of.project, of.timeZone),
    billingPeriods: of.project?.billingPeriods ?? [],
    periodEnds: of.periodEnds ?? [],
    today: now.toISOString().slice(0, 10),
  };
}

/** The times of a cadence; none at all where the dates that it follows are not known, or over. */
export function pollTimes(cadence: Cadence, facts: CalendarFacts): PollTimes {
  if ('every' in cadence) {
    const { every, offset } = cadence;
    return { intervals: [offset === undefined ? { every } : { every, offset }], jitter: '5s' };
  }
  if ('cron' in cadence) return { cronExpressions: [cadence.cron], timezone: cadence.timeZone };
  return { calendars: calendarTimes(cadence, facts), timezone: cadence.timeZone ?? facts.timeZone };
}

function calendarTimes(
  cadence: Exclude<Cadence, { readonly every: string } | { readonly cron: string }>,
  { billingPeriods, periodEnds, today }: CalendarFacts,
): CalendarTime[] {
  if ('daily' in cadence) {
    const { on, ...window } = cadence.daily;
    const dayOfWeek = on?.map(upperCase);
    return timesOfWindow(window).map((time) => (dayOfWeek === undefined ? time : { ...time, dayOfWeek }));
  }
  if ('endOfWeek' in cadence) {
    const { day, at } = cadence.endOfWeek;
    return [{ ...timeOf(at), dayOfWeek: [upperCase(day)] }];
  }
  if ('fiscalPeriod' in cadence) {
    const { offsetDays, at } = cadence.fiscalPeriod;
    return onDates(periodEnds, { offsetDays, at, today });
  }
  const { dates = [], billingPeriods: which, offsetDays, at } = cadence.milestones;
  const ofProject = which === undefined ? [] : billingPeriods.flatMap((period) => period[which] ?? []);
  return onDates([...dates, ...ofProject], { offsetDays, at, today });
}

function onDates(
  dates: readonly string[],
  { offsetDays, at, today }: { readonly offsetDays: number; readonly at: string; readonly today: string },
): CalendarTime[] {
  const wanted = new Set(dates.map((date) => dayBeside(date, offsetDays)));
  const first = dayBeside(today, -1);
  return [...wanted]
    .filter((date) => date >= first)
    .toSorted()
    .map((date) => {
      const [year = 0, month = 1, dayOfMonth = 0] = date.split('-').map(Number);
      return { year, month: months[month - 1] ?? 'JANUARY', dayOfMonth, ...timeOf(at) };
    });
}

/** One row for each hour, with its minutes. */
function timesOfWindow({ from, to, every }: { readonly from: string; readonly to: string; readonly every: string }) {
  const minutesOf = new Map<number, number[]>();
  for (let at = minuteOf(from); at <= minuteOf(to); at += minutesIn(every)) {
    const hour = Math.floor(at / 60);
    minutesOf.set(hour, [...(minutesOf.get(hour) ?? []), at % 60]);
  }
  return [...minutesOf].map(([hour, minute]) => ({ hour, minute }));
}

function timeOf(at: string): Pick<CalendarTime, 'hour' | 'minute'> {
  const minute = minuteOf(at);
  return { hour: Math.floor(minute / 60), minute: [minute % 60] };
}

/** Minutes since midnight of `HH:MM`. */
function minuteOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}

/** Whole minutes of an interval of minutes or hours, such as `15m`. */
function minutesIn(interval: string): number {
  return Number(interval.slice(0, -1)) * (interval.endsWith('h') ? 60 : 1);
}

/** A calendar day so many days later, or earlier where negative. */
export function dayBeside(date: string, days: number): string {
  const at = new Date(`${date}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

function upperCase(day: Weekday): Uppercase<Weekday> {
  return day.toUpperCase() as Uppercase<Weekday>;
}
