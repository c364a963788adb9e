import type { Cadence } from './cadence';
import { calendarFacts, pollTimes, type CalendarFacts } from './poll-times';

const facts: CalendarFacts = {
  timeZone: 'America/Denver',
  billingPeriods: [
    { end: '2026-12-31', due: '2027-01-10' },
    { end: '2026-11-30', due: null },
  ],
  periodEnds: ['2026-10-31', '2026-11-30', '2026-12-31'],
  today: '2026-11-28',
};
const times = (cadence: Cadence) => pollTimes(cadence, facts);
const dates = (cadence: Cadence) => {
  const made = times(cadence);
  if (!('calendars' in made)) throw new Error('not by the calendar');
  return made.calendars.map(({ year, month, dayOfMonth }) => [year, month, dayOfMonth].join(' '));
};

test('a daily window has both its ends, and what lies between by the interval', () => {
  expect(times({ daily: { from: '06:30', to: '08:00', every: '30m' }, timeZone: 'Europe/Berlin' })).toEqual({
    calendars: [
      { hour: 6, minute: [30] },
      { hour: 7, minute: [0, 30] },
      { hour: 8, minute: [0] },
    ],
    timezone: 'Europe/Berlin',
  });
});

test('a window of one time is that time, on the days that are named', () => {
  expect(times({ daily: { from: '06:00', to: '06:00', every: '1h', on: ['monday', 'friday'] } })).toEqual({
    calendars: [{ hour: 6, minute: [0], dayOfWeek: ['MONDAY', 'FRIDAY'] }],
    timezone: 'America/Denver',
  });
});

test('the end of the week is one time a week', () => {
  expect(times({ endOfWeek: { day: 'friday', at: '17:05' } })).toEqual({
    calendars: [{ hour: 17, minute: [5], dayOfWeek: ['FRIDAY'] }],
    timezone: 'America/Denver',
  });
});

test('milestones are the dates that are named and those of the billing periods, moved by the offset over ends of months, each once', () => {
  const cadence = {
    milestones: { dates: ['2027-01-10', '2027-03-01'], billingPeriods: 'due', offsetDays: -1, at: '06:00' },
  } as const;
  expect(dates(cadence)).toEqual(['2027 JANUARY 9', '2027 FEBRUARY 28']);
  expect(dates({ milestones: { billingPeriods: 'end', offsetDays: 2, at: '06:00' } })).toEqual([
    '2026 DECEMBER 2',
    '2027 JANUARY 2',
  ]);
});

test('a fiscal period is polled beside its last day; what is over is left out, but not what may still be today elsewhere', () => {
  expect(dates({ fiscalPeriod: { offsetDays: -3, at: '06:00' } })).toEqual(['2026 NOVEMBER 27', '2026 DECEMBER 28']);
  expect(dates({ fiscalPeriod: { offsetDays: -4, at: '06:00' } })).toEqual(['2026 DECEMBER 27']);
});

test('where no date is known there is no time at all', () => {
  const made = pollTimes({ fiscalPeriod: { offsetDays: 0, at: '06:00' } }, { ...facts, periodEnds: [] });
  expect(made).toEqual({ calendars: [], timezone: 'America/Denver' });
});

test("the zone is the project's where Procore gives one of IANA, else that of the books", () => {
  const zoneOf = (timeZone: string | null) =>
    calendarFacts(
      { timeZone: 'America/Chicago', periodEnds: null, project: { timeZone, billingPeriods: null } },
      new Date('2026-11-28T12:00:00Z'),
    ).timeZone;
  expect(zoneOf('America/Denver')).toBe('America/Denver');
  expect(zoneOf('Mountain Time (US & Canada)')).toBe('America/Chicago');
  expect(zoneOf(null)).toBe('America/Chicago');
});
