import { createTestStore, testProjectId, type TestStore } from '../../../test/stack/test-store';
import { procorePort } from '../../clients/procore/procore-port';
import { routedProcore, type RoutedProcore } from '../../clients/procore/routed-procore.fixture';
import { itemKey } from '../../domain/requisition/item-key';
import { occupiedProblem } from '../../ledger/refusals/ledger-problems';
import type { RequisitionContent } from '../../ledger/requisition-content';
import type { ActivityPorts } from '../ports';
import { createPollRequisitions } from '../feeds/poll-requisitions';
import { createFetchRequisition } from './fetch-requisition';
import { createReadPlanSource } from './read-plan-source';
import { segmentCodes } from '../../domain/coding/segment-codes';

const detail = (id: number, fields: object = {}) => ({
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
  ...fields,
});
const codeElsewhere = { wbs_code: { id: 44 } };
const listedCode = {
  id: 44,
  flat_code: 'x',
  status: 'active',
  segment_items: [
    { id: 2, code: '010', path_code: '26-010', parent_id: 1, segment: { id: 5, type: 'cost_code' } },
    { id: 3, code: 'S', path_code: 'S', parent_id: null, segment: { id: 6, type: 'line_item_type' } },
  ],
};
const row = (number: number, items: readonly object[]) => ({
  id: number,
  project_id: Number(testProjectId),
  commitment_id: 700,
  commitment_type: 'WorkOrderContract',
  vendor_id: 99,
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
const pass = (sourceId: string, through = ports()) =>
  createFetchRequisition(through)({
    tenantId: acme.tenantId,
    connectionId: acme.connectionId,
    kind: 'requisition',
    sourceId,
    projectId: testProjectId,
  });
const plan = (sourceId: string) =>
  createReadPlanSource(ports())(
    {
      tenantId: acme.tenantId,
      connectionId: acme.connectionId,
      kind: 'requisition',
      sourceId,
      projectId: testProjectId,
    },
    new Map() as never,
  );
/** Ports through which something else happens before the answer that identifies a requisition's items is there. */
const whileIdentified = (requisitionId: string, happens: () => Promise<void>): ActivityPorts => {
  const port = procorePort(procore.client);
  const contractDetailItems: typeof port.contractDetailItems = async (of) => {
    const answer = await port.contractDetailItems(of);
    if (of.requisitionId === requisitionId) await happens();
    return answer;
  };
  return { ...ports(), procore: () => Promise.resolve({ ...port, contractDetailItems }) };
};
const contentOf = (sourceId: string) =>
  acme.store.inTenant(acme.tenantId, async (tx) => {
    const document = await tx.documents.find(acme, { kind: 'requisition', sourceId });
    return (await tx.snapshots.load<RequisitionContent>(document!))?.content;
  });
const keysOf = async (sourceId: string) => (await contentOf(sourceId))?.requisition.items.map(itemKey);

const keys = ['contract_detail_item:501', 'contract_detail_item:502'];

test('a requisition and the one before it, which may never have had a pass, are known by the same ids', async () => {
  await poll();
  expect(await pass('2')).toMatchObject({ next: 'go' });
  expect(await keysOf('2')).toEqual(keys);
  expect(await keysOf('1')).toEqual(keys);
});

test('what its own pass completed of a requisition is not taken back by the pass of the next one that read it before', async () => {
  procore.routes['/rest/v1.1/requisitions'] = [
    row(1, [detail(11, codeElsewhere), detail(12)]),
    row(2, [detail(21), detail(22)]),
  ];
  procore.routes[`/rest/v1.0/projects/${testProjectId}/work_breakdown_structure/wbs_codes`] = [listedCode];
  await poll();
  const crossed = whileIdentified('1', async () => {
    expect(await pass('1')).toMatchObject({ next: 'go' });
  });
  expect(await pass('2', crossed)).toMatchObject({ next: 'go' });
  expect(await keysOf('1')).toEqual(keys);
  expect((await contentOf('1'))?.requisition.items.map(segmentCodes)).toEqual([
    { subJob: '', costCode: '26-010', costType: 'S', wbsCodeId: '44' },
    { subJob: '', costCode: '26-010', costType: 'S', wbsCodeId: '44' },
  ]);
});

test('what is completed never takes the place of what was read meanwhile, though the books would be the same', async () => {
  await poll();
  const approvedAgain = row(1, [detail(11, { status: 'approved' }), detail(12)]);
  const crossed = whileIdentified('1', async () => {
    procore.routes['/rest/v1.1/requisitions'] = [{ ...approvedAgain, updated_at: '2026-11-02T10:00:00Z' }];
    await poll();
  });
  expect(await pass('1', crossed)).toEqual({ next: 'again', why: 'changed' });
  expect(await pass('1')).toMatchObject({ next: 'go' });
  expect((await contentOf('1'))?.requisition.items[0]).toMatchObject({ status: 'approved', detailLineItemId: '501' });
});

test('nothing is planned beside a previous requisition that was read anew and not identified since', async () => {
  await poll();
  await pass('2');
  const changed = { ...row(1, [detail(11), detail(12)]), number: 1, updated_at: '2026-11-02T10:00:00Z' };
  procore.routes['/rest/v1.1/requisitions'] = [{ ...changed, requisition_end: '2026-10-31' }];
  expect(await poll()).toMatchObject({ seen: 1 });
  expect(await keysOf('1')).not.toEqual(keys);
  expect(await plan('2')).toEqual({ end: { next: 'again', why: 'changed' } });
  await pass('2');
  expect(await plan('2')).not.toHaveProperty('end');
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
