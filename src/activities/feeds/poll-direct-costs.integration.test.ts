import { createTestStore, testProjectId, type TestStore } from '../../../test/stack/test-store';
import type { ErpAdapter } from '../../clients/erp-adapter';
import type { ProcorePort } from '../../clients/procore/procore-port';
import type { ProcoreDirectCost } from '../../domain/procore/procore-direct-costs';
import { costLine, directCost } from '../../domain/fusion/direct-cost/direct-cost.fixture';
import { directCostHash, directCostSeen } from '../../ledger/direct-cost-content';
import type { ActivityPorts } from '../ports';
import { createDivideAtGoLive } from '../connection/divide-at-go-live';
import { createPollDirectCosts } from './poll-direct-costs';

// What the feed of direct costs hints. What may happen: an edit of a line alone, of which the whole shows nothing; a line that is
// deleted; one that is gone without a word; approved before and after going live; the section taken out of the settings again.

let acme: TestStore;
let there: Map<string, ProcoreDirectCost>;
let isTaken: boolean;
const calls: string[] = [];
beforeEach(async () => {
  acme = await createTestStore({ live: false });
  there = new Map();
  isTaken = true;
});
afterEach(() => acme.close());

const scope = () => ({ tenantId: acme.tenantId, connectionId: acme.connectionId });
const page = <T>(operation: string, items: readonly T[]) => {
  calls.push(operation);
  const answer = { unreadable: [], total: null, hasNext: false, serverDate: new Date().toISOString() };
  return Promise.resolve({ items, ...answer });
};
const all = () => [...there.values()];
const procore: Partial<ProcorePort> = {
  changedDirectCosts: () => page('list', all()),
  changedDirectCostLines: () =>
    page(
      'lines',
      all().flatMap(({ id, lineItems }) =>
        lineItems.map((line) => ({ id: line.id, directCostId: id, updatedAt: line.updatedAt ?? '' })),
      ),
    ),
  directCostsByIds: ({ directCostIds }) => {
    calls.push('byIds');
    return Promise.resolve({ found: all().filter(({ id }) => directCostIds.includes(id)), unreadable: [] });
  },
};
const ports = () => {
  const planners = isTaken ? { directCost: () => ({ problems: [], choices: [] }) } : {};
  return {
    store: acme.store,
    procore: () => Promise.resolve(procore as ProcorePort),
    erp: () => Promise.resolve({ planners } as Partial<ErpAdapter> as ErpAdapter),
    target: () => Promise.reject(new Error('the test gives no such system')),
  } as ActivityPorts;
};
const poll = () => createPollDirectCosts(ports())({ ...scope(), projectId: testProjectId });
const goLive = (takeOver: 'all' | 'none' | { through: string } = 'none') =>
  createDivideAtGoLive({ store: acme.store })({ ...scope(), takeOver, actor: 'a', projectIds: [testProjectId] });
const at = '2026-11-05T08:00:00Z';
const put = (id: string, more: Partial<ProcoreDirectCost> = {}) => {
  const lineItems = [costLine(`${id}1`, '03-300.S', '1200.00', { updatedAt: at })];
  there.set(id, directCost({ id, projectId: testProjectId, lineItems, ...more }));
};
const find = (sourceId: string) =>
  acme.store.inTenant(acme.tenantId, (tx) => tx.documents.find(scope(), { kind: 'directCost', sourceId }));
/** As its pass does: it was read whole, and rests. */
const read = (id: string) =>
  acme.store.inTenant(acme.tenantId, async (tx) => {
    const content = there.get(id)!;
    const askedAt = await tx.sightings.now();
    const noted = await tx.sightings.note(
      scope(),
      { kind: 'directCost', sourceId: id },
      askedAt,
      directCostSeen(content),
    );
    if (typeof noted === 'string') throw new Error(noted);
    const { document } = noted;
    await tx.snapshots.store(document, { hintNo: document.hintNo, contentHash: directCostHash(content), content });
    await tx.documents.setStage(document.id, 'posted', false);
  });
