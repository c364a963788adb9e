import { createTestStore, testProjectId, type TestStore } from '../../../test/stack/test-store';
import { procorePort } from '../../clients/procore/procore-port';
import { routedProcore, type RoutedProcore } from '../../clients/procore/routed-procore.fixture';
import { itemKey } from '../../domain/requisition/item-key';
import { occupiedProblem } from '../../ledger/refusals/ledger-problems';
import type { RequisitionContent } from '../../ledger/requisition-content';
import type { ActivityPorts } from '../ports';
import { createPollRequisitions } from '../feeds/poll-requisitions';
import { createFetchRequisition } from './fetch-requisition';

const detail = (id: number) => ({
  id,
  item_type: 'contract_detail_item',
  line_item_id: 71,
  total_completed_and_stored_to_date: '100.00',
  wbs_code: {
    id: 44,
    segment_items: [
      { code: '010', path_codes: ['26', '26-010'], path_ids: [70, 71], segment_type: 'cost_code' },
      { code: 'S', path_codes: ['S'], path_ids: [72], segment_type: 'line_item_type' },
    ],
  },
});
const row = (number: number, items: readonly object[]) => ({
  id: number,
  project_id: Number(testProjectId),
  commitment_id: 700,
  commitment_type: 'WorkOrderContract',
  previous_requisition_id: number === 1 ? null : number - 1,
  number,
  status: number === 3 ? 'draft' : 'approved',
  created_at: '2026-10-27T12:00:00Z',
  updated_at: '2026-11-02T09:15:00Z',
  items,
});
const details = (id: number) => `/rest/v1.0/requisitions/${id}/contract_detail_items`;

let acme: TestStore;
let procore: RoutedProcore;
beforeEach(async () => {
  acme = await createTestStore();
  procore = await routedProcore({
    '/rest/v1.1/requisitions': [
      row(1, [detail(11), detail(12)]),
      row(2, [detail(21), detail(22)]),
      row(3, [detail(31)]),
    ],
    [details(1)]: [
      { id: 11, detail_line_item_id: 501 },
      { id: 12, detail_line_item_id: 502 },
    ],
    [details(2)]: [
      { id: 21, detail_line_item_id: 501 },
      { id: 22, detail_line_item_id: 502 },
    ],
    '/rest/v1.0/work_order_contracts/700': {
      id: 700,
      status: 'Approved',
      updated_at: '2026-11-02T09:15:00Z',
      line_items: [{ id: 71 }],
    },
  });
});
afterEach(async () => {
  await procore.close();
  await acme.close();
});

const never = () => Promise.reject(new Error('the test gives no ERP'));
const ports = (): ActivityPorts => ({
  store: acme.store,
  procore: () => Promise.resolve(procorePort(procore.client)),
  erp: never,
  target: never,
});
const poll = () =>
  createPollRequisitions(ports())({
    tenantId: acme.tenantId,
    connectionId: acme.connectionId,
    projectId: testProjectId,
  });
const pass = (sourceId: string) =>
  createFetchRequisition(ports())({
    tenantId: acme.tenantId,
    connectionId: acme.connectionId,
    kind: 'requisition',
    sourceId,
    projectId: testProjectId,
  });
const keysOf = (sourceId: string) =>
  acme.store.inTenant(acme.tenantId, async (tx) => {
    const document = await tx.documents.find(acme, { kind: 'requisition', sourceId });
    const snapshot = await tx.snapshots.load<RequisitionContent>(document!);
    return snapshot?.content?.requisition.items.map(itemKey);
  });

const keys = ['contract_detail_item:501', 'contract_detail_item:502'];

test('a requisition and the one before it, which may never have had a pass, are known by the same ids', async () => {
  await poll();
  expect(await pass('2')).toMatchObject({ next: 'go' });
  expect(await keysOf('2')).toEqual(keys);
  expect(await keysOf('1')).toEqual(keys);
});

test('what was completed is kept: the next pass asks for nothing, and a list that gives the same is no news', async () => {
  await poll();
  await pass('2');
  procore.calls.length = 0;
  await pass('2');
  expect(procore.calls).toEqual([]);
  expect(await poll()).toMatchObject({ hinted: 0 });
  expect(await keysOf('2')).toEqual(keys);
});

test('nothing is completed of what is not to be posted', async () => {
  await poll();
  procore.calls.length = 0;
  await pass('3');
  expect(procore.calls).toEqual([]);
});

test('what was named for one that is not approved any more, and never sent, keeps nobody off its subject', async () => {
  await poll();
  const subject = 'order:700';
  const held = await acme.store.inTenant(acme.tenantId, async (tx) => {
    const document = await tx.documents.see(acme, { kind: 'requisition', sourceId: '3' });
    await tx.postings.reserve(acme, {
      ...{ documentId: document.id, step: 'orderChange', ordinal: 1, key: 'PC3', origin: 'sent', leaseMs: null },
      ...{ system: 'jde', kind: 'change', subject, occupies: true, supplier: '', number: '' },
      ...{ because: null, planStep: 'orderChange', planId: null },
    });
    const other = await tx.documents.see(acme, { kind: 'requisition', sourceId: '1' });
    await tx.holds.open(other, { problems: [occupiedProblem('orderChange', subject)], asOf: '0' });
    return other;
  });
  const target = { system: 'jde', kinds: new Map([['change', { kind: { name: 'change' }, port: {} }]]) };
  const withTarget = { ...ports(), target: () => Promise.resolve(target as never) };
  const ref = {
    tenantId: acme.tenantId,
    connectionId: acme.connectionId,
    kind: 'requisition',
    projectId: testProjectId,
  };
  expect(await createFetchRequisition(withTarget)({ ...ref, sourceId: '3' })).toMatchObject({ next: 'close' });
  const holds = await acme.store.database.inTenant(acme.tenantId, (trx) =>
    trx.selectFrom('hold').select('releaseAskedAt').where('documentId', '=', held.id).execute(),
  );
  expect(holds).toEqual([{ releaseAskedAt: expect.any(Date) as Date }]);
});
