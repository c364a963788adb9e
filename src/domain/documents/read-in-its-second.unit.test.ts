import { readInItsSecond } from './read-in-its-second';

const at = (seenAt: string | null, sourceUpdatedAt: string | null): boolean =>
  readInItsSecond({
    seenAt: seenAt === null ? null : new Date(seenAt),
    sourceUpdatedAt: sourceUpdatedAt === null ? null : new Date(sourceUpdatedAt),
  });

test('what was read in the second of its change may have changed again without a later time, and so may what a slow clock dated ahead', () => {
  expect(at('2026-11-02T09:15:00.400Z', '2026-11-02T09:15:00Z')).toBe(true);
  expect(at('2026-11-02T09:15:02.999Z', '2026-11-02T09:15:00Z')).toBe(true);
  expect(at('2026-11-02T09:14:30Z', '2026-11-02T09:15:00Z')).toBe(true);
});

test('what was read well after its change is told by its time; of what was never read the time is enough', () => {
  expect(at('2026-11-02T09:15:03Z', '2026-11-02T09:15:00Z')).toBe(false);
  expect(at(null, '2026-11-02T09:15:00Z')).toBe(false);
  expect(at('2026-11-02T09:15:03Z', null)).toBe(false);
});
