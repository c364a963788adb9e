import { blackoutAt, type Blackout } from './blackout';

const zone = 'America/Chicago';
const inForce = (blackout: Blackout | readonly Blackout[], at: string, periodEnds: readonly string[] | null = []) => {
  const found = blackoutAt([blackout].flat(), { timeZone: zone, periodEnds }, new Date(at));
  return found === null ? null : (found.until?.toISOString() ?? 'unknown');
};
const nightly: Blackout = { name: 'package build', daily: { from: '23:00', to: '03:30' } };

test('a nightly one lasts over midnight; its first moment belongs to it, its last does not', () => {
  expect(inForce(nightly, '2026-12-02T04:59:59Z')).toBeNull();
  expect(inForce(nightly, '2026-12-02T05:00:00Z')).toBe('2026-12-02T09:30:00.000Z');
  expect(inForce(nightly, '2026-12-02T09:29:59Z')).toBe('2026-12-02T09:30:00.000Z');
  expect(inForce(nightly, '2026-12-02T09:30:00Z')).toBeNull();
});

test('on days that are named it begins on them, and may last into the next', () => {
  const fridays: Blackout = { name: 'x', daily: { from: '23:00', to: '03:30', on: ['friday'] } };
  // Saturday, one in the morning; Friday, one in the morning.
  expect(inForce(fridays, '2026-12-05T07:00:00Z')).not.toBeNull();
  expect(inForce(fridays, '2026-12-04T07:00:00Z')).toBeNull();
});

test('on the day that clocks go forward a time that does not exist ends it when they have; going back, at its second coming', () => {
  const early: Blackout = { name: 'x', daily: { from: '00:30', to: '02:30' } };
  expect(inForce(early, '2027-03-14T07:00:00Z')).toBe('2027-03-14T08:30:00.000Z');
  const twice: Blackout = { name: 'x', daily: { from: '00:30', to: '01:30' } };
  expect(inForce(twice, '2026-11-01T06:45:00Z')).toBe('2026-11-01T07:30:00.000Z');
});

test('one that is named by its dates is in force once, in the time zone of the books', () => {
  const yearEnd: Blackout = { name: 'x', once: { from: '2026-12-31T18:00', to: '2027-01-04T08:00' } };
  expect(inForce(yearEnd, '2026-12-31T23:59:00Z')).toBeNull();
  expect(inForce(yearEnd, '2027-01-01T00:00:00Z')).toBe('2027-01-04T14:00:00.000Z');
  expect(inForce(yearEnd, '2027-12-31T23:59:59Z')).toBeNull();
});

const monthEnd: Blackout = { name: 'month end', periodEnd: { daysBefore: 0, daysAfter: 2 } };

test("a period's end is whole days of the ERP's calendar, its last day among them", () => {
  expect(inForce(monthEnd, '2026-11-30T05:59:59Z', ['2026-11-30'])).toBeNull();
  expect(inForce(monthEnd, '2026-11-30T06:00:00Z', ['2026-11-30'])).toBe('2026-12-03T06:00:00.000Z');
  expect(inForce(monthEnd, '2026-12-03T06:00:00Z', ['2026-11-30'])).toBeNull();
});

test("while the ERP's calendar was not read, nothing is posted: nobody can tell that it is no such day", () => {
  expect(inForce(monthEnd, '2026-11-15T12:00:00Z', null)).toBe('unknown');
  expect(inForce(nightly, '2026-12-02T12:00:00Z', null)).toBeNull();
});

test('of several that are in force the one that ends last counts', () => {
  expect(inForce([nightly, monthEnd], '2026-12-02T06:00:00Z', ['2026-11-30'])).toBe('2026-12-03T06:00:00.000Z');
  expect(inForce([monthEnd, nightly], '2026-12-02T06:00:00Z', ['2026-11-30'])).toBe('2026-12-03T06:00:00.000Z');
});
