import { Client } from 'pg';
import { createTestStore, type TestStore } from '../../../test/stack/test-store';
import { procoreQuota } from './procore-quota';

let fixture: TestStore;
beforeAll(async () => {
  fixture = await createTestStore();
});
afterAll(() => fixture.close());
// As its owner: the application deletes no quota.
beforeEach(async () => {
  const owner = new Client(fixture.testDatabase.ownerUrl);
  await owner.connect();
  await owner.query('delete from procore_quota');
  await owner.end();
});

const key = 'app/company';
const take = (inBulk = false) => fixture.store.quota.take(key, inBulk ? 0.2 : 0);
const told = (limit: number, remaining: number, resetAfterMs: number) =>
  fixture.store.quota.observe(key, { limit, remaining, resetAfterMs, blockedMs: null });
/** As if so much time had passed. */
const wait = (interval: string) =>
  fixture.database.pool.query(
    `update procore_quota set short_reset_at = short_reset_at - $1::interval, long_reset_at = long_reset_at - $1::interval,
       long_told_at = long_told_at - $1::interval, blocked_until = blocked_until - $1::interval`,
    [interval],
  );
/** How many calls are given before it says to wait; and how long that is. */
async function untilRefused(inBulk: boolean, most = 1000): Promise<{ given: number; waitMs: number }> {
  for (let given = 0; given < most; given += 1) {
    const { waitMs } = await take(inBulk);
    if (waitMs > 0) return { given, waitMs };
  }
  return { given: most, waitMs: 0 };
}

test('all processes of one app and company share a bucket of calls; another company has its own', async () => {
  const { store } = fixture;
  const one = procoreQuota(store, 'client', '1');
  const same = procoreQuota(store, 'client', '1');
  const other = procoreQuota(store, 'client', '2');
  expect(await one.take()).toEqual({ granted: true });
  await one.observe({ status: 200, limit: 10, remaining: 1, resetAfterMs: 9_000, retryAfterMs: null });
  expect(await same.take()).toEqual({ granted: true });
  const refused = await one.take();
  expect(refused.granted).toBe(false);
  expect(refused.granted ? 0 : refused.retryAfterMs).toBeGreaterThan(1_000);
  expect(await other.take()).toEqual({ granted: true });
  const { rows } = await fixture.database.pool.query<{ key: string }>('select key from procore_quota');
  expect(rows.map((row) => row.key).join()).not.toContain('client');
});

test('a 429 stops every process until the time that Procore named', async () => {
  const quota = procoreQuota(fixture.store, 'client', '1');
  await quota.take();
  await quota.observe({ status: 429, limit: null, remaining: null, resetAfterMs: null, retryAfterMs: 30_000 });
  expect(await procoreQuota(fixture.store, 'client', '1').take()).toMatchObject({ granted: false });
});

test('what is asked in bulk leaves a fifth of the calls to documents', async () => {
  await take();
  await told(25, 24, 9_000);
  expect((await untilRefused(true)).given).toBe(19);
  expect((await untilRefused(false)).given).toBe(5);
  await wait('10 seconds');
  // The window that begins now is known by its size, before any answer tells of it.
  expect((await untilRefused(true)).given).toBe(20);
});

test('the hourly limit shows only near its end; from then on what is asked in bulk leaves a fifth of it too', async () => {
  await take();
  await told(600, 23, 1_800_000);
  const bulk = await untilRefused(true);
  expect(bulk.given).toBe(0);
  expect(bulk.waitMs).toBeGreaterThan(1_700_000);
  expect(await take()).toEqual({ waitMs: 0 });
  await wait('30 minutes');
  expect((await untilRefused(true)).given).toBe(480);
  // A document goes by what Procore says, not by our count.
  expect((await untilRefused(false, 200)).given).toBe(200);
  await told(600, 0, 60_000);
  expect((await take()).waitMs).toBeGreaterThan(50_000);
});

test('a limit of the hour that was not told for a day is not believed: Procore may have changed it', async () => {
  await take();
  await told(600, 23, 1_800_000);
  await wait('25 hours');
  expect((await untilRefused(true, 700)).given).toBe(700);
});

test('of calls under way at once the lower count stands; one that tells of a later window begins it', async () => {
  await take();
  await told(25, 3, 8_000);
  await told(25, 7, 8_000);
  expect((await untilRefused(false)).given).toBe(3);
  await wait('7 seconds');
  await told(25, 24, 9_000);
  expect((await untilRefused(false)).given).toBe(24);
});

test('a call takes one statement once the bucket is there', async () => {
  await take();
  let statements = 0;
  fixture.database.pool.on('acquire', () => (statements += 1));
  await take();
  expect(statements).toBe(1);
});
