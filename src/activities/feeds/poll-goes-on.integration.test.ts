import { createTestStore, testProjectId, type TestStore } from '../../../test/stack/test-store';
import { Throttled } from '../../clients/http/client-error';
import { watermarkOf } from '../../domain/documents/feed-watermark';
import { createPollRequisitions } from './poll-requisitions';
import { createSweepRequisitions } from './sweep-requisitions';
import { windowedSource, type WindowedSource } from './windowed-source.fixture';

let acme: TestStore;
let source: WindowedSource;
beforeEach(async () => {
  acme = await createTestStore({ live: false });
  source = windowedSource(acme);
});
afterEach(() => acme.close());

const hour = 3_600_000;
const ago = (ms: number): Date => new Date(Math.floor((Date.now() - ms) / 1000) * 1000);
const scope = () => ({ tenantId: acme.tenantId, connectionId: acme.connectionId, projectId: testProjectId });
/** A process of its own each time: nothing is remembered but what is stored. */
const poll = (full = false) => createPollRequisitions(source.ports)({ ...scope(), full });
const feed = () => acme.store.inTenant(acme.tenantId, (tx) => tx.feeds.find(acme, testProjectId, 'requisitions'));
const stored = async () =>
  (
    await acme.store.inTenant(acme.tenantId, (tx) =>
      tx.sightings.changedSince(acme, { kind: 'requisition', projectId: testProjectId, since: new Date(0) }),
    )
  ).map(({ id }) => id);

/** Asks again, as the workflow does, whenever the limit ends an attempt. Gives how many attempts it took. */
async function patiently(each: number, ask: () => Promise<unknown>, meanwhile: () => unknown = () => null) {
  for (let attempts = 1; attempts < 200; attempts += 1) {
    source.allowed = each;
    try {
      await ask();
      source.allowed = Infinity;
      return attempts;
    } catch (error) {
      if (!(error instanceof Throttled)) throw error;
      meanwhile();
    }
  }
  throw new Error('it never came to its end');
}

function burst(count: number, at: (index: number) => Date): void {
  for (let index = 1; index <= count; index += 1) source.put(index, at(index));
}

test.each([
  ['oldest first', 'included'],
  ['newest first', 'left out'],
  ['by id', 'included'],
] as const)(
  'a poll that needs more calls than its limit gives goes on from where it was: %s, bounds %s',
  async (...how) => {
    [source.order, source.bounds] = how;
    burst(330, (index) => ago(hour - index * 2_000));
    expect(await patiently(2, () => poll())).toBeGreaterThan(2);
    expect((await stored()).sort()).toEqual([...source.changedAt.keys()].sort());
    // Some 70 a window, and few that were too long.
    expect(source.calls.length).toBeLessThan(24);
    expect(watermarkOf((await feed())?.watermark)).toMatchObject({ reading: null, full: null });
  },
);

test('more records of one second than fit on a page are read page by page, whatever the limit interrupts', async () => {
  const second = ago(hour);
  burst(230, (index) => new Date(second.getTime() + (index % 10) * 100));
  await patiently(1, () => poll());
  expect((await stored()).sort()).toEqual([...source.changedAt.keys()].sort());
});

test('everything is read once, with the list of commitments, however often its reading is interrupted', async () => {
  burst(230, (index) => ago(100 * hour - index * 600_000));
  await patiently(1, () => poll(true));
  expect(await stored()).toHaveLength(230);
  const pages = [1, 2, 3, 4].map((page) => `WorkOrderContract ${page}`);
  expect(source.commitmentPages).toEqual([...pages, 'PurchaseOrderContract 1']);
  expect(source.calls.filter((one) => one === 'list').length).toBeLessThan(14);

  // Asked for again when it is at its end, it is read again.
  source.calls.length = 0;
  await poll(true);
  expect(source.calls.filter((one) => one === 'list').length).toBeGreaterThan(2);
});

test('a commitment that was deleted while the list was read takes no other one away', async () => {
  source.put(1, ago(hour));
  const all = [...source.commitments];
  await patiently(
    1,
    () => poll(true),
    () => {
      if (source.commitmentPages.length === 2) source.commitments = all.slice(1);
    },
  );
  const listed = await acme.store.inTenant(acme.tenantId, (tx) => tx.commitments.named(acme));
  expect(listed.map(({ id }) => id).sort()).toEqual(all);
});

test('what changes while a reading waits is not lost: not in a window that was read, nor in one that was not', async () => {
  burst(330, (index) => ago(hour - index * 2_000));
  let waits = 0;
  await patiently(
    2,
    () => poll(),
    () => {
      waits += 1;
      // One that was read already, one that was not, and one that is new.
      source.put(1, ago(0));
      source.put(330, ago(0));
      source.put(1_000 + waits, ago(hour - 330_000));
    },
  );
  await poll();
  const known = await acme.store.inTenant(acme.tenantId, (tx) =>
    tx.sightings.changedSince(acme, { kind: 'requisition', projectId: testProjectId, since: ago(hour / 2) }),
  );
  expect(known.map(({ id }) => id).sort()).toEqual(['1', '330']);
});

test('two polls of one project at once read all of it and leave nothing half-way', async () => {
  burst(230, (index) => ago(hour - index * 2_000));
  await Promise.all([poll(), poll(), poll(true)]);
  expect(await stored()).toHaveLength(230);
  expect(watermarkOf((await feed())?.watermark)).toMatchObject({ reading: null, full: null });
});

test('a sweep goes on behind what it has asked for, also where each missing one costs a call', async () => {
  burst(120, (index) => ago(hour - index * 2_000));
  await poll();
  source.changedAt.clear();
  source.calls.length = 0;
  const sweep = () => createSweepRequisitions(source.ports)(scope());
  await patiently(2, sweep);
  expect(source.calls.length).toBeLessThan(12);
  expect(await stored()).toEqual([]);
});
