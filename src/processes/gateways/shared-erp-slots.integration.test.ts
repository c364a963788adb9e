import { setTimeout as delay } from 'node:timers/promises';
import { createTestStore, type TestStore } from '../../../test/stack/test-store';
import { ConcurrencyLimit } from '../../clients/http/concurrency-limit';
import { sharedErpSlots, type SlotTimes } from './shared-erp-slots';

let acme: TestStore;
const open: { close(): Promise<void> }[] = [];
beforeEach(async () => {
  acme = await createTestStore();
});
afterEach(async () => {
  for (const slots of open.splice(0)) await slots.close();
  await acme.close();
});

const times: SlotTimes = { leaseMs: 600, turnMs: 100, lookAgainMs: 20, patienceMs: 2_000 };

/** As one process has it: calls of a connection, limited by itself and, with the others, by the slots. */
function worker(
  holder: string,
  { limit = 2, connectionId = 'c', ...other }: Partial<SlotTimes> & { limit?: number; connectionId?: string } = {},
) {
  const slots = sharedErpSlots(acme.store, { connectionId, system: 'jde', limit, holder }, { ...times, ...other });
  open.push(slots);
  return new ConcurrencyLimit(limit, slots);
}

const running = { now: 0, most: 0 };
beforeEach(() => Object.assign(running, { now: 0, most: 0 }));
const call = async (ms = 5): Promise<void> => {
  running.now += 1;
  running.most = Math.max(running.most, running.now);
  await delay(ms);
  running.now -= 1;
};

test('two workers together never make more calls at once than their connection may', async () => {
  const workers = [worker('one'), worker('two')];
  await Promise.all(workers.flatMap((one) => Array.from({ length: 60 }, () => one.run(() => call()))));
  expect(running.most).toBe(2);
});

test('a worker that has calls without end gives way to one that waits, and goes on', async () => {
  const [greedy, other] = [worker('greedy'), worker('other')];
  let isOver = false;
  let made = 0;
  const endless = Array.from({ length: 6 }, async () => {
    while (!isOver) {
      await greedy.run(() => call());
      made += 1;
    }
  });
  await delay(200);
  for (let turn = 0; turn < 3; turn += 1) {
    const before = performance.now();
    await other.run(() => call());
    expect(performance.now() - before).toBeLessThan(1_500);
    await delay(250);
  }
  const then = made;
  await delay(500);
  expect(made).toBeGreaterThan(then);
  isOver = true;
  await Promise.all(endless);
  expect(running.most).toBe(2);
});

test('another connection has slots of its own, and a limit that was raised counts at once', async () => {
  const calls = [worker('one', { limit: 1 }), worker('two', { limit: 1, connectionId: 'other' })].map((one) =>
    one.run(() => call(300)),
  );
  await delay(150);
  expect(running.now).toBe(2);
  const raised = worker('three', { limit: 2 }).run(() => call(10));
  await raised;
  await Promise.all(calls);
  expect(running.most).toBe(3);
});

test('the slot of a worker that was killed falls back when its lease is over, and no earlier', async () => {
  const killed = { connectionId: 'c', holder: 'killed' };
  expect(await acme.store.erpCallSlots.take(killed, { limit: 1, leaseMs: 600, wantedMs: 50 })).not.toBeNull();
  const before = performance.now();
  await worker('next', { limit: 1 }).run(() => call());
  expect(performance.now() - before).toBeGreaterThan(450);
});

test('a call that takes longer than a lease keeps its slot', async () => {
  const long = worker('one', { limit: 1 }).run(() => call(1_500));
  await delay(50);
  await worker('two', { limit: 1 }).run(() => call());
  await long;
  expect(running.most).toBe(1);
});

test('who waits too long is throttled, so that the slot of the worker is free and the workflow waits', async () => {
  const long = worker('one', { limit: 1 }).run(() => call(1_000));
  await delay(50);
  const limit = worker('two', { limit: 1, patienceMs: 200 });
  await expect(limit.run(() => call())).rejects.toMatchObject({ kind: 'Throttled', detail: { reason: 'ownLimit' } });
  expect(limit.running).toBe(0);
  await long;
});

test('who gives up while waiting makes no call, and its slot is not lost', async () => {
  const long = worker('one', { limit: 1 }).run(() => call(400));
  await delay(50);
  const limit = worker('two', { limit: 1 });
  const made = jest.fn(() => call());
  await expect(limit.run(made, AbortSignal.timeout(100))).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(made).not.toHaveBeenCalled();
  await long;
  await limit.run(() => call());
});

test('a worker that is alone asks the database once for many calls', async () => {
  let statements = 0;
  acme.database.pool.on('acquire', () => (statements += 1));
  const limit = worker('one', { turnMs: 5_000, leaseMs: 15_000 });
  for (let made = 0; made < 100; made += 1) await limit.run(() => call(1));
  // The first time there are no rows of the connection yet.
  expect(statements).toBeLessThanOrEqual(3);
});
