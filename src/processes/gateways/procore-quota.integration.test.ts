import { MockActivityEnvironment } from '@temporalio/testing';
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
  await owner.query('truncate procore_quota cascade');
  await owner.end();
});

const key = 'app/company';
/** 0: a call was given. */
/** `tenant/connection`, or a connection of the usual tenant. */
const takeAs = async (who: string, inBulk = false): Promise<{ waitMs: number }> => {
  const [connectionId = '', tenantId = 'acme'] = who.split('/').reverse();
  const taken = await fixture.store.quota.take(key, { tenantId, connectionId, leaves: inBulk ? 0.2 : 0 });
  return { waitMs: 'waitMs' in taken ? taken.waitMs : 0 };
};
const take = (inBulk = false) => takeAs('a', inBulk);
const bucketOf = (companyId: string, connectionId = 'a') =>
  procoreQuota(fixture.store, { clientId: 'client', companyId, tenantId: 'acme', connectionId });
const told = (limit: number, remaining: number, resetAfterMs: number) =>
  fixture.store.quota.observe(key, { limit, remaining, resetAfterMs, blockedMs: null });
/** As if so much time had passed. */
const wait = (interval: string) =>
  fixture.database.pool.query(
    `update procore_quota set short_reset_at = short_reset_at - $1::interval, long_reset_at = long_reset_at - $1::interval,
       long_told_at = long_told_at - $1::interval, blocked_until = blocked_until - $1::interval`,
    [interval],
  );
const waitShares = (interval: string) =>
  fixture.database.pool.query(
    `update procore_quota_share set short_until = short_until - $1::interval, long_until = long_until - $1::interval,
       short_kept_until = short_kept_until - $1::interval, long_kept_until = long_kept_until - $1::interval`,
    [interval],
  );
/** How many calls are given before it says to wait; and how long that is. */
async function untilRefused(inBulk: boolean, most = 1000, as = 'a'): Promise<{ given: number; waitMs: number }> {
  for (let given = 0; given < most; given += 1) {
    const { waitMs } = await takeAs(as, inBulk);
    if (waitMs > 0) return { given, waitMs };
  }
  return { given: most, waitMs: 0 };
}

test('all processes of one app and company share a bucket of calls; another company has its own', async () => {
  const [one, same, other] = [bucketOf('1'), bucketOf('1'), bucketOf('2')];
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
  const quota = bucketOf('1');
  await quota.take();
  await quota.observe({ status: 429, limit: null, remaining: null, resetAfterMs: null, retryAfterMs: 30_000 });
  expect(await bucketOf('1').take()).toMatchObject({ granted: false });
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
  expect(await statementsOf(() => take())).toBe(1);
});

/** Each stands for a transaction, since the bucket is asked outside of any. */
async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  let statements = 0;
  const count = (): void => void (statements += 1);
  fixture.database.pool.on('acquire', count);
  await work();
  fixture.database.pool.off('acquire', count);
  return statements;
}
const answered = (remaining: number, limit = 3_600, resetAfterMs = 9_000) => ({
  ...{ status: 200, limit, remaining, resetAfterMs, retryAfterMs: null },
});
/** A process makes so many calls, each answered. */
async function call(process: ReturnType<typeof bucketOf>, calls: number, from: { left: number }, limit?: number) {
  for (let made = 0; made < calls; made += 1) {
    expect(await process.take()).toEqual({ granted: true });
    await process.observe(answered((from.left -= 1), limit));
  }
}

test('where plenty is left, two workers each take ten calls with one statement and note one answer of a window', async () => {
  const workers = [bucketOf('1'), bucketOf('1')] as const;
  const procore = { left: 3_600 };
  await call(workers[0], 2, procore);
  await call(workers[1], 1, procore);
  expect(await statementsOf(() => call(workers[0], 40, procore))).toBeLessThanOrEqual(5);
  expect(await statementsOf(() => call(workers[1], 40, procore))).toBeLessThanOrEqual(5);
  // No call is made that was not taken.
  const { rows } = await fixture.database.pool.query<{ left: number }>(
    'select short_remaining as left from procore_quota',
  );
  expect(rows[0]!.left).toBeLessThanOrEqual(procore.left);
  expect(rows[0]!.left).toBeGreaterThanOrEqual(procore.left - 2 * 10);
});

