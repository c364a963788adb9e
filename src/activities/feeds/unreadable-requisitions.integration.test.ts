import { createTestStore, testProjectId, type TestStore } from '../../../test/stack/test-store';
import { testContext } from '../../../test/stack/test-context';
import { ActionError } from '../../application/action-error';
import { listProjects } from '../../application/feeds/list-projects';
import { procorePort } from '../../clients/procore/procore-port';
import { routedProcore, type RoutedProcore } from '../../clients/procore/routed-procore.fixture';
import { readUntil } from '../../domain/documents/feed-watermark';
import type { ActivityPorts } from '../ports';
import { createFetchRequisition } from '../requisition/fetch-requisition';
import { createPollRequisitions } from './poll-requisitions';

const list = '/rest/v1.1/requisitions';
const row = (id: number, fields: object = {}) => ({
  id,
  project_id: Number(testProjectId),
  commitment_id: 700,
  commitment_type: 'WorkOrderContract',
  number: id,
  status: 'approved',
  requisition_end: '2026-10-31',
  created_at: '2026-10-27T12:00:00Z',
  updated_at: '2026-11-02T09:15:00Z',
  items: [],
  ...fields,
});
/** Two records, the second of which decides something and cannot be read. */
const bad = (fields: object = {}) => row(2, { summary: { total_retainage: 'NaN' }, ...fields });
const fault = 'summary.total_retainage: expected a decimal';

let acme: TestStore;
let procore: RoutedProcore;
async function started(rows: readonly object[], live = true): Promise<void> {
  acme = await createTestStore({ live });
  procore = await routedProcore({
    '/rest/v1.0/work_order_contracts': [],
    '/rest/v1.0/purchase_order_contracts': [],
  });
  answer(rows);
}
afterEach(async () => {
  await procore.close();
  await acme.close();
});

/** By ids all of them; by time those of the window, which an earlier poll may have passed. */
function answer(rows: readonly { id?: unknown }[], inWindow: readonly object[] = rows): void {
  procore.routes[list] = (query: URLSearchParams) => {
    const ids = query.getAll('filters[id][]');
    return ids.length === 0 ? inWindow : rows.filter(({ id }) => ids.includes(String(id)));
  };
  for (const one of rows) procore.routes[`${list}/${String(one.id)}`] = one;
}

function ports(): ActivityPorts {
  const never = () => Promise.reject(new Error('the test gives no ERP'));
  return { store: acme.store, procore: () => Promise.resolve(procorePort(procore.client)), erp: never, target: never };
}

const poll = (full = false) =>
  createPollRequisitions(ports())({
    tenantId: acme.tenantId,
    connectionId: acme.connectionId,
    projectId: testProjectId,
    full,
  });
const feed = () => acme.store.inTenant(acme.tenantId, (tx) => tx.feeds.find(acme, testProjectId, 'requisitions'));
const document = (sourceId: string) =>
  acme.store.inTenant(acme.tenantId, (tx) => tx.documents.find(acme, { kind: 'requisition', sourceId }));
const hintNoOf = async (sourceId: string) => (await document(sourceId))?.hintNo;
async function unreadable() {
  const withTemporal = () => Promise.reject(new ActionError('refused', 'no Temporal in this test'));
  const context = await testContext(acme, { identity: 'test', role: 'operator' }, { withTemporal });
  const [project] = (await listProjects(context)).projects;
  return project?.feeds.find((one) => one.name === 'requisitions')?.unreadable ?? [];
}
const pass = (sourceId: string) =>
  createFetchRequisition(ports())({
    tenantId: acme.tenantId,
    connectionId: acme.connectionId,
    kind: 'requisition',
    sourceId,
    projectId: testProjectId,
  });

test('one bad record holds itself alone: the others go on, and the watermark moves', async () => {
  await started([row(1), bad()]);
  expect(await poll()).toEqual({ seen: 1, hinted: 2, unreadable: 1 });
  expect(readUntil((await feed())?.watermark)?.getTime()).toBeGreaterThan(Date.now() - 600_000);
  expect(await unreadable()).toEqual([
    expect.objectContaining({ id: '2', number: 2, fault: expect.stringContaining(fault) as string }),
  ]);

  expect(await pass('2')).toMatchObject({ next: 'hold', hold: { reason: 'needsPerson', kind: 'person' } });
  const [held] = await acme.store.inTenant(acme.tenantId, (tx) => tx.holds.list(acme));
  expect(held?.problems[0]).toMatchObject({
    field: 'requisition',
    value: '2',
    message: expect.stringContaining(fault) as string,
  });
});

test('it is no news as long as it is the same, and a hold that ends by itself when it is right', async () => {
  await started([bad()]);
  await poll();
  await pass('2');
  const once = await hintNoOf('2');
  await poll();
  // Not met by the window any more, it is asked for by its id.
  answer([bad()], []);
  expect(await poll()).toMatchObject({ hinted: 0, unreadable: 1 });
  expect(await hintNoOf('2')).toBe(once);

  // Right again, although its time of change did not move.
  answer([row(2)], []);
  expect(await poll()).toMatchObject({ seen: 1, hinted: 1, unreadable: 0 });
  expect(await unreadable()).toEqual([]);
  procore.routes['/rest/v1.0/work_order_contracts/700'] = {
    id: 700,
    status: 'Approved',
    updated_at: '2026-11-02T09:15:00Z',
    line_items: [],
  };
  expect(await pass('2')).toMatchObject({ next: 'go' });
  expect(await acme.store.inTenant(acme.tenantId, (tx) => tx.holds.list(acme))).toEqual([]);
});

test('one that was good, went bad and is as it was is looked at again', async () => {
  await started([row(2)]);
  await poll();
  answer([bad()]);
  expect(await poll()).toMatchObject({ hinted: 1 });
  answer([row(2)]);
  expect(await poll()).toMatchObject({ hinted: 1, unreadable: 0 });
});

test('a bad draft is told and holds nothing; so is anything before go-live, which counts it by what can be read of it', async () => {
  await started([bad({ status: 'draft' })]);
  expect(await poll()).toMatchObject({ hinted: 0, unreadable: 1 });
  await acme.close();
  await procore.close();
  await started([row(1), bad()], false);
  expect(await poll(true)).toEqual({ seen: 1, hinted: 0, unreadable: 1 });
  expect(await document('2')).toMatchObject({ sourceStatus: 'approved', commitmentId: '700', number: 2 });
  expect(await unreadable()).toHaveLength(1);
});

test('what does not come back is gone, and remembered no longer', async () => {
  await started([bad()]);
  await poll();
  answer([], []);
  expect(await poll()).toMatchObject({ unreadable: 0 });
  expect(await unreadable()).toEqual([]);
});

test('a record without a readable id can be found by its time alone: it is read again until it is right', async () => {
  await started([row(1), bad({ id: 'x' })]);
  await poll();
  const before = (await feed())?.watermark;
  await poll();
  expect(readUntil((await feed())?.watermark)).toEqual(readUntil(before));
  expect(await unreadable()).toMatchObject([{ id: null }]);
  answer([row(1), row(2)]);
  await poll();
  expect(await unreadable()).toEqual([]);
  expect(readUntil((await feed())?.watermark)?.getTime()).toBeGreaterThan(Date.now() - 600_000);
});
