import { testWebhookSecret } from '../../../test/stack/test-store';
import { PROJECT } from '../../sandbox/procore/fixtures/tiny-sandbox.fixture';
import { listEntries } from '../audit/list-entries';
import { checkWebhooks } from './check-webhooks';
import { base, ofCompany, ofProject, openOnSandbox, type OnSandbox } from './on-sandbox.fixture';
import { removeWebhooks } from './remove-webhooks';
import { setUpWebhooks } from './set-up-webhooks';

// Hooks in Procore are made, checked and removed; what lost answers and other programs left there is met.

let on: OnSandbox;
beforeEach(async () => {
  on = await openOnSandbox();
});
afterEach(() => on.close());

const silent = (): void => undefined;
const setUp = (at = base) => setUpWebhooks(on.context, at, silent);
const amiss = async () => (await checkWebhooks(on.context, silent)).hooks.map((hook) => hook.amiss.join('; '));

test('a hook of the company and of each project is made with what the ERP takes; a second time nothing is written', async () => {
  expect(await amiss()).toEqual(Array(2).fill(expect.stringContaining('has no hook')));
  expect(await setUp()).toMatchObject({ hooks: 2, destination: `${base}/webhooks/procore/${on.acme.connectionId}` });
  const [company] = await on.hooks(ofCompany);
  const [project] = await on.hooks(ofProject);
  expect(await on.triggers(ofCompany, company?.['id'] ?? '')).toEqual(
    ['create', 'update', 'delete'].map((event) => `Company Vendors ${event}`),
  );
  const names = ['Draw Requests', 'Work Order Contracts', 'Purchase Order Contracts'];
  expect(await on.triggers(ofProject, project?.['id'] ?? '')).toEqual(
    names.flatMap((name) => ['create', 'update', 'delete'].map((event) => `${name} ${event}`)),
  );
  expect(await checkWebhooks(on.context, silent)).toMatchObject({ ok: true });
  const writes = await on.writes();
  expect(await setUp()).toMatchObject({ done: [] });
  expect(await on.writes()).toEqual(writes);
});

test('payments are asked for where they are written into Procore, the hook that stands gets them, and is removed with them', async () => {
  await setUp();
  const { connection } = on.context;
  const posting = { ...connection.settings.posting, paymentsToProcore: 'payments' } as const;
  const context = { ...on.context, connection: { ...connection, settings: { ...connection.settings, posting } } };
  const wrong = (await checkWebhooks(context, silent)).hooks.flatMap((hook) => hook.amiss);
  expect(wrong).toEqual([
    'it does not ask for Contract Payments create, Contract Payments update, Contract Payments delete',
  ]);
  await setUpWebhooks(context, base, silent);
  const [hook, ...others] = await on.hooks(ofProject);
  expect(others).toEqual([]);
  expect(await on.triggers(ofProject, hook?.['id'] ?? '')).toContain('Contract Payments delete');
  expect(await checkWebhooks(context, silent)).toMatchObject({ ok: true });
  expect(await removeWebhooks(context, silent)).toMatchObject({ removed: [expect.anything(), expect.anything()] });
  expect(await on.hooks(ofProject)).toEqual([]);
});

test('a name that the company does not offer is an error that says so, and nothing is made', async () => {
  await on.sandbox.control('PUT', '/settings', { webhooksNotOffered: ['Draw Requests', 'Company Vendors'] });
  await expect(setUp()).rejects.toThrow(
    /the company offers no updates of Company Vendors; it offers .*project .* offers no updates of Draw Requests/,
  );
  expect(await on.writes()).toEqual([]);
});

test("another program's hook is never touched, nor one of another installation with our connection's id", async () => {
  const foreign = { payload_version: 'v2.0', namespace: 'procore', destination_url: 'https://other.example.com/x' };
  await on.sandbox.call('POST', ofProject, foreign);
  await setUp();
  await removeWebhooks(on.context, silent);
  expect(await on.hooks(ofProject)).toMatchObject([{ namespace: 'procore' }]);
  const namespace = `ml-connector-${on.context.connection.environment}-${on.acme.connectionId}`;
  await on.sandbox.call('POST', ofProject, { ...foreign, namespace });
  const before = await on.hooks(ofProject);
  await expect(setUp()).rejects.toThrow('another installation');
  expect(await on.hooks(ofProject)).toEqual(before);
});

