import type { Reading } from './feed-watermark';
import { advanced, isRead, readingOf, windowOf, type WindowAnswer } from './window-reading';

const start = Date.UTC(2026, 10, 20, 12, 0, 0);
const at = (second: number): Date => new Date(start + second * 1000);
const begun = (to: number): Reading => readingOf(at(0), at(to), { moves: true, unmet: [] });
const answer = (times: readonly Date[], more: Partial<WindowAnswer> = {}): WindowAnswer => ({
  ids: times.map((_time, index) => String(index)),
  times,
  total: times.length,
  hasNext: false,
  serverDate: null,
  ...more,
});
const full = (times: readonly Date[], total = 150) => answer(times, { hasNext: true, total });

/** Serves records of these seconds, a hundred a page, and gives the windows that were taken. */
function readAll(
  seconds: readonly number[],
  to: number,
): { taken: [number, number][]; calls: number; met: Set<number> } {
  const taken: [number, number][] = [];
  const met = new Set<number>();
  let reading = begun(to);
  let calls = 0;
  while (!isRead(reading)) {
    calls += 1;
    if (calls > 1000) throw new Error('it never ends');
    const { from, to: end, page } = windowOf(reading);
    const inside = seconds
      .map((second, index) => ({ second, index }))
      .filter(({ second }) => second >= (from.getTime() - start) / 1000 && second <= (end.getTime() - start) / 1000);
    const rows = inside.slice((page - 1) * 100, page * 100);
    const step = advanced(reading, {
      ids: rows.map(({ index }) => String(index)),
      times: rows.map(({ second }) => at(second)),
      total: inside.length,
      hasNext: page * 100 < inside.length,
      serverDate: null,
    });
    if (step.isTaken) {
      taken.push([(from.getTime() - start) / 1000, (end.getTime() - start) / 1000]);
      for (const { index } of rows) met.add(index);
    }
    reading = step.reading;
  }
  return { taken, calls, met };
}

test('what fits on a page is read at once', () => {
  expect(windowOf(begun(100))).toEqual({ from: at(0), to: at(100), page: 1 });
  const step = advanced(begun(100), answer([at(5)]));
  expect(step.isTaken).toBe(true);
  expect(isRead(step.reading)).toBe(true);
});

test('a window that is too long ends where half of what its page shows is behind; where that tells nothing it is halved', () => {
  const shown = advanced(begun(1000), full([at(10), at(20), at(30)]));
  expect(shown.isTaken).toBe(false);
  expect(windowOf(shown.reading).to).toEqual(at(20));
  const untold = advanced(begun(1000), full([]));
  expect(windowOf(untold.reading).to).toEqual(at(500));
});

test('every second is in one window that was taken, without a gap, and few windows are too long', () => {
  const evenly = Array.from({ length: 2250 }, (_, index) => Math.floor(index * 0.3));
  const { taken, calls, met } = readAll(evenly, 90_000);
  expect(met.size).toBe(2250);
  taken.forEach(([from], index) => expect(from).toBe(index === 0 ? 0 : taken[index - 1]![1] + 1));
  expect(taken.at(-1)?.[1]).toBe(90_000);
  // A page each could not take fewer than 23.
  expect(calls).toBeLessThan(60);
});

test('a burst after long silence does not cost a call for every halving of the silence', () => {
  const years = 26 * 365 * 86_400;
  const burst = Array.from({ length: 300 }, (_, index) => years - 3_600 + index * 5);
  expect(readAll(burst, years + 86_400).calls).toBeLessThan(14);
});

test('a second with more than a page is read by pages until two readings of it agree', () => {
  const { met, calls } = readAll(
    Array.from({ length: 250 }, () => 7),
    20,
  );
  expect(met.size).toBe(250);
  expect(calls).toBeLessThan(20);
});

test('a second that comes out differently each time is given up, and says which it is', () => {
  let reading: Reading = begun(0);
  let round = 0;
  const again = (): void => {
    round += 1;
    reading = advanced(reading, answer([at(0)], { ids: [String(round)], hasNext: round % 2 === 1 })).reading;
  };
  expect(() => {
    for (;;) again();
  }).toThrow('2026-11-20T12:00:00Z comes out differently each time');
});

test('the source’s clock is noted with its first answer, and only then', () => {
  const first = advanced(begun(1000), { ...full([at(10), at(20)]), serverDate: '2026-11-20T13:00:00.000Z' });
  const second = advanced(first.reading, answer([], { serverDate: '2026-11-20T14:00:00.000Z' }));
  expect(second.reading.begunAt).toBe('2026-11-20T13:00:00.000Z');
});
