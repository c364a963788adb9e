import { daysToLookBack } from './days-to-look-back';

const now = new Date('2026-11-20T00:10:00Z');
const before = (ms: number): Date => new Date(now.getTime() - ms);
const hour = 3_600_000;

test.each([
  ['a poll of a quarter of an hour ago asks for yesterday too, since midnight may lie between', 900_000, 1],
  ['a poll of nearly a day ago asks for two days, by the overlap', 23 * hour, 2],
  ['a poll of exactly 22 hours ago is covered by one day', 22 * hour, 1],
  ['a clock that was set back asks for the least', -5 * hour, 1],
  ['a feed that stood still for a year asks for no more than 90 days', 365 * 24 * hour, 90],
])('%s', (_rule, agoMs, days) => {
  expect(daysToLookBack(before(agoMs), now)).toBe(days);
});

test('a feed that never read asks for all the days it may', () => {
  expect(daysToLookBack(null, now)).toBe(90);
});
