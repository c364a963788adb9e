import { COMPANY, openTinySandbox, PROJECT, type TinySandbox } from '../../fixtures/tiny-sandbox.fixture';

const COMPANY_HOOKS = `/rest/v2.0/companies/${COMPANY}/webhooks`;
const PROJECT_HOOKS = `/rest/v2.0/companies/${COMPANY}/projects/${PROJECT}/webhooks`;
const V1 = '/rest/v1.0/webhooks/hooks';

let sandbox: TinySandbox;
beforeEach(async () => {
  sandbox = await openTinySandbox({ webhookTimeScale: 0.001 });
});
afterEach(() => sandbox.close());

const read = async (path: string) => (await sandbox.get(path)).json.data;
async function hook(scope = PROJECT_HOOKS, more: object = {}): Promise<string> {
  const body = {
    ...{ payload_version: 'v4.0', namespace: 'acme', destination_url: 'http://127.0.0.1:9/in' },
    ...{ destination_headers: { Authorization: 'Bearer very-secret' }, ...more },
  };
  const made = await sandbox.call('POST', `${scope}/hooks`, body);
  expect(made).toMatchObject({ status: 201, json: { data: { status: 'active', payload_version: 'v4.0' } } });
  expect(made.text).not.toContain('very-secret');
  return made.json.data.id as string;
}

describe('v2.0 webhooks', () => {
  test('resources are asked for by payload version, named, and come ten at a time', async () => {
    const path = `${PROJECT_HOOKS}/resources`;
    expect((await sandbox.get(path)).status).toBe(400);
    const first = await sandbox.get(`${path}?payload_version=v4.0`);
    expect(first.json.data).toHaveLength(10);
    expect(first.headers.get('link')).toContain('rel="next"');
    expect(first.json.data[0]).toMatchObject({ name: 'Draw Requests', actions: ['create', 'update', 'delete'] });
    const company = await read(`${COMPANY_HOOKS}/resources?payload_version=v4.0&per_page=100`);
    const named = Object.fromEntries(
      company.map((row: { name: string; actions: string[] }) => [row.name, row.actions]),
    );
    expect(named).toMatchObject({
      'Company Vendors': ['create', 'update', 'delete'],
      'Company Insurances': ['create', 'update', 'delete'],
    });
  });

  test('a hook is listed, changed and removed; only that of a company can be disabled, and then hears nothing', async () => {
    const id = await hook();
    expect(await read(`${PROJECT_HOOKS}/hooks?namespace=acme`)).toMatchObject([{ id, project_id: PROJECT }]);
    expect((await sandbox.call('PATCH', `${PROJECT_HOOKS}/hooks/${id}`, { status: 'disabled' })).status).toBe(400);
    const own = await hook(COMPANY_HOOKS);
    const trigger = { resource_name: 'Company Vendors', event_type: 'update' };
    expect((await sandbox.call('POST', `${COMPANY_HOOKS}/hooks/${own}/triggers`, trigger)).status).toBe(201);
    const touch = () => sandbox.control('PATCH', '/vendors/562949953450001', { city: 'Ojai' });
    const deliveries = () => read(`${COMPANY_HOOKS}/hooks/${own}/deliveries`);
    const disabled = await sandbox.call('PATCH', `${COMPANY_HOOKS}/hooks/${own}`, { status: 'disabled' });
    expect(disabled.json.data.status).toBe('disabled');
    await touch();
    expect(await deliveries()).toEqual([]);
    await sandbox.call('PATCH', `${COMPANY_HOOKS}/hooks/${own}`, { status: 'active' });
    await touch();
    expect(await deliveries()).toMatchObject([{ payload: { resource_type: 'Company Vendors' } }]);
    expect((await sandbox.call('DELETE', `${PROJECT_HOOKS}/hooks/${id}`)).status).toBe(204);
    expect((await sandbox.get(`${PROJECT_HOOKS}/hooks/${id}`)).status).toBe(404);
  });

  test('triggers in bulk are a bare array: 201, or 207 with what failed; removed by their ids', async () => {
    const path = `${PROJECT_HOOKS}/hooks/${await hook()}/triggers`;
    const good = { resource_name: 'Draw Requests', event_type: 'create' };
    const bulk = (rows: unknown[]) => sandbox.call('POST', `${path}/bulk`, rows);
    const made = await bulk([good]);
    expect(made).toMatchObject({ status: 201, json: { data: { succeeded: [{ resource_name: 'Draw Requests' }] } } });
    expect((await bulk([good, { resource_name: 'Requisitions', event_type: 'create' }])).status).toBe(207);
    const ids = (await read(path)).map((row: { id: string }) => row.id) as string[];
    expect(ids).toHaveLength(2);
    const gone = await sandbox.call('DELETE', `${path}/bulk`, ids);
    expect(gone).toMatchObject({ status: 200, json: { data: { succeeded: ids } } });
  });
});

