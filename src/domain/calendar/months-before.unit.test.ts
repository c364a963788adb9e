import { monthsBefore } from './months-before';

test.each([
  ['2026-11-29', 12, '2025-11-29'],
  ['2026-03-31', 1, '2026-02-28'],
  ['2028-03-31', 1, '2028-02-29'],
  ['2026-01-15', 13, '2024-12-15'],
  ['2026-01-15', 0, '2026-01-15'],
])('%s, %i months before, is %s', (day, months, expected) => {
  expect(monthsBefore(day, months)).toBe(expected);
});
