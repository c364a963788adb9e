import { randomBytes } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { createTestStore, testProjectId, testWebhookSecret, type TestStore } from '../../../test/stack/test-store';
import { startTestSandbox, type TestSandbox } from '../../sandbox/jde/testing/test-sandbox';
import type { FeedName } from '../../config/feed-names';
import type { Scope } from '../../store/scope';
import type { Tx } from '../../store/unit-of-work';
import { createLogger } from '../../telemetry/log';
import { Metrics } from '../../telemetry/metrics';
import { feedWorkflowId, taskQueues, workflowTypes } from '../../workflows/names';
import { startDrainLoop } from '../drain-loop';
import { startApi, type RunningApi } from '../start-api';

// A system asks for polls. What can come between: it asks twice, two ask at once, it asks again while a poll waits, the database
// answers but Temporal is away, a person paused the feed, somebody asks without end.

const triggerSecret = 'trigger-secret-of-the-test';
const other = '562949953443399';

let acme: TestStore;
let api: RunningApi;
let metrics: Metrics;
let scope: Scope;

beforeAll(async () => {
  acme = await createTestStore();
  metrics = new Metrics();
  api = await startApi({
    store: acme.store,
    // Nobody listens there: a trigger that needed Temporal would fail.
    client: new Client({ connection: Connection.lazy({ address: '127.0.0.1:9' }) }),
    logger: createLogger({ name: 'api', destination: { write: () => undefined } }),
    metrics,
    host: '127.0.0.1',
    port: 0,
  });
});
afterAll(async () => {
  await api.close();
  await acme.close();
});
beforeEach(async () => {
  scope = await acme.addConnection({
    connectionId: `jde-${randomBytes(4).toString('hex')}`,
    projectIds: [testProjectId, other],
    secrets: { triggerSecret },
  });
  const feeds: [string, FeedName][] = [
    [testProjectId, 'requisitions'],
    [testProjectId, 'sweep'],
    [other, 'requisitions'],
    ['', 'standing'],
  ];
  await inTenant(async (tx) => {
    for (const [projectId, name] of feeds) await tx.feeds.ensure(scope, projectId, name, { every: '15m' });
  });
});

const inTenant = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => acme.store.inTenant(scope.tenantId, work);
const basic = (password: string) => `Basic ${Buffer.from(`JDE:${password}`).toString('base64')}`;
interface As {
  readonly headers?: Record<string, string>;
  readonly connectionId?: string;
}
const trigger = async (body: string | object = '', as: As = {}) => {
  const { headers = { authorization: basic(triggerSecret) }, connectionId = scope.connectionId } = as;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(`${api.url}/triggers/${connectionId}`, { method: 'POST', headers, body: text });
  return { status: response.status, headers: response.headers, json: (await response.json()) as object };
};
const outbox = () =>
  acme.database.shared
    .selectFrom('outbox')
    .selectAll()
    .where('connectionId', '=', scope.connectionId)
    .orderBy('id')
    .execute();
const pollsAsked = async () => {
  const page = { limit: 100, after: null };
  return (await inTenant((tx) => tx.lists.entries(scope, { act: 'polls.asked' }, page))).rows;
};

test('the secret is the password of Basic, a bearer token or X-Api-Key; without a body all is polled at once', async () => {
  const ways: Record<string, string>[] = [
    { authorization: basic(triggerSecret) },
    { authorization: `bearer ${triggerSecret}` },
    { 'x-api-key': triggerSecret },
  ];
  for (const [index, headers] of ways.entries()) {
    const all = { started: 0, soon: 0, waiting: 0, paused: 0 };
    expect(await trigger('', { headers })).toMatchObject({
      status: 200,
      json: { ...all, [['started', 'soon', 'waiting'][index] ?? '']: 4 },
    });
  }
  expect((await outbox()).slice(0, 4).map(({ signal, workflowId }) => [signal, workflowId])).toEqual(
    expect.arrayContaining([
      ['poll', feedWorkflowId(scope.connectionId, testProjectId, 'requisitions')],
      ['poll', feedWorkflowId(scope.connectionId, '', 'standing')],
    ]),
  );
});