describe('v1.0 triggers in bulk', () => {
  test('answer success and failed apart, and more than 500 are too much', async () => {
    const scope = { project_id: PROJECT };
    const made = await sandbox.call('POST', V1, {
      ...scope,
      hook: { namespace: 'acme', destination_url: 'http://127.0.0.1:9/in' },
    });
    const path = `${V1}/${made.json.id}/triggers/bulk`;
    const good = { resource_name: 'Draw Requests', event_type: 'update' };
    const bad = { resource_name: 'Requisitions', event_type: 'update' };
    const post = (triggers: unknown[]) => sandbox.call('POST', path, { ...scope, triggers });
    const all = await post([good]);
    expect(all.status).toBe(200);
    expect(Object.keys(all.json)).toEqual(['success']);
    expect(await post([good, bad])).toMatchObject({
      status: 207,
      json: { success: [{ resource_name: 'Draw Requests' }], failed: [{ code: '422', trigger: bad }] },
    });
    expect((await post(Array.from({ length: 501 }, () => good))).status).toBe(413);
    const gone = await sandbox.call('DELETE', path, { ...scope, triggers: { ids: [all.json.success[0].id] } });
    expect(gone).toMatchObject({ status: 200, json: { success: [{ id: all.json.success[0].id }] } });
  });

  test('resources of v1.0 say what can be subscribed to in texts', async () => {
    const rows = (await sandbox.get(`/rest/v1.0/webhooks/resources?project_id=${PROJECT}`)).json;
    expect(rows[0]).toMatchObject({ create: 'true', update: 'true', delete: 'true', except: [] });
  });

  test('what the company does not offer is in the list of neither version', async () => {
    await sandbox.control('PUT', '/settings', { webhooksNotOffered: ['Draw Requests'] });
    const old = (await sandbox.get(`/rest/v1.0/webhooks/resources?project_id=${PROJECT}`)).json;
    expect(old.map((row: { tools: string }) => row.tools)).not.toContain('Draw Requests');
    const rows = await read(`${PROJECT_HOOKS}/resources?payload_version=v2.0&per_page=100`);
    expect(rows.map((row: { name: string }) => row.name)).not.toContain('Draw Requests');
    expect(old.length).toBeGreaterThan(20);
  });
});

test('in v3.0 the event of a line names what it belongs to, that of a record names nothing', async () => {
  const id = await hook(PROJECT_HOOKS, { payload_version: 'v4.0' });
  await sandbox.call('PATCH', `${PROJECT_HOOKS}/hooks/${id}`, { payload_version: 'v3.0' });
  const event = (resourceName: string) => ({
    ...{ resourceName, eventType: 'update', resourceId: '5', projectId: PROJECT },
    related: [{ id: '1234', name: 'Work Order Contracts' }],
  });
  const events = [event('Work Order Contract Line Items'), event('Draw Requests')];
  await sandbox.control('POST', '/webhooks/send', { hookId: id, events });
  const payloads = (await read(`${PROJECT_HOOKS}/hooks/${id}/deliveries`)).map(
    (row: { payload: object }) => row.payload,
  );
  expect(payloads).toMatchObject([
    { related_resources: [{ id: '1234', name: 'Work Order Contracts' }] },
    { related_resources: [] },
  ]);
});
