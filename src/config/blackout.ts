import { z } from 'zod';
import { timeOfDay, weekday } from './cadence';
import { formFault } from './form-fault';

const named = { name: z.string().trim().min(1, 'what it is for, in a few words').max(60, 'at most 60 characters') };
const localTime = z
  .string()
  .regex(
    /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d$/,
    'a date and time in the time zone of the books, e.g. 2026-12-31T18:00',
  )
  .refine((text) => z.iso.date().safeParse(text.slice(0, 10)).success, 'no such day');
const days = z
  .int({ error: () => 'whole days, 0 to 20' })
  .min(0, 'at least 0')
  .max(20, 'at most 20 days');

const dailySchema = z.strictObject({
  ...named,
  daily: z
    .strictObject({
      from: timeOfDay,
      to: timeOfDay,
      on: z.array(weekday).min(1, 'name a day, or leave it out for every day').optional(),
    })
    .refine(({ from, to }) => from !== to, 'from and to are the same: that would be the whole day'),
});
const onceSchema = z.strictObject({
  ...named,
  once: z
    .strictObject({ from: localTime, to: localTime })
    .refine(({ from, to }) => from < to, 'the first time is not before the last'),
});
const periodEndSchema = z.strictObject({
  ...named,
  periodEnd: z.strictObject({ daysBefore: days.default(0), daysAfter: days.default(0) }),
});

const example =
  'one of {"name": "package build", "daily": {"from": "01:00", "to": "03:30"}}, {"name": "year end", "once": {"from": "2026-12-31T18:00", "to": "2027-01-04T08:00"}}, {"name": "month end", "periodEnd": {"daysBefore": 0, "daysAfter": 2}}';

/** A time in which nothing is posted (domain/calendar/blackout.ts). */
export const blackoutSchema = z.union([dailySchema, onceSchema, periodEndSchema], {
  error: formFault(['daily', 'once', 'periodEnd'], example),
});
