import { COMPANY, PROJECT } from '../../sandbox/procore/fixtures/tiny-sandbox.fixture';
import { ofCompany, ofProject, openOnSandbox, type OnSandbox } from '../../application/webhooks/on-sandbox.fixture';
import { checkConnection } from '../../application/connections/check-connection';
import { setUpWebhooks } from '../../application/webhooks/set-up-webhooks';
import type { ActivityPorts } from '../ports';
import { compareDeliveries } from './compare-deliveries';

// Procore's list of deliveries beside what arrived: what is missing is taken in once, and told.

let on: OnSandbox;
beforeEach(async () => {
  on = await openOnSandbox();
});
afterEach(() => on.close());

const compare = () => compareDeliveries({ store: on.acme.store } as ActivityPorts, on.context.connection, on.port);
const mine = async () => (await on.known()).find(({ scope }) => scope === PROJECT);
const payload = (ulid: string, minutesAgo: number, more: object = {}) => ({
  ...{ id: 7, ulid, timestamp: new Date(Date.now() - minutesAgo * 60_000).toISOString(), user_id: 5 },
  ...{ company_id: COMPANY, project_id: PROJECT, api_version: 'v2.0', event_type: 'update' },
  ...{ resource_name: 'Draw Requests', resource_id: '54321' },
  ...more,
});
const send = (...payloads: object[]) => sendTo(ofProject, ...payloads);
const sendTo = async (path: string, ...payloads: object[]) => {
  const hookId = (await on.hooks(path))[0]?.['id'] ?? '';
  await on.sandbox.control('POST', '/webhooks/send', { hookId, payloads });
  // Each attempt of the sandbox is noted once the receiver has answered.
  for (;;) {
    const { json } = await on.sandbox.get(`${path}/${hookId}/deliveries?per_page=100`);
    const { data } = json as { data: { delivery_attempts: unknown[] }[] };
    if (data.length > 0 && data[0]?.delivery_attempts.length !== 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
const outcomes = () =>
  on.acme.store.database.inTenant(on.acme.tenantId, async (trx) =>
    (await trx.selectFrom('webhookEvent').select(['eventId', 'outcome']).orderBy('eventId').execute()).map(
      ({ eventId, outcome }) => [eventId, outcome],
    ),
  );

test('what Procore delivered and did not arrive is taken in once and told; what arrived is not, nor what may be on its way', async () => {
  await setUpWebhooks(on.context, on.here, () => undefined);
  const arrived = { eventId: 'ARRIVED', resource: 'Draw Requests', resourceId: '1', projectId: PROJECT };
  const sealed = await on.acme.store.sealed.seal(on.acme.tenantId, 'webhook', '{}');
  const rest = { userId: null, eventType: 'update', eventAt: null };
  await on.acme.store.webhookInbox.store(on.acme, { ...arrived, ...rest }, sealed, 'hinted');
  await send(payload('ARRIVED', 60), payload('LOST', 60), payload('YOUNG', 1), payload('OTHER', 60, { company_id: 1 }));
  await compare();
  expect(await outcomes()).toEqual([
    ['ARRIVED', 'hinted'],
    ['LOST', null],
    ['OTHER', 'otherCompany'],
  ]);
  expect(await mine()).toMatchObject({ missed: 2, undelivered: 0, amiss: null });
  await compare();
  expect(await mine()).toMatchObject({ missed: 2 });
  // It comes after all.
  const late = { ...arrived, eventId: 'LOST', ...rest };
  expect(await on.acme.store.webhookInbox.store(on.acme, late, sealed, null)).toBe(false);
  expect(await on.acme.store.inTenant(on.acme.tenantId, (tx) => tx.counts.webhookHooks())).toEqual({
    ...{ heard: 1, silent: 1 },
  });
});

test('what Procore cannot deliver is taken in from its list, and the hook counts as silent meanwhile', async () => {
  await setUpWebhooks(on.context, 'http://127.0.0.1:1', () => undefined);
  await send(payload('QUEUED', 1));
  await compare();
  expect(await outcomes()).toEqual([['QUEUED', null]]);
  expect(await mine()).toMatchObject({ undelivered: 1 });
});

test.each([
  ['the name of its resource', { resource_name: 'Company\u0000Vendors' }],
  ['its kind', { event_type: 'up\u0000date' }],
  ['its id', { ulid: 'NUL\u0000' }],
  ['the id of its record', { resource_id: '54\u0000321' }],
  ['its time', { timestamp: '2026-13-45T25:61:61Z' }],
])(
  'a delivery that PostgreSQL cannot keep for %s is kept without, and holds up no other of any hook',
  async (_what, odd) => {
    await setUpWebhooks(on.context, on.here, () => undefined);
    // The hook of the company is compared first.
    await sendTo(ofCompany, payload('ODD', 60, odd), payload('BEHIND', 60));
    await send(payload('LOST', 60));
    await compare();
    expect((await on.known()).map(({ comparedAt }) => comparedAt)).toEqual([expect.any(Date), expect.any(Date)]);
    const stored = (await outcomes()).map(([eventId]) => eventId);
    expect(stored).toHaveLength(3);
    expect(stored).toEqual(expect.arrayContaining(['BEHIND', 'LOST']));
  },
);

test('a hook that is gone is told, and the others are compared all the same', async () => {
  await setUpWebhooks(on.context, on.here, () => undefined);
  const hookId = (await on.hooks(ofProject))[0]?.['id'] ?? '';
  await on.sandbox.call('DELETE', `${ofProject}/${hookId}`);
  await compare();
  expect(await mine()).toMatchObject({ amiss: 'gone' });
  expect((await on.known()).find(({ scope }) => scope === '')).toMatchObject({
    amiss: null,
    comparedAt: expect.any(Date),
  });
});

test('the check of the connection has a line about hooks once there are some, and it fails while one is silent', async () => {
  const erp = () => Promise.resolve({ system: 'jde', check: () => Promise.resolve([]), planners: {} } as never);
  const context = { ...on.context, ports: { ...on.context.ports, erp } };
  const line = async () => (await checkConnection(context)).steps.find(({ name }) => name === 'webhooks');
  expect(await line()).toBeUndefined();
  await setUpWebhooks(context, on.here, () => undefined);
  expect(await line()).toMatchObject({ ok: true });
  await send(payload('LOST', 60));
  await compare();
  expect(await line()).toMatchObject({ ok: false, detail: expect.stringContaining('had not arrived') });
});
