import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { COMPANY, openTinySandbox, PROJECT, type TinySandbox } from '../fixtures/tiny-sandbox.fixture';

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly json: ReturnType<typeof JSON.parse>;
}

const HOOKS = '/rest/v1.0/webhooks/hooks';
const REQUISITION = `/projects/${PROJECT}/requisitions/9007199254740993`;

let sandbox: TinySandbox;
let receiver: Server;
let received: Received[];
/** What the receiver answers next; the last one stays. */
let answers: { status: number; afterMs: number }[];

beforeEach(async () => {
  received = [];
  answers = [{ status: 200, afterMs: 0 }];
  receiver = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
    request.on('end', () => {
      received.push({ headers: request.headers, text, json: JSON.parse(text) });
      const { status, afterMs } = answers.length > 1 ? answers.shift()! : answers[0]!;
      setTimeout(() => response.writeHead(status).end(), afterMs);
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  sandbox = await openTinySandbox({ webhookTimeScale: 0.02 });
});

afterEach(async () => {
  await sandbox.close();
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
});

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadlineMs = Date.now() + 5000;
  while (!(await condition())) {
    if (Date.now() > deadlineMs) {
      throw new Error('The condition did not come true within 5 s.');
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function hook(scope: object = { project_id: PROJECT }, apiVersion = 'v2.0', resource = 'Draw Requests') {
  const destination = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/in`;
  const created = await sandbox.call('POST', HOOKS, {
    ...scope,
    hook: {
      api_version: apiVersion,
      namespace: 'acme',
      destination_url: destination,
      destination_headers: { Authorization: 'Bearer very-secret' },
    },
  });
  for (const event of ['create', 'update', 'delete']) {
    await sandbox.call('POST', `${HOOKS}/${created.json.id}/triggers`, {
      ...scope,
      trigger: { resource_name: resource, event_type: event },
    });
  }
  return created.json;
}

const change = (fields: object = { status: 'revise_and_resubmit' }) => sandbox.control('PATCH', REQUISITION, fields);
const deliveries = async (id: string, status = 'any') =>
  (await sandbox.get(`${HOOKS}/${id}/deliveries?project_id=${PROJECT}&filters[status]=${status}`)).json;

test('a hook shows its secret masked, and is listed in its namespace alone', async () => {
  const { id, destination_headers, owned_by_project_id } = await hook();
  expect(destination_headers).toEqual({ Authorization: '*****ecret' });
  expect(owned_by_project_id).toBe(PROJECT);
  const list = async (more: string) =>
    (await sandbox.get(`${HOOKS}?project_id=${PROJECT}${more}`)).json.map((row: { id: string }) => row.id);
  expect(await list('&namespace=acme')).toEqual([id]);
  expect(await list('')).toEqual([]);
  const triggers = (await sandbox.get(`${HOOKS}/${id}/triggers?project_id=${PROJECT}`)).json;
  expect(triggers.map((row: { event_type: string }) => row.event_type)).toEqual(['CREATE', 'UPDATE', 'DELETE']);
});

test('a trigger on a name that Procore does not list, or on the other level, is refused', async () => {
  const { id } = await hook();
  const ask = (trigger: object) => sandbox.call('POST', `${HOOKS}/${id}/triggers`, { project_id: PROJECT, trigger });
  expect((await ask({ resource_name: 'Requisitions', event_type: 'update' })).status).toBe(422);
  expect((await ask({ resource_name: 'Company Vendors', event_type: 'update' })).status).toBe(422);
  expect((await ask({ resource_name: 'Project Vendors', event_type: 'update' })).status).toBe(422);
  const resources = (await sandbox.get('/rest/v1.0/webhooks/resources')).json;
  expect(resources.map((row: { tools: string }) => row.tools)).not.toContain('Requisitions');
});

test('a change of a requisition is delivered with the secret, without the record, with an id above 2^53', async () => {
  await hook();
  await change();
  await until(() => received.length === 1);
  const [{ headers, json, text }] = received as [Received];
  expect(headers.authorization).toBe('Bearer very-secret');
  expect(json).toMatchObject({
    api_version: 'v2.0',
    event_type: 'update',
    resource_name: 'Draw Requests',
    company_id: Number(COMPANY),
    project_id: Number(PROJECT),
  });
  expect(BigInt(/"id":(\d+)/.exec(text)![1]!)).toBeGreaterThan(2n ** 53n);
  expect(text).toContain('"resource_id":9007199254740993');
  expect(json.ulid).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  expect(json.timestamp).toMatch(/T\d\d:\d\d:\d\d\.\d{6}Z$/);
  expect(json).not.toHaveProperty('status');
});

test('a write of the app comes back as an echo that names its user and client id', async () => {
  await hook();
  await sandbox.call(
    'PATCH',
    '/rest/v1.1/requisitions/9007199254740993',
    `{"project_id":${PROJECT},"commitment_id":562949953460001,"requisition":{"origin_id":"E"}}`,
  );
  await until(() => received.length === 1);
  expect(received[0]!.json).toMatchObject({
    user_id: 562949953430001,
    metadata: { source_user_id: 562949953430001, source_application_id: 'sandbox-client' },
  });
});

test('v4.0 has string ids, a reason and no metadata; a company event names no project', async () => {
  await hook({ company_id: COMPANY }, 'v4.0', 'Company Vendors');
  await sandbox.control('PATCH', '/vendors/562949953450001', { city: 'Ojai' });
  await until(() => received.length === 1);
  expect(received[0]!.json).toEqual({
    id: expect.stringMatching(/^[0-9A-Z]{26}$/),
    timestamp: expect.any(String),
    reason: 'update',
    company_id: COMPANY,
    user_id: expect.any(String),
    resource_type: 'Company Vendors',
    resource_id: '562949953450001',
  });
});

test('duplicates, disorder and null metadata come as set', async () => {
  await hook();
  const behaviour = { duplicates: 1, holdMs: 150, reverse: true, nullMetadata: true };
  expect((await sandbox.control('PUT', '/webhooks/behaviour', behaviour)).status).toBe(204);
  await change();
  await change({ status: 'approved' });
  await until(() => received.length === 4);
  const ulids = received.map(({ json }) => json.ulid);
  expect(ulids[0]).toBe(ulids[1]);
  expect(ulids[2]).toBe(ulids[3]);
  const eventIds = received.map(({ text }) => BigInt(/"id":(\d+)/.exec(text)![1]!));
  expect(eventIds[0]).toBe(eventIds[2]! + 1n);
  expect(received[0]!.json.metadata.source_user_id).toBeNull();
  expect(received[0]!.json.user_id).not.toBeNull();
});

test('a failure holds back everything behind it; then all comes in order', async () => {
  answers = [
    { status: 500, afterMs: 0 },
    { status: 500, afterMs: 0 },
    { status: 204, afterMs: 0 },
  ];
  const { id } = await hook();
  await change();
  await until(() => received.length === 1);
  await change({ status: 'approved' });
  await until(() => received.length === 4);
  const ulids = received.map(({ json }) => json.ulid);
  expect(ulids.slice(0, 3)).toEqual([ulids[0], ulids[0], ulids[0]]);
  expect(ulids[3]).not.toBe(ulids[0]);
  await until(async () => (await deliveries(id, 'successful')).length === 2);
  const rows = await deliveries(id);
  const own = rows.filter((row: { event: { ulid: string } }) => row.event.ulid === ulids[0]);
  expect(own.map((row: { outcome: string; response_status: string }) => [row.outcome, row.response_status])).toEqual([
    ['retried', '500'],
    ['retried', '500'],
    ['ok', '204'],
  ]);
  expect(own[0]).toMatchObject({ event_id: own[2].event_id, response_error: null, response_body: '' });
  expect(Object.keys(own[0])).not.toEqual(expect.arrayContaining(['status', 'payload', 'delivery_attempts']));
  const later = await sandbox.get(`${HOOKS}/${id}/deliveries?project_id=${PROJECT}&page_start=${own[0].event_id}`);
  expect(later.json.map((row: { outcome: string }) => row.outcome)).toEqual(['ok']);
});

test('a change of a direct cost or of its lines is told, and v3.0 names the direct cost of a line', async () => {
  await hook({ project_id: PROJECT }, 'v3.0', 'Direct Cost Line Items');
  await hook({ project_id: PROJECT }, 'v2.0', 'Direct Costs');
  const path = `/projects/${PROJECT}/direct_costs/562949953495001`;
  const told = async (count: number) => {
    await until(() => received.length === count);
    return received.map(({ json }) => [json.resource_name, json.event_type, json.related_resources]).sort();
  };
  const related = [{ id: 562949953495001, name: 'Direct Costs' }];
  const line = '{"line_items":[{"id":562949953496001,"amount":"1.00"}]}';
  await sandbox.control('PATCH', path, line);
  expect(await told(2)).toEqual([
    ['Direct Cost Line Items', 'update', related],
    ['Direct Costs', 'update', undefined],
  ]);
  received = [];
  await sandbox.control('PUT', '/settings', { lineEditsShow: 'nothing' });
  const { updated_at: before } = (await sandbox.control('PATCH', path, line)).json;
  await sandbox.control('DELETE', `${path}/line_items/562949953496001`);
  await sandbox.control('PATCH', path, { status: 'draft', updated_at: '2026-11-02T00:00:00Z' });
  await sandbox.control('DELETE', path);
  expect(await told(4)).toEqual([
    ['Direct Cost Line Items', 'delete', related],
    ['Direct Cost Line Items', 'update', related],
    ['Direct Costs', 'delete', undefined],
    ['Direct Costs', 'update', undefined],
  ]);
  expect(Date.parse(before)).toBeLessThan(Date.now());
});

test('a receiver that is slower than the limit has failed', async () => {
  await sandbox.close();
  sandbox = await openTinySandbox({ webhookTimeScale: 0.02, webhookTimeLimitMs: 200 });
  answers = [
    { status: 200, afterMs: 1000 },
    { status: 200, afterMs: 0 },
  ];
  const { id } = await hook();
  await change();
  await until(() => received.length === 2);
  await until(async () => (await deliveries(id, 'successful')).length === 1);
  expect((await deliveries(id))[0]).toMatchObject({ response_status: null, outcome: 'retried' });
});

test('after the scaled 12 hours the queue is dropped, and the next event starts afresh', async () => {
  await sandbox.close();
  sandbox = await openTinySandbox({ webhookTimeScale: 0.000_01, webhookTimeLimitMs: 200 });
  answers = [{ status: 503, afterMs: 0 }];
  const { id } = await hook();
  await change();
  await until(async () => (await deliveries(id, 'discarded')).length === 1);
  answers = [{ status: 200, afterMs: 0 }];
  await change({ status: 'approved' });
  await until(async () => (await deliveries(id, 'successful')).length === 1);
  expect(await deliveries(id, 'discarded')).toHaveLength(1);
});

test('the control port sends any event or payload, copied and reversed as asked', async () => {
  const { id } = await hook();
  const event = (resourceId: string) => ({
    resourceName: 'Draw Requests',
    eventType: 'delete',
    resourceId,
    projectId: PROJECT,
  });
  const order = { hookId: id, events: [event('1'), event('2')], duplicates: 1, reverse: true };
  expect(await sandbox.control('POST', '/webhooks/send', order)).toMatchObject({ status: 202, json: { sent: '4' } });
  await sandbox.control('POST', '/webhooks/send', '{"payloads":[{"id":12345678901234567890}]}');
  await until(() => received.length === 5);
  expect(received.slice(0, 4).map(({ json }) => json.resource_id)).toEqual([2, 2, 1, 1]);
  expect(received[4]!.text).toBe('{"id":12345678901234567890}');
  expect((await sandbox.control('POST', '/webhooks/send', { hookId: '5', event: event('1') })).status).toBe(409);
  expect((await sandbox.control('POST', '/webhooks/send', { event: {} })).status).toBe(400);
});

test('a contract payment that is made, changed and deleted over the API is told each time, as an echo', async () => {
  await hook(undefined, undefined, 'Contract Payments');
  const of = { project_id: PROJECT, contract_id: '562949953460001' };
  const path = '/rest/v1.0/contract_payments';
  const { id } = (await sandbox.call('POST', path, { ...of, contract_payment: { amount: '1.00' } })).json;
  await sandbox.call('PATCH', `${path}/${id}`, { ...of, contract_payment: { amount: '2.00' } });
  await sandbox.call('DELETE', `${path}/${id}?${new URLSearchParams(of).toString()}`);
  await until(() => received.length === 3);
  expect(received.map(({ json }) => [json.event_type, String(json.resource_id)])).toEqual(
    ['create', 'update', 'delete'].map((type) => [type, id]),
  );
});
