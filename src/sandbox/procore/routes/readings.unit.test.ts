import { COMPANY, openTinySandbox, PROJECT, type TinySandbox } from '../fixtures/tiny-sandbox.fixture';

const LOCKED = '562949953500001';
const CONTRACT = '562949953460001';
const ERNIE = '562949953450001';
const BAY = '562949953450002';

let sandbox: TinySandbox;
beforeEach(async () => {
  sandbox = await openTinySandbox();
});
afterEach(() => sandbox.close());

const set = (answers: object) => sandbox.control('PUT', '/settings', answers);

test('a locked requisition refuses to be unlinked, or lets go of its origin alone, as set', async () => {
  const patch = async (requisition: object) =>
    (
      await sandbox.call(
        'PATCH',
        `/rest/v1.1/requisitions/${LOCKED}`,
        `{"project_id":${PROJECT},"commitment_id":${CONTRACT},"requisition":${JSON.stringify(requisition)}}`,
      )
    ).status;
  expect(await patch({ origin_id: null })).toBe(422);
  await set({ lockedMayBeUnlinked: true });
  expect(await patch({ origin_id: null, invoice_number: 'X' })).toBe(422);
  expect(await patch({ origin_id: 'ANOTHER' })).toBe(422);
  expect(await patch({ origin_id: null })).toBe(200);
  expect(await patch({ invoice_number: 'X' })).toBe(200);
});

test('one status at a time, or several, as set', async () => {
  const list = `/rest/v1.1/requisitions?project_id=${PROJECT}&filters[status][]=approved&filters[status][]=draft`;
  expect((await sandbox.get(list)).status).toBe(400);
  await set({ manyStatuses: true });
  expect((await sandbox.get(list)).json).toHaveLength(2);
});

test('a company hook hears of requisitions only when it may carry their triggers', async () => {
  const scope = { company_id: COMPANY };
  const hook = { namespace: 'acme', destination_url: 'http://127.0.0.1:9/in' };
  const { id } = (await sandbox.call('POST', '/rest/v1.0/webhooks/hooks', { ...scope, hook })).json as { id: string };
  const trigger = { resource_name: 'Draw Requests', event_type: 'update' };
  const ask = () => sandbox.call('POST', `/rest/v1.0/webhooks/hooks/${id}/triggers`, { ...scope, trigger });
  expect((await ask()).status).toBe(422);
  await set({ companyHooksHearProjects: true });
  expect((await ask()).status).toBe(201);
  await sandbox.control('PATCH', `/projects/${PROJECT}/requisitions/${LOCKED}`, { comment: 'x' });
  const hooks = (await sandbox.control('GET', '/webhooks')).json;
  expect(hooks[0].deliveries).toMatchObject([{ payload: { resource_name: 'Draw Requests', resource_id: LOCKED } }]);
});

test.each([
  ['timeAndEvent', true, 1],
  ['time', true, 0],
  ['event', false, 1],
  ['nothing', false, 0],
])('an edit of lines alone shows as %s: its time moves %s, events %d', async (lineEditsShow, moves, events) => {
  const scope = { project_id: PROJECT };
  const hook = { namespace: 'acme', destination_url: 'http://127.0.0.1:9/in' };
  const { id } = (await sandbox.call('POST', '/rest/v1.0/webhooks/hooks', { ...scope, hook })).json as { id: string };
  const trigger = { resource_name: 'Draw Requests', event_type: 'update' };
  await sandbox.call('POST', `/rest/v1.0/webhooks/hooks/${id}/triggers`, { ...scope, trigger });
  await set({ lineEditsShow });
  const shown = async () =>
    (await sandbox.get(`/rest/v1.1/requisitions/${LOCKED}?project_id=${PROJECT}&view=extended`)).json;
  const before = await shown();
  const edit = { items: [{ id: before.items[0].id, comment: 'seen' }] };
  await sandbox.control('PATCH', `/projects/${PROJECT}/requisitions/${LOCKED}`, edit);
  const after = await shown();
  expect(after.items[0].comment).toBe('seen');
  expect(after.updated_at !== before.updated_at).toBe(moves);
  expect((await sandbox.control('GET', '/webhooks')).json[0].deliveries).toHaveLength(events);
  await sandbox.control('PATCH', `/projects/${PROJECT}/requisitions/${LOCKED}`, { comment: 'x', ...edit });
  expect((await sandbox.control('GET', '/webhooks')).json[0].deliveries).toHaveLength(events + 1);
});

test('after a merge the id is gone; contracts name the other vendor, or still it, as asked', async () => {
  const vendorOf = async () =>
    (await sandbox.get(`/rest/v1.0/work_order_contracts/${CONTRACT}?project_id=${PROJECT}`)).json.vendor.id as string;
  const merge = (more: object) => sandbox.control('POST', `/vendors/${ERNIE}/merge`, { into: BAY, ...more });
  expect((await merge({ event: 'merged' })).status).toBe(400);
  expect((await merge({ contracts_follow: true, event: 'delete' })).status).toBe(204);
  expect((await sandbox.get(`/rest/v1.0/vendors/${ERNIE}?company_id=${COMPANY}`)).status).toBe(404);
  expect(await vendorOf()).toBe(BAY);
  await sandbox.close();
  sandbox = await openTinySandbox();
  await merge({});
  expect(await vendorOf()).toBe(ERNIE);
});