/** So that the next poll looks again at what may have gone without a word. */
const aDayLater = () =>
  acme.database.inTenant(acme.tenantId, (trx) =>
    trx
      .updateTable('feed')
      .set({ watermark: JSON.stringify({ until: new Date().toISOString() }) })
      .where('name', '=', 'directCosts')
      .execute(),
  );

async function posted(...ids: string[]): Promise<void> {
  for (const id of ids) put(id);
  await poll();
  await goLive();
  for (const id of ids) await read(id);
}

test('before going live an approved one is noted and nobody is told; what was never approved is no document', async () => {
  put('1');
  put('2', { status: 'pending' });
  expect(await poll()).toEqual({ seen: 2, hinted: 0, unreadable: 0 });
  expect(await find('1')).toMatchObject({ open: false, stage: null, claimed: '1200.00', billedThrough: '2026-11-04' });
  expect(await find('2')).toBeNull();
});

test.each([
  ['all', [true, true]],
  [{ through: '2026-10-31' }, [true, false]],
  ['none', [false, false]],
] as const)(
  'at go-live with take-over %j what was approved is looked at, as in the books or not',
  async (takeOver, expected) => {
    put('1', { directCostDate: '2026-10-31' });
    put('2', { directCostDate: '2026-11-01' });
    put('3', { status: 'pending' });
    await poll();
    await goLive(takeOver);
    const rows = [await find('1'), await find('2')];
    expect(rows.map((row) => row?.inBooksBefore)).toEqual(expected);
    expect(rows.map((row) => row?.open)).toEqual([true, true]);
    // What is approved later is not in the books, whatever its date.
    put('3', { status: 'approved', directCostDate: '2026-10-01', updatedAt: '2026-11-06T08:00:00Z' });
    await poll();
    expect(await find('3')).toMatchObject({ inBooksBefore: false, open: true });
  },
);

test('a poll in which nothing happened takes two calls, and tells nobody', async () => {
  await posted('1');
  calls.length = 0;
  expect(await poll()).toMatchObject({ hinted: 0 });
  expect(calls).toEqual(['list', 'lines']);
  expect(await find('1')).toMatchObject({ open: false });
});

test('an edit of a line alone is news once, whether or not the whole shows a later time', async () => {
  await posted('1');
  const lineItems = [costLine('11', '03-300.S', '1200.00', { updatedAt: '2026-11-06T08:00:00Z' })];
  put('1', { lineItems });
  expect(await poll()).toMatchObject({ hinted: 1 });
  expect(await find('1')).toMatchObject({ open: true });
  // It has been heard, and is read by the pass that is to come.
  expect(await poll()).toMatchObject({ hinted: 0 });
  await read('1');
  expect(await poll()).toMatchObject({ hinted: 0 });
});

test('a line that is deleted shows in the total alone', async () => {
  await posted('1');
  put('1', { grandTotal: '900.00', lineItems: [] });
  expect(await poll()).toMatchObject({ hinted: 1 });
});

test('what no list has any more is looked at once a day', async () => {
  await posted('1', '2');
  there.delete('1');
  expect(await poll()).toMatchObject({ hinted: 0 });
  await aDayLater();
  expect(await poll()).toMatchObject({ hinted: 1 });
  expect([(await find('1'))?.open, (await find('2'))?.open]).toEqual([true, false]);
});

test('approval taken back is news of one that was posted, and of no other', async () => {
  await posted('1');
  put('1', { status: 'pending', updatedAt: '2026-11-06T08:00:00Z' });
  put('2', { status: 'draft', updatedAt: '2026-11-06T08:00:00Z' });
  expect(await poll()).toMatchObject({ hinted: 1 });
  expect(await find('2')).toBeNull();
});

test('once the settings book no direct costs any more, nothing is read', async () => {
  await posted('1');
  isTaken = false;
  calls.length = 0;
  expect(await poll()).toEqual({ seen: 0, hinted: 0, unreadable: 0 });
  expect(calls).toEqual([]);
});