test('production and sandbox are apart: neither finds the hooks of the other', async () => {
  await setUp();
  const { connection } = on.context;
  const environment = connection.environment === 'sandbox' ? 'production' : 'sandbox';
  await setUpWebhooks({ ...on.context, connection: { ...connection, environment } }, base, silent);
  expect(await on.hooks(ofProject)).toHaveLength(2);
});

test.each([
  ['a hook', `.*/projects/${PROJECT}/webhooks/hooks`],
  ['triggers', '.*/triggers/bulk'],
])('a lost answer to the making of %s is looked for: one hook with each trigger once', async (_, path) => {
  await on.sandbox.control('POST', '/faults', { kind: 'commitThenLose', match: { method: 'POST', path } });
  await setUp();
  const hooks = await on.hooks(ofProject);
  expect(hooks).toHaveLength(1);
  expect(await on.triggers(ofProject, hooks[0]?.['id'] ?? '')).toHaveLength(9);
  expect(await setUp()).toMatchObject({ done: [] });
});

test('killed after a hook was made and before it was noted, the next set-up uses it; a second one that came late is removed', async () => {
  const made = {
    payload_version: 'v2.0',
    namespace: `ml-connector-${on.context.connection.environment}-${on.acme.connectionId}`,
    destination_url: `${base}/webhooks/procore/${on.acme.connectionId}`,
    destination_headers: { Authorization: 'an older secret' },
  };
  await on.sandbox.call('POST', ofProject, made);
  await on.sandbox.call('POST', ofProject, made);
  await setUp();
  const [hook, ...twins] = await on.hooks(ofProject);
  expect(twins).toEqual([]);
  expect(hook?.['destination_headers']).toEqual({ Authorization: `*****${testWebhookSecret.slice(-5)}` });
});

test('what was changed, disabled or removed in Procore is told by the check, and mended by the next set-up', async () => {
  await setUp();
  const [company] = await on.hooks(ofCompany);
  const [project] = await on.hooks(ofProject);
  await on.sandbox.call('PATCH', `${ofCompany}/${company?.['id'] ?? ''}`, { status: 'disabled' });
  const other = { destination_url: 'https://x.example.com', destination_headers: { Authorization: 'another one' } };
  await on.sandbox.call('PATCH', `${ofProject}/${project?.['id'] ?? ''}`, other);
  expect(await amiss()).toEqual([
    expect.stringContaining('disabled'),
    expect.stringMatching(/leads to https:\/\/x\.example\.com; it does not send/),
  ]);
  await setUp();
  expect(await amiss()).toEqual(['', '']);
  await on.sandbox.call('DELETE', `${ofProject}/${project?.['id'] ?? ''}`);
  expect(await amiss()).toEqual(['', expect.stringContaining('gone')]);
  await setUp('https://moved.example.com/');
  expect(await amiss()).toEqual(['', '']);
  expect(await on.hooks(ofCompany)).toMatchObject([
    { id: company?.['id'], destination_url: expect.stringContaining('https://moved.example.com/webhooks') },
  ]);
});

test('only what was set up here is removed, a second time nothing is, and no secret or body stands in the audit trail', async () => {
  await setUp();
  expect((await removeWebhooks(on.context, silent)).removed).toHaveLength(2);
  expect([...(await on.hooks(ofProject)), ...(await on.hooks(ofCompany)), ...(await on.known())]).toEqual([]);
  expect(await removeWebhooks(on.context, silent)).toEqual({ removed: [], left: [] });
  const { rows } = await listEntries(on.context, {}, {});
  expect(rows.map(({ act }) => act)).toEqual(expect.arrayContaining(['webhooks.setUp', 'webhooks.removed']));
  expect(JSON.stringify(rows)).not.toContain(testWebhookSecret);
});

test('without a webhook secret, or to an address that is not https, nothing is made', async () => {
  await expect(setUp('http://connector.example.com')).rejects.toThrow('the https address');
  const { acme } = on;
  const { tenantId } = acme;
  await acme.store.inTenant(tenantId, async (tx) => {
    const { webhookSecret: _none, ...secrets } = await tx.connections.loadSecrets(acme);
    await tx.connections.save({ ...(await tx.connections.load(acme.connectionId)), secrets });
  });
  await expect(setUp()).rejects.toMatchObject({ kind: 'refused', field: 'webhookSecret' });
  expect(await on.writes()).toEqual([]);
});
