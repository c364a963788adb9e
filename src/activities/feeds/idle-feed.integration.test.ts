import { createTestStore, testProjectId, type TestStore } from '../../../test/stack/test-store';
import { createPollRequisitions } from './poll-requisitions';
import { windowedSource, type WindowedSource } from './windowed-source.fixture';

let acme: TestStore;
let source: WindowedSource;
beforeEach(async () => {
  acme = await createTestStore();
  source = windowedSource(acme);
});
afterEach(() => acme.close());

const minute = 60_000;
const ago = (ms: number): Date => new Date(Math.floor((Date.now() - ms) / 1000) * 1000);
const scope = () => ({ tenantId: acme.tenantId, connectionId: acme.connectionId, projectId: testProjectId });
const document = (id: string) =>
  acme.store.inTenant(acme.tenantId, (tx) => tx.documents.find(acme, { kind: 'requisition', sourceId: id }));
const changedAt = async (id: string) => (await document(id))?.sourceUpdatedAt?.getTime();
/** Polls, and gives the calls it took. */
async function poll(): Promise<readonly string[]> {
  source.calls.length = 0;
  await createPollRequisitions(source.ports)(scope());
  return [...source.calls];
}

/** More than a page within the overlap, read by a poll: from eight minutes ago until three. */
async function afterBurst(at: (index: number) => Date = (index) => ago(8 * minute - index * 2_500)): Promise<void> {
  source.put(0, ago(500 * minute));
  await poll();
  for (let index = 1; index <= 120; index += 1) source.put(index, at(index));
  await poll();
}

/** As if so much time had passed since the overlap was last compared by id. */
const comparedAgo = (ms: number) =>
  acme.database.inTenant(acme.tenantId, async (trx) => {
    const until = JSON.stringify(new Date(Date.now() - ms).toISOString());
    await trx
      .updateTable('feed')
      .set({ watermark: `{"until": ${until}}` })
      .where('name', '=', 'requisitions')
      .execute();
  });

test('a poll in which nothing happened takes one call', async () => {
  source.put(1, ago(3 * minute));
  await poll();
  expect(await poll()).toEqual(['list']);
});

describe.each(['included', 'left out'] as const)('with the bounds of a range %s, after a burst', (bounds) => {
  beforeEach(() => {
    source.bounds = bounds;
  });

  test('idle polls count what is known, and read what is new: at most three calls', async () => {
    await afterBurst();
    expect(await poll()).toEqual(['count', 'list']);
    expect(await poll()).toEqual(['count', 'list']);
    source.put(7, ago(minute));
    source.put(200, ago(minute));
    expect(await poll()).toEqual(['count', 'list']);
    expect(await changedAt('7')).toBe(source.changedAt.get('7')!.getTime());
    expect(await document('200')).toMatchObject({ sourceStatus: 'approved', open: true });
  });

  test('one that shows up late is found, wherever its time lies', async () => {
    await afterBurst();
    const last = source.changedAt.get('120')!.getTime();
    for (const [index, at] of [last - 200_000, last, last + 700, last + 1_000, last + 2_000].entries()) {
      source.put(300 + index, new Date(at));
      await poll();
      expect(await document(String(300 + index))).not.toBeNull();
    }
  });

  test('one that changes between the two calls is found', async () => {
    await afterBurst();
    const changed = ago(1_000);
    source.before = { operation: 'list', does: () => source.put(50, changed) };
    await poll();
    expect(await changedAt('50')).toBe(changed.getTime());
  });

  test('one that vanished is found, and looked at by a pass', async () => {
    await afterBurst();
    const before = await document('50');
    source.changedAt.delete('50');
    expect(await poll()).toContain('byIds');
    expect(BigInt((await document('50'))!.hintNo)).toBeGreaterThan(BigInt(before!.hintNo));
  });

  test('equal seconds: what changed in the same one, and in the next, is neither lost nor read again and again', async () => {
    const second = ago(4 * minute);
    await afterBurst(() => second);
    expect(await poll()).toEqual(['count', 'list']);
    source.put(300, new Date(second.getTime() + 400));
    source.put(301, new Date(second.getTime() + 1_400));
    await poll();
    expect(await document('300')).not.toBeNull();
    expect(await document('301')).not.toBeNull();
    expect((await poll()).length).toBeLessThanOrEqual(3);
  });

  test('edges cut to seconds: a part of a second at either end of what is counted takes nothing away', async () => {
    await afterBurst((index) => new Date(ago(8 * minute - index * 2_500).getTime() + 999));
    expect(await poll()).toEqual(['count', 'list']);
    source.put(300, new Date(source.changedAt.get('120')!.getTime() + 900));
    source.put(301, new Date(source.changedAt.get('1')!.getTime() - 500));
    await poll();
    expect(await document('300')).not.toBeNull();
    expect(await document('301')).not.toBeNull();
  });
});

test('one that came late and one that vanished cancel out: once an hour all is read again and compared by id', async () => {
  await afterBurst();
  const before = await document('50');
  source.changedAt.delete('50');
  source.put(300, ago(5 * minute));
  expect(await poll()).toEqual(['count', 'list']);
  expect(await document('300')).toBeNull();

  // The stretch is not left before it was compared, however long polls only counted.
  await comparedAgo(61 * minute);
  expect(await poll()).not.toContain('count');
  expect(await document('300')).not.toBeNull();
  expect(BigInt((await document('50'))!.hintNo)).toBeGreaterThan(BigInt(before!.hintNo));
});

test('a poll that only counted leaves the stretch to the next one: the watermark stays', async () => {
  await afterBurst();
  const until = async () =>
    (await acme.store.inTenant(acme.tenantId, (tx) => tx.feeds.find(acme, testProjectId, 'requisitions')))?.watermark;
  const before = await until();
  await poll();
  expect(await until()).toEqual(before);
});

test('without a total there is nothing to count by: it is read, and nothing is lost', async () => {
  await afterBurst();
  source.tellsTotal = false;
  source.put(300, ago(5 * minute));
  await poll();
  expect(await document('300')).not.toBeNull();
});