test.each([
  ['none', {}],
  ['a wrong one', { authorization: basic('trigger-secret-of-another') }],
  ["the webhook's", { authorization: basic(testWebhookSecret) }],
  ['the empty one', { authorization: basic('') }],
  ['another scheme', { authorization: `Digest ${triggerSecret}` }],
])('a secret that is %s is refused with 401, and asks for Basic', async (_name, headers) => {
  const { status, headers: answered, json } = await trigger('', { headers: headers });
  expect(status).toBe(401);
  expect(answered.get('www-authenticate')).toContain('Basic');
  expect(json).toMatchObject({ error: { code: 'secretRefused' } });
  expect(await outbox()).toEqual([]);
});

test('a connection that has no trigger secret takes no call, and answers as one that does not exist', async () => {
  const silent = await acme.addConnection();
  const answers = [
    await trigger('', { connectionId: silent.connectionId }),
    await trigger('', { connectionId: 'nobody' }),
    await trigger('', { connectionId: silent.connectionId, headers: { authorization: basic('undefined') } }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
  expect(answers[0]?.json).toEqual(answers[1]?.json);
});

test.each([
  [{ project: `P-${testProjectId}` }, 2],
  [{ project: `id:${other}`, feed: 'requisitions' }, 1],
  [{ project: '', feed: 'standing' }, 1],
  [{ project: null, feed: 'requisitions' }, 2],
])('%j polls just that', async (body, started) => {
  expect(await trigger(body)).toMatchObject({ status: 200, json: { started } });
  expect(await outbox()).toHaveLength(started);
  const [entry] = await pollsAsked();
  expect(entry).toMatchObject({ actor: 'erp', facts: { started } });
});

test.each([
  ['{"project":', 400, undefined, 'send JSON'],
  [{ proyect: '4411' }, 400, undefined, 'proyect'],
  [{ feed: 'invoices' }, 400, 'feed', 'requisitions'],
  [{ project: '9999' }, 404, 'project', `P-${testProjectId}`],
  [{ feed: 'changeOrders' }, 404, 'feed', 'polls nothing'],
])('%j is an error that says what would be right, and nothing is polled', async (body, status, field, text) => {
  const answer = await trigger(body);
  expect(answer.status).toBe(status);
  const { error } = answer.json as { error: { field?: string; message: string } };
  expect(error.field).toBe(field);
  expect(error.message).toContain(text);
  expect(await outbox()).toEqual([]);
});

test('asked again within a minute, one poll more begins at its end; further calls wait for that one and are not audited', async () => {
  const ask = async () => (await trigger({ feed: 'standing' })).json;
  expect([await ask(), await ask(), await ask()]).toMatchObject([{ started: 1 }, { soon: 1 }, { waiting: 1 }]);
  const [now, later, ...more] = await outbox();
  expect(more).toEqual([]);
  expect((later?.notBefore.getTime() ?? 0) - (now?.notBefore.getTime() ?? 0)).toBe(60_000);
  expect(await pollsAsked()).toHaveLength(2);
});

test('of two that ask at once one begins a poll, and the other has one after it', async () => {
  const answers = await Promise.all([trigger({ feed: 'standing' }), trigger({ feed: 'standing' })]);
  const sums = answers.map(({ json }) => json as Record<string, number>);
  expect(sums.reduce((sum, { started = 0 }) => sum + started, 0)).toBe(1);
  expect(sums.reduce((sum, { soon = 0, waiting = 0 }) => sum + soon + waiting, 0)).toBe(1);
});

test('a feed that a person paused is not polled, and the answer says so', async () => {
  await inTenant((tx) => tx.feeds.setPaused(scope, other, 'requisitions', 'the site is closed'));
  expect((await trigger({ feed: 'requisitions' })).json).toEqual({ started: 1, soon: 0, waiting: 0, paused: 1 });
  expect((await outbox()).map(({ projectId }) => projectId)).toEqual([testProjectId]);
});

test('more than 60 calls a minute of one connection are refused, and those of another are not', async () => {
  const answers = await Promise.all(Array.from({ length: 61 }, () => trigger({ feed: 'standing' })));
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(1);
  const neighbour = await acme.addConnection({ connectionId: 'jde-neighbour', secrets: { triggerSecret } });
  await acme.store.inTenant(neighbour.tenantId, (tx) => tx.feeds.ensure(neighbour, '', 'standing', { every: '15m' }));
  expect(await trigger('', { connectionId: neighbour.connectionId })).toMatchObject({ status: 200 });
  expect((await metrics.scrape()).body).toMatch(/ml_connector_polls_asked_total\{state="waiting"\} \d+/);
});

describe('an orchestration of JDE on its schedule', () => {
  let jde: TestSandbox;
  let connection: Connection;
  let client: Client;
  const id = () => feedWorkflowId(scope.connectionId, '', 'standing');

  beforeAll(async () => {
    jde = await startTestSandbox({});
    connection = await Connection.connect({ address: process.env['TEST_TEMPORAL_ADDRESS'] ?? '' });
    client = new Client({ connection, namespace: process.env['TEST_TEMPORAL_NAMESPACE'] ?? '' });
  });
  afterAll(async () => {
    await jde.close();
    await connection.close();
  });

  test('starts a poll in Temporal; fired twice while Temporal is away, it is one poll now and one later', async () => {
    await jde.control('PUT', 'schedules', {
      ...{ name: 'ASK', url: `${api.url}/triggers/${scope.connectionId}` },
      ...{ basic: { username: 'JDE', password: triggerSecret }, body: { project: '', feed: 'standing' } },
    });
    // No drain loop runs yet: as if Temporal were away. One behind the other: of two at once one may be answered by the other's poll.
    for (const _time of [1, 2]) {
      const { json } = await jde.control('POST', 'schedules/run', { name: 'ASK' });
      expect(json).toMatchObject([{ status: 200, outcome: 'ok' }]);
    }
    const schedule = await client.schedule.create({
      scheduleId: id(),
      spec: { intervals: [{ every: '30d' }] },
      action: {
        type: 'startWorkflow',
        workflowType: workflowTypes.pollFeed,
        workflowId: id(),
        taskQueue: taskQueues.documents,
        workflowExecutionTimeout: '10s',
      },
    });
    const logger = createLogger({ name: 'api', destination: { write: () => undefined } });
    const drain = startDrainLoop({ store: acme.store, client, logger, pollMs: 100 });
    const polls = async () => (await schedule.describe()).info.numActionsTaken;
    const until = async (what: string, reached: () => Promise<boolean>) => {
      for (const end = Date.now() + 20_000; !(await reached());) {
        if (Date.now() > end) throw new Error(`not reached: ${what}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    };
    try {
      await until('a poll begins', async () => (await polls()) === 1);
      const rest = await outbox();
      expect(rest.map(({ signal, notBefore }) => [signal, notBefore.getTime() > Date.now()])).toEqual([['poll', true]]);
      // The minute is over.
      await acme.database.shared
        .updateTable('outbox')
        .set({ notBefore: new Date() })
        .where('id', '=', rest[0]!.id)
        .execute();
      await until('the row is gone', async () => (await outbox()).length === 0);
      // The first is still running: nobody works on it. The second is behind it, not swallowed.
      const { info } = await schedule.describe();
      expect(info.numActionsSkippedOverlap).toBe(0);
    } finally {
      await drain.stop();
      await schedule.delete();
    }
  });
});