test('near the end of a window two workers never take more than is left, and each answer is noted', async () => {
  const workers = [bucketOf('1'), bucketOf('1')] as const;
  await call(workers[0], 1, { left: 41 }, 100);
  let given = 0;
  const waits: number[] = [];
  while (waits.length < 2) {
    for (const worker of workers) {
      const grant = await worker.take();
      if (grant.granted) given += 1;
      else waits.push(grant.retryAfterMs);
    }
  }
  // Two at a time of forty: at most one of each may be lost, and none is given that is not there.
  expect(given).toBeLessThanOrEqual(40);
  expect(given).toBeGreaterThanOrEqual(38);
  await wait('10 seconds');
  await bucketOf('1').take();
  await workers[0].observe(answered(12, 100));
  expect(await statementsOf(() => Promise.resolve(workers[0].observe(answered(11, 100))))).toBe(1);
});

test('what a document took ahead is not for what reads in bulk, and a 429 ends what was taken ahead', async () => {
  const worker = bucketOf('1');
  await call(worker, 2, { left: 3_600 });
  const inBulk = new MockActivityEnvironment({ workflowType: 'pollFeed' });
  expect(await statementsOf(() => inBulk.run(() => worker.take()))).toBe(1);
  expect(await statementsOf(() => worker.take())).toBe(0);
  await worker.observe({ status: 429, limit: null, remaining: null, resetAfterMs: null, retryAfterMs: 30_000 });
  expect(await worker.take()).toMatchObject({ granted: false });
});

test('a connection that had to wait has its equal share of the next window; where nobody waits, one takes all', async () => {
  await takeAs('a');
  await told(25, 24, 9_000);
  expect((await untilRefused(false, 100, 'a')).given).toBe(24);
  expect((await untilRefused(false, 100, 'b')).given).toBe(0);
  for (const pass of [wait, waitShares]) await pass('10 seconds');
  // The greedy one comes first again.
  expect((await untilRefused(false, 100, 'a')).given).toBe(13);
  expect((await untilRefused(false, 100, 'b')).given).toBe(12);
  for (const pass of [wait, waitShares]) await pass('40 seconds');
  expect((await untilRefused(false, 100, 'a')).given).toBe(25);
});

test('what reads in bulk for one connection leaves another that waited its share of the hour', async () => {
  await takeAs('a');
  await told(600, 23, 1_800_000);
  expect((await takeAs('b', true)).waitMs).toBeGreaterThan(1_700_000);
  for (const pass of [wait, waitShares]) await pass('30 minutes');
  expect((await untilRefused(true, 700, 'a')).given).toBe(300);
  expect((await untilRefused(true, 700, 'b')).given).toBe(180);
});

test('a tenant with three connections has no more than one with one: half each, and a third of its half each of the three', async () => {
  const three = ['acme/a1', 'acme/a2', 'acme/a3'];
  await takeAs('acme/a1');
  await told(25, 24, 9_000);
  expect((await untilRefused(false, 100, 'acme/a1')).given).toBe(24);
  for (const one of [...three.slice(1), 'rival/b']) expect((await untilRefused(false, 100, one)).given).toBe(0);
  for (const pass of [wait, waitShares]) await pass('10 seconds');
  // All three of the one come before the other, which makes none of them give way to more than its half.
  const given: number[] = [];
  for (const one of [...three, 'rival/b']) given.push((await untilRefused(false, 100, one)).given);
  expect(given).toEqual([5, 5, 3, 12]);
});

test('of the half that is kept for a tenant one connection takes all where no other of it waited', async () => {
  await takeAs('acme/a1');
  await told(25, 24, 9_000);
  // It had all that was left, and asked for no more.
  expect((await untilRefused(false, 24, 'acme/a1')).waitMs).toBe(0);
  await untilRefused(false, 100, 'rival/b');
  for (const pass of [wait, waitShares]) await pass('10 seconds');
  expect((await untilRefused(false, 100, 'acme/a2')).given).toBe(13);
  expect((await untilRefused(false, 100, 'acme/a3')).given).toBe(0);
  expect((await untilRefused(false, 100, 'rival/b')).given).toBe(12);
});

test('what is read in bulk for three connections of a tenant leaves another tenant its half of the hour', async () => {
  await takeAs('acme/a1');
  await told(600, 23, 1_800_000);
  expect((await takeAs('rival/b', true)).waitMs).toBeGreaterThan(1_700_000);
  for (const pass of [wait, waitShares]) await pass('30 minutes');
  const given: number[] = [];
  for (const one of ['acme/a1', 'acme/a2', 'acme/a3', 'rival/b'])
    given.push((await untilRefused(true, 700, one)).given);
  expect(given).toEqual([300, 0, 0, 180]);
});
