import { LastRound } from './last-round';

afterEach(() => {
  jest.useRealTimers();
});

test('a loop is amiss when it did not come round for three of its pauses, and not within half a minute', () => {
  jest.useFakeTimers();
  const quick = new LastRound('quick', 1_000);
  const slow = new LastRound('slow', 60_000);
  jest.advanceTimersByTime(30_000);
  expect([quick.amiss(), slow.amiss()]).toEqual([null, null]);
  jest.advanceTimersByTime(1_000);
  expect([quick.amiss(), slow.amiss()]).toEqual(['the loop quick did not come round for 31 s', null]);
  quick.done();
  jest.advanceTimersByTime(150_000);
  quick.done();
  expect([quick.amiss(), slow.amiss()]).toEqual([null, 'the loop slow did not come round for 181 s']);
});
