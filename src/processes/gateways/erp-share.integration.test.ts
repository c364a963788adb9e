import { setTimeout as delay } from 'node:timers/promises';
import { createTestStore, type TestStore } from '../../../test/stack/test-store';
import type { CallShare } from '../../clients/http/call-share';
import { ConcurrencyLimit } from '../../clients/http/concurrency-limit';
import { erpShare, type ErpShareTimes } from './erp-share';

let acme: TestStore;
const open: CallShare[] = [];
/** A test that fails leaves none of these to the suite that comes next in its process. */
const endless: { isOver: boolean }[] = [];
beforeEach(async () => {
  acme = await createTestStore();
  Object.assign(running, { now: 0, most: 0 });
});
afterEach(async () => {
  for (const state of endless.splice(0)) state.isOver = true;
  for (const share of open.splice(0)) await share.close();
  await acme.close();
});

const times: ErpShareTimes = { beatMs: 100, heardMs: 200, turnMs: 600, goneMs: 500, idleMs: 400 };

/** As one process has it. */
function worker(name: string, { limit = 2, connectionId = 'c', ...other }: Partial<ErpShareTimes> & Of = {}) {
  const of = { connectionId, system: 'jde', limit, process: name };
  const share = erpShare(acme.store, of, { ...times, ...other });
  open.push(share);
  return { share, limit: new ConcurrencyLimit(limit, share) };
}

interface Of {
  readonly limit?: number;
  readonly connectionId?: string;
}

const running = { now: 0, most: 0 };
const call = async (ms = 10): Promise<void> => {
  running.now += 1;
  running.most = Math.max(running.most, running.now);
  await delay(ms);
  running.now -= 1;
};
const withoutEnd = (one: { readonly limit: ConcurrencyLimit }) => {
  const state = { isOver: false, made: 0 };
  endless.push(state);
  const all = Array.from({ length: 6 }, async () => {
    while (!state.isOver) {
      await one.limit.run(() => call());
      state.made += 1;
    }
  });
  // Told where it is stopped, and nowhere else.
  for (const calls of all) calls.catch(() => undefined);
  return {
    made: () => state.made,
    stop: async () => {
      state.isOver = true;
      await Promise.all(all);
    },
  };
};

/** However slow the machine is; what never comes runs into the limit of the test. */
const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await delay(10);
};

test('a worker that is alone makes all calls at once, from the first moment on', async () => {
  const one = worker('one', { heardMs: 30_000, turnMs: 60_000 });
  const before = performance.now();
  await Promise.all([one.limit.run(() => call(50)), one.limit.run(() => call(50))]);
  expect(performance.now() - before).toBeLessThan(15_000);
  expect(running.most).toBe(2);
});

test('a worker that comes gets its part, and the one before makes room: together never more than the connection may', async () => {
  const first = withoutEnd(worker('one'));
  await until(() => running.now === 2);
  running.most = 0;
  const second = withoutEnd(worker('two'));
  await delay(800);
  await until(() => second.made() > 0);
  expect(running.most).toBe(2);
  const then = first.made();
  await until(() => first.made() > then);
  expect(running.most).toBe(2);
  await Promise.all([first.stop(), second.stop()]);
});

test('where a connection may make one call at once, two workers take turns', async () => {
  const [one, two] = [withoutEnd(worker('one', { limit: 1 })), withoutEnd(worker('two', { limit: 1 }))];
  await until(() => one.made() > 10 && two.made() > 10);
  expect(running.most).toBe(1);
  await Promise.all([one.stop(), two.stop()]);
});

test('another connection has a limit of its own', async () => {
  // Each ends only once both were under way.
  const meeting = async (): Promise<void> => {
    running.now += 1;
    await until(() => running.now === 2);
  };
  const calls = [worker('one', { limit: 1 }), worker('two', { limit: 1, connectionId: 'other' })].map(({ limit }) =>
    limit.run(meeting),
  );
  await Promise.all(calls);
  expect(running.now).toBe(2);
});

test('the part of a worker that was killed falls to the others when it has been silent for long, and no earlier', async () => {
  await acme.store.erpCallers.saySeen('c', 'killed', { goneAfterMs: times.goneMs, isNew: true });
  const { share } = worker('next', { limit: 1 });
  share.begin();
  const before = performance.now();
  while (share.calls() === 0) await delay(10);
  expect(performance.now() - before).toBeGreaterThan(times.goneMs - 150);
  share.end();
});

test('one of this machine whose process has ended is not waited for', async () => {
  const { spawnSync } = await import('node:child_process');
  const { hostname } = await import('node:os');
  const { pid } = spawnSync(process.execPath, ['--version']);
  await acme.store.erpCallers.saySeen('c', `${hostname()}/${pid}/x`, { goneAfterMs: times.goneMs, isNew: true });
  const before = performance.now();
  await worker('next', { limit: 1, goneMs: 60_000 }).limit.run(() => call());
  expect(performance.now() - before).toBeLessThan(30_000);
});

test('a worker without calls leaves its part to the others, and comes again when it has some', async () => {
  const [one, two] = [worker('one'), worker('two')];
  await one.limit.run(() => call());
  await delay(times.idleMs + 300);
  two.share.begin();
  await until(() => two.share.calls() === 2);
  two.share.end();
  await one.limit.run(() => call());
});

test('who can make no call for too long is throttled, so that the place in the worker is free and the workflow waits', async () => {
  jest.spyOn(global, 'setInterval').mockImplementationOnce((told: () => void) => setTimeout(told, 50));
  const { limit } = worker('two', { heardMs: 60_000 });
  await acme.store.erpCallers.saySeen('c', 'one', { goneAfterMs: 60_000, isNew: true });
  await expect(limit.run(() => call())).rejects.toMatchObject({ kind: 'Throttled', detail: { reason: 'ownLimit' } });
  expect(limit.running).toBe(0);
});

test('while the database is away no call is made, and when it is back they go on', async () => {
  const one = worker('one', { goneMs: 200 });
  const calls = withoutEnd(one);
  await delay(100);
  const saySeen = jest.spyOn(acme.store.erpCallers, 'saySeen').mockRejectedValue(new Error('away'));
  await delay(500);
  const then = calls.made();
  await delay(200);
  expect(calls.made()).toBe(then);
  saySeen.mockRestore();
  await until(() => calls.made() > then);
  await calls.stop();
});

test('calls cost no statement: only who calls is told, now and then', async () => {
  let statements = 0;
  acme.database.pool.on('acquire', () => (statements += 1));
  const { limit } = worker('one', { beatMs: 5_000, goneMs: 15_000 });
  for (let made = 0; made < 500; made += 1) await limit.run(() => call(1));
  // When it comes, when it is heard of, and each beat after that: a slow machine has time for some.
  expect(statements).toBeLessThanOrEqual(20);
});
