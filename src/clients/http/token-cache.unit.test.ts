import { TokenCache, type CachedToken } from './token-cache';

function cacheAt(clock: { ms: number }, answers: (() => Promise<CachedToken>)[], failed: unknown[] = []) {
  let fetches = 0;
  const cache = new TokenCache({
    fetchToken: () => {
      const answer = answers[fetches];
      fetches += 1;
      return answer === undefined ? Promise.reject(new Error('one fetch too many')) : answer();
    },
    earlyMs: 300_000,
    marginMs: 10_000,
    earlyRetryMs: 30_000,
    nowMs: () => clock.ms,
    onEarlyRefreshFailed: (error) => failed.push(error),
  });
  return { cache, fetches: () => fetches };
}

const token = (value: string, expiresAtMs: number) => (): Promise<CachedToken> =>
  Promise.resolve({ value, expiresAtMs });
const refused = (): Promise<CachedToken> => Promise.reject(new Error('no'));
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('all callers wait for one refresh', async () => {
  const { cache, fetches } = cacheAt({ ms: 0 }, [token('a', 5_400_000)]);
  const got = await Promise.all([cache.get(), cache.get(), cache.get()]);
  expect(got.map((one) => one.value)).toEqual(['a', 'a', 'a']);
  expect(fetches()).toBe(1);
});

test('a failed refresh is forgotten: all who waited fail, the next call starts again', async () => {
  const { cache, fetches } = cacheAt({ ms: 0 }, [refused, token('b', 5_400_000)]);
  const both = await Promise.allSettled([cache.get(), cache.get()]);
  expect(both.map((one) => one.status)).toEqual(['rejected', 'rejected']);
  expect((await cache.get()).value).toBe('b');
  expect(fetches()).toBe(2);
});

test('shortly before expiry the old token serves while one refresh runs', async () => {
  const clock = { ms: 0 };
  const { cache, fetches } = cacheAt(clock, [token('old', 1_000_000), token('new', 9_000_000)]);
  await cache.get();
  clock.ms = 699_999;
  await cache.get();
  expect(fetches()).toBe(1);
  clock.ms = 700_000;
  expect((await Promise.all([cache.get(), cache.get()])).map((one) => one.value)).toEqual(['old', 'old']);
  await settled();
  expect((await cache.get()).value).toBe('new');
  expect(fetches()).toBe(2);
});

test('an early refresh that fails is reported, not thrown, and waits before it is tried again', async () => {
  const clock = { ms: 0 };
  const failed: unknown[] = [];
  const { cache, fetches } = cacheAt(clock, [token('old', 1_000_000), refused, token('new', 9_000_000)], failed);
  await cache.get();
  clock.ms = 700_000;
  await cache.get();
  await settled();
  expect(failed).toHaveLength(1);
  await cache.get();
  expect(fetches()).toBe(2);
  clock.ms = 730_000;
  await cache.get();
  await settled();
  expect((await cache.get()).value).toBe('new');
});

test('a token that is about to expire is not handed out', async () => {
  const clock = { ms: 0 };
  const { cache } = cacheAt(clock, [token('old', 1_000_000), token('new', 9_000_000)]);
  await cache.get();
  clock.ms = 990_000;
  expect((await cache.get()).value).toBe('new');
});

test('a late refusal of an older token does not throw the newer one away', async () => {
  const { cache, fetches } = cacheAt({ ms: 0 }, [token('a', 5_400_000), token('b', 5_400_000)]);
  const first = await cache.get();
  cache.invalidate(first);
  expect((await cache.get()).value).toBe('b');
  cache.invalidate(first);
  expect((await cache.get()).value).toBe('b');
  expect(fetches()).toBe(2);
});
