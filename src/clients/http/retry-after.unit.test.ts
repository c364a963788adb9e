import { retryAfterMs } from './retry-after';

const nowMs = Date.parse('2026-11-02T10:00:00Z');

test.each<[string, Record<string, string>, number | undefined]>([
  ['milliseconds come first', { 'retry-after-ms': '250', 'retry-after': '7' }, 250],
  ['the other name for milliseconds', { 'x-ms-retry-after-ms': '40' }, 40],
  ['seconds', { 'retry-after': '7' }, 7_000],
  ['a date', { 'retry-after': 'Mon, 02 Nov 2026 10:00:30 GMT' }, 30_000],
  ['a date in the past means now', { 'retry-after': 'Mon, 02 Nov 2026 09:00:00 GMT' }, 0],
  [
    "a date is measured by the server's clock",
    { 'retry-after': 'Mon, 02 Nov 2026 12:00:30 GMT', date: 'Mon, 02 Nov 2026 12:00:00 GMT' },
    30_000,
  ],
  ['a wrong value means no answer', { 'retry-after': 'soon' }, undefined],
  ['a negative value means no answer', { 'retry-after': '-5' }, undefined],
  ['no header', {}, undefined],
  ['a year is cut to an hour', { 'retry-after': '31536000' }, 3_600_000],
])('%s', (_name, headers, expected) => {
  expect(retryAfterMs(headers, nowMs)).toBe(expected);
});
