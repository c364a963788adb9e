import fc from 'fast-check';
import { shareOf } from './share-of';

const heardMs = 6_000;
const long = 60_000;
const calling = (...forMs: readonly number[]) => forMs.map((ms, index) => ({ process: `p${index}`, forMs: ms }));
const shares = (limit: number, callers: ReturnType<typeof calling>): number[] =>
  callers.map(({ process }) => shareOf(process, limit, callers, heardMs));

test('a process that is alone has all calls at once', () => {
  expect(shares(3, calling(0))).toEqual([3]);
});

test('calls are shared in equal parts; what is left over goes to those that have called longest', () => {
  expect(shares(4, calling(long, long))).toEqual([2, 2]);
  expect(shares(5, calling(long, long, long))).toEqual([2, 2, 1]);
  expect(shares(2, calling(long, long, long))).toEqual([1, 1, 0]);
});

test('one that came a moment ago has none until the others have heard of it', () => {
  expect(shares(2, calling(long, 5_999))).toEqual([1, 0]);
  expect(shares(2, calling(long, 6_000))).toEqual([1, 1]);
});

test('one that is not on the list has none', () => {
  expect(shareOf('gone', 2, calling(long), heardMs)).toBe(0);
});

const beatMs = 5_000;
const lives = fc.array(
  fc.record({ from: fc.integer({ min: 0, max: 60_000 }), forMs: fc.integer({ min: 1, max: 100_000 }) }),
  { minLength: 1, maxLength: 6 },
);

test('however processes come and go, and whenever each looked last, all together have at most the limit', () => {
  fc.assert(
    fc.property(lives, fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 80_000 }), (all, limit, nowMs) => {
      const isThere = (at: number, ms: number): boolean => all[at]!.from <= ms && ms < all[at]!.from + all[at]!.forMs;
      const together = all.reduce((sum, life, index) => {
        if (!isThere(index, nowMs)) return sum;
        // It looked when it came, and then every five seconds.
        const lookedMs = life.from + Math.floor((nowMs - life.from) / beatMs) * beatMs;
        const callers = all
          .map((one, at) => ({ process: String(at), forMs: lookedMs - one.from }))
          .filter((_, at) => isThere(at, lookedMs))
          .sort((a, b) => b.forMs - a.forMs || a.process.localeCompare(b.process));
        return sum + shareOf(String(index), limit, callers, heardMs);
      }, 0);
      return together <= limit;
    }),
    { numRuns: 5_000 },
  );
});
