import { z } from 'zod';
import { formFault } from './form-fault';
import { isCron } from './is-cron';

/** Missing or of another form: the same sentence. */
const text = (pattern: RegExp, what: string) => z.string({ error: () => what }).regex(pattern, what);

/** An interval as it is written: a number that is not 0, and s, m or h. */
const interval = text(/^0*[1-9]\d*(s|m|h)$/, 'an interval such as 15m');
export const timeOfDay = text(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of the day from 00:00 to 23:59, e.g. 06:30');
const calendarDate = z.iso.date({ error: () => 'a date, e.g. 2026-12-24' });
export const weekday = z.enum(['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'], {
  error: () => 'a day of the week: sunday, monday, tuesday, wednesday, thursday, friday or saturday',
});
export const timeZone = z.string().refine(isTimeZone, 'an IANA time zone, e.g. America/Chicago');
const offsetDays = z
  .int({ error: () => 'whole days, e.g. -2 for two days before' })
  .min(-60, 'at most 60 days before')
  .max(60, 'at most 60 days after');

/** Where the clocks change, a time from one to three in the morning does not exist on one day and comes twice on another. */
const timeOnAnyDay = timeOfDay.refine(
  (time) => time < '01:00' || time >= '03:00',
  'not from 01:00 until 03:00: where clocks change, that time does not come on one day of the year',
);

const everySchema = z.strictObject({
  every: interval,
  offset: text(/^\d+(s|m|h)$/, 'an interval such as 5m').optional(),
});
const cronSchema = z.strictObject({
  cron: z.string().refine(isCron, 'five fields (minute hour day month weekday), e.g. 0 6-20 * * 1-5'),
  timeZone: timeZone.default('UTC'),
});
const dailySchema = z.strictObject({
  daily: z.strictObject({
    from: timeOfDay,
    to: timeOfDay,
    every: text(/^0*[1-9]\d*(m|h)$/, 'an interval of minutes or hours such as 15m'),
    on: z.array(weekday).min(1, 'name a day, or leave it out for every day').optional(),
  }),
  timeZone: timeZone.optional(),
});
const endOfWeekSchema = z.strictObject({
  endOfWeek: z.strictObject({ day: weekday, at: timeOnAnyDay }),
  timeZone: timeZone.optional(),
});
const milestonesSchema = z.strictObject({
  milestones: z.strictObject({
    dates: z.array(calendarDate).max(200, 'at most 200 dates').optional(),
    billingPeriods: z
      .enum(['end', 'due'], { error: () => 'end or due: which date of the billing periods in Procore' })
      .optional(),
    offsetDays: offsetDays.default(0),
    at: timeOnAnyDay,
  }),
  timeZone: timeZone.optional(),
});
const fiscalPeriodSchema = z.strictObject({
  fiscalPeriod: z.strictObject({ offsetDays, at: timeOnAnyDay }),
  timeZone: timeZone.optional(),
});

const always = [everySchema, cronSchema, dailySchema, endOfWeekSchema] as const;
const alwaysNames = ['every', 'cron', 'daily', 'endOfWeek'];
const examples =
  '{"every": "15m"}, perhaps with "offset", {"cron": "0 6-20 * * 1-5"}, {"daily": {"from": "06:00", "to": "20:00", "every": "15m"}}, {"endOfWeek": {"day": "friday", "at": "17:00"}}';

/** Of a whole connection: what is posted is looked at all the time, so not by dates. */
export const pollSchema = z.union(always, {
  error: formFault(
    alwaysNames,
    `one of ${examples}, perhaps with "timeZone"; by dates only a feed of a project is polled (ml-connector project cadence)`,
  ),
});

/** Of a feed (domain/calendar/cadence.ts). */
export const cadenceSchema = z.union([...always, milestonesSchema, fiscalPeriodSchema], {
  error: formFault(
    [...alwaysNames, 'milestones', 'fiscalPeriod'],
    `one of ${examples}, {"milestones": {...}}, {"fiscalPeriod": {...}}, perhaps with "timeZone"`,
  ),
});
export type Cadence = z.infer<typeof cadenceSchema>;

function isTimeZone(name: string): boolean {
  // The first look at a time zone costs a command more than all else that it checks.
  if (name === 'UTC') return true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
