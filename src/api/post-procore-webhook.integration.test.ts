import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { Client, Connection } from '@temporalio/client';
import { Client as PgClient } from 'pg';
import {
  createTestStore,
  testCompanyId,
  testProjectId,
  testWebhookSecret,
  type TestStore,
} from '../../test/stack/test-store';
import type { Scope } from '../store/scope';
import { createLogger } from '../telemetry/log';
import { Metrics } from '../telemetry/metrics';
import { startApi, type RunningApi, type StartApiOptions } from './start-api';
import { takeInEvents } from './take-in-events';

describe('POST /webhooks/procore/{connectionId}', () => {
  let acme: TestStore;
  let api: RunningApi;
  let options: StartApiOptions;
  let metrics: Metrics;
  let scope: Scope;
  const lines: string[] = [];

  beforeAll(async () => {
    acme = await createTestStore();
    metrics = new Metrics();
    options = {
      store: acme.store,
      // Nobody listens there: a webhook that needed Temporal would fail.
      client: new Client({ connection: Connection.lazy({ address: '127.0.0.1:9' }) }),
      logger: createLogger({ name: 'api', destination: { write: (line) => void lines.push(line) } }),
      metrics,
      host: '127.0.0.1',
      port: 0,
    };
    api = await startApi(options);
  });
  afterAll(async () => {
    await api.close();
    await acme.close();
  });
  beforeEach(async () => {
    // A connection of its own for each test.
    scope = await acme.addConnection();
  });

  const post = (
    body: string | Uint8Array,
    as: { connectionId?: string; authorization?: string | null; headers?: Record<string, string> } = {},
  ): Promise<Response> => {
    const { connectionId = scope.connectionId, authorization = testWebhookSecret } = as;
    return fetch(`${api.url}/webhooks/procore/${connectionId}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(authorization === null ? {} : { authorization }),
        ...as.headers,
      },
      body,
    });
  };
  const answerTo = async (change: object): Promise<unknown> => {
    const response = await post(JSON.stringify(event(change)));
    expect(response.status).toBe(200);
    return response.json();
  };
  /** No loop runs here, so that a test sees what stands before an event is taken in. */
  const takeIn = () => takeInEvents(acme.store, { tenantId: scope.tenantId, failedBefore: false });
  /** Delivers an event and takes it in; gives what came of it. */
  const outcomeOf = async (change: { ulid?: string; [member: string]: unknown } = {}): Promise<unknown> => {
    const { ulid = newUlid() } = change;
    expect(await answerTo({ ...change, ulid })).toEqual({ event: 'stored' });
    await takeIn();
    return (await stored()).find((row) => row.eventId === ulid)?.outcome;
  };
  const outbox = () =>
    acme.database.shared.selectFrom('outbox').selectAll().where('connectionId', '=', scope.connectionId).execute();
  const stored = () =>
    acme.store.database.inTenant(scope.tenantId, (trx) =>
      trx.selectFrom('webhookEvent').selectAll().where('connectionId', '=', scope.connectionId).execute(),
    );
  const documents = () =>
    acme.store.database.inTenant(scope.tenantId, (trx) =>
      trx.selectFrom('document').selectAll().where('connectionId', '=', scope.connectionId).execute(),
    );

  test('the event stands in the database when the answer arrives, sealed; what it comes to is not known yet', async () => {
    const body = JSON.stringify(event({ resource_id: 54321 }));
    const response = await post(body);
    expect([response.status, await response.json()]).toEqual([200, { event: 'stored' }]);
    const [kept] = await stored();
    expect(kept).toMatchObject({ resource: 'Draw Requests', resourceId: '54321', outcome: null, attempts: 0 });
    expect(kept!.body.includes('Draw Requests')).toBe(false);
    expect(await acme.store.sealed.open(scope.tenantId, 'webhook', kept!.body)).toBe(body);
    expect([await documents(), await outbox()]).toEqual([[], []]);
  });

  test('nothing but one statement is sent to the database before the answer', async () => {
    await answerTo({});
    const query = jest.spyOn(PgClient.prototype, 'query');
    try {
      for (let index = 0; index < 3; index++) await answerTo({ resource_id: 100 + index });
      const texts = query.mock.calls.map(
        ([statement]) => (statement as unknown as { text?: string }).text ?? statement,
      );
      expect(texts).toEqual(Array.from({ length: 3 }, () => expect.stringMatching(/^select store_webhook_event\(/)));
    } finally {
      query.mockRestore();
    }
  });

  test('an event that is taken in hints its document and lets the workflow know, 2 s later', async () => {
    expect(await outcomeOf({ resource_id: 54321 })).toBe('hinted');
    const [document] = await documents();
    expect(document).toMatchObject({ kind: 'requisition', sourceId: '54321', hintNo: '1', open: true });
    expect(document!.projectId).toBe(testProjectId);
    const [signal, ...more] = await outbox();
    expect(more).toEqual([]);
    expect(signal).toMatchObject({ signal: 'sourceChanged', workflowId: `requisition/${scope.connectionId}/54321` });
    const delayMs = signal!.notBefore.getTime() - signal!.createdAt.getTime();
    expect(delayMs).toBe(2_000);
  });

  test('an event delivered again is answered 2xx and hints nothing more, also when both arrive at once', async () => {
    const body = JSON.stringify(event());
    const answers = await Promise.all([post(body), post(body), post(body)]);
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
    const told = await Promise.all(answers.map(async (answer) => ((await answer.json()) as { event: string }).event));
    expect(told.sort()).toEqual(['duplicate', 'duplicate', 'stored']);
    await takeIn();
    expect(await (await post(body)).json()).toEqual({ event: 'duplicate' });
    await takeIn();
    expect(await documents()).toMatchObject([{ hintNo: '1' }]);
    expect(await outbox()).toHaveLength(1);
  });

  test('the same ULID at another connection is another event', async () => {
    const same = { ulid: newUlid() };
    expect(await outcomeOf(same)).toBe('hinted');
    scope = await acme.addConnection();
    expect(await outcomeOf(same)).toBe('hinted');
  });

  test('events of one requisition that are taken in together are one hint; later ones within 2 s make no further signal', async () => {
    for (const event_type of ['create', 'update', 'delete']) await answerTo({ event_type });
    await takeIn();
    expect(await stored()).toMatchObject([{ outcome: 'hinted' }, { outcome: 'hinted' }, { outcome: 'hinted' }]);
    expect(await documents()).toMatchObject([{ hintNo: '1' }]);
    expect(await outcomeOf()).toBe('hinted');
    expect(await documents()).toMatchObject([{ hintNo: '2' }]);
    expect(await outbox()).toHaveLength(1);
  });

  test('an id beyond 2^53 is kept digit by digit', async () => {
    const body = JSON.stringify(event()).replace('"resource_id":77', '"resource_id":9007199254740993123');
    expect((await post(body)).status).toBe(200);
    await takeIn();
    expect(await documents()).toMatchObject([{ sourceId: '9007199254740993123' }]);
  });

  test('a wrong secret, none, an unknown connection and one without a secret get the same 401, byte for byte', async () => {
    const silent = await acme.addConnection({ secrets: { webhookSecret: undefined } });
    const body = JSON.stringify(event());
    const answers = [
      await raw(body, scope.connectionId, 'wrong'),
      await raw(body, scope.connectionId, testWebhookSecret.slice(0, -1)),
      await raw(body, scope.connectionId, ''),
      await raw(body, 'no-such-connection', testWebhookSecret),
      await raw(body, 'Not%20A%20Name', testWebhookSecret),
      await raw(body, silent.connectionId, testWebhookSecret),
      await raw('{broken', scope.connectionId, 'wrong'),
    ];
    expect(answers[0]).toMatch(/^HTTP\/1\.1 401 /);
    expect(new Set(answers).size).toBe(1);
    expect(await stored()).toEqual([]);
  });

  test.each([
    ['broken JSON', '{"id": CANARY'],
    ['nothing', ''],
  ])('what is no JSON is a 400, is not stored and not quoted: %s', async (_case, body) => {
    const response = await post(body);
    const answer = await response.text();
    expect([response.status, response.headers.get('content-type')]).toEqual([400, 'application/json; charset=utf-8']);
    expect(JSON.parse(answer)).toMatchObject({ error: { code: 'badBody' } });
    expect(answer + lines.join('')).not.toContain('CANARY');
    expect(await stored()).toEqual([]);
  });

  test.each<[string, string]>([
    ['an array', '[]'],
    ['a number', '1'],
    ['an empty object', '{}'],
    ['a member twice', '{"company_id":1,"company_id":2}'],
    ['no record', JSON.stringify(event({ resource_id: null }))],
    ['no resource', JSON.stringify(event({ resource_name: null }))],
    ['no company', JSON.stringify(event({ company_id: null }))],
    ['deep nesting', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
  ])('what cannot be understood is stored and answered 2xx: %s', async (_case, body) => {
    const answers = [await post(body), await post(body)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await answers[1]!.json()).toEqual({ event: 'duplicate' });
    expect(await stored()).toMatchObject([{ outcome: 'notUnderstood' }]);
    await takeIn();
    expect([await documents(), await outbox()]).toEqual([[], []]);
  });

  test.each([
    ['an id that is a UUID', { resource_id: '5f0c3a52-5b0e-4a0e-9a52-0c8fbb2f1f1e' }, 'notUnderstood'],
    ['an id that is a path', { resource_id: '../1' }, 'notUnderstood'],
    ['an id of 21 digits', { resource_id: '1'.repeat(21) }, 'notUnderstood'],
    ['no project', { project_id: null }, 'unknownProject'],
    ['an empty project', { project_id: '' }, 'unknownProject'],
    ['a project that is no id', { project_id: 'P-1' }, 'unknownProject'],
    ['a resource of odd signs', { resource_name: 'Été\u0000 / ∑' }, 'notUnderstood'],
    ['a version that nobody knows', { api_version: 'v9.1-beta' }, 'hinted'],
    ['no type of event', { event_type: null }, 'hinted'],
    ['an offset from 16:00 on', { timestamp: '2026-02-06T23:34:12+17:30' }, 'hinted'],
    ['a long fraction', { timestamp: `2026-02-06T23:34:12.${'9'.repeat(40)}Z` }, 'hinted'],
    ['a time without a zone', { timestamp: '2026-02-06 23:34' }, 'hinted'],
    ['a time that is a number', { timestamp: 1770420852 }, 'hinted'],
    ['a time that is not there', { timestamp: '2026-02-31T99:99:99Z' }, 'hinted'],
  ])('whatever carries the right secret is answered 2xx and has its outcome: %s', async (_case, change, outcome) => {
    expect(await outcomeOf(change)).toBe(outcome);
    expect(await documents()).toHaveLength(outcome === 'hinted' ? 1 : 0);
  });

  test('a known document keeps its project, whatever an event says', async () => {
    await acme.store.inTenant(scope.tenantId, (tx) =>
      tx.projects.save(scope, { id: '4711', number: '4711', name: 'Another', timeZone: null }),
    );
    await outcomeOf();
    expect(await outcomeOf({ project_id: 4711 })).toBe('hinted');
    expect(await documents()).toMatchObject([{ projectId: testProjectId, hintNo: '2' }]);
    expect(new Set((await outbox()).map((row) => row.projectId))).toEqual(new Set([testProjectId]));
  });

  test('a body above 256 KB is a 413, one below it is read, a coding that is not known a 415', async () => {
    const padded = (bytes: number): string => JSON.stringify(event({ data: 'x'.repeat(bytes) }));
    expect((await post(padded(257 * 1024))).status).toBe(413);
    expect((await post(padded(250 * 1024))).status).toBe(200);
    expect((await post('{}', { headers: { 'content-encoding': 'rot13' } })).status).toBe(415);
    const bytes = Uint8Array.of(0xff, 0x00, 0xfe);
    expect((await post(bytes)).status).toBe(400);
  });

  test('an event of another company is kept, answered 2xx, and hints nothing', async () => {
    const response = await post(JSON.stringify(event({ company_id: 42 })));
    expect([response.status, await response.json()]).toEqual([200, { event: 'stored' }]);
    await takeIn();
    expect(await stored()).toMatchObject([{ outcome: 'otherCompany' }]);
    expect(await documents()).toEqual([]);
  });

  test('a body that trickles in is cut off at the limit', async () => {
    const limited = await startApi({ ...options, port: 0, requestLimitMs: 1_000 });
    const socket = connect(limited.port, '127.0.0.1');
    const startedMs = performance.now();
    const ended = new Promise<string>((resolve) => {
      let answer = '';
      socket.setEncoding('utf8').on('data', (chunk: string) => (answer += chunk));
      socket.on('close', () => resolve(answer)).on('error', () => undefined);
    });
    socket.write(
      `POST /webhooks/procore/${scope.connectionId} HTTP/1.1\r\nHost: localhost\r\n` +
        `Authorization: ${testWebhookSecret}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n`,
    );
    const drip = setInterval(() => socket.write(' '), 100);
    expect(await ended).toContain('408');
    clearInterval(drip);
    expect(performance.now() - startedMs).toBeLessThan(4_000);
    await limited.close();
  });

  test.each([
    ['unknownProject', { project_id: 4711 }],
    ['unknownResource', { resource_name: 'Budget Line Items' }],
    ['unknownVendor', { resource_name: 'Company Vendors', project_id: null }],
  ])('what concerns no document is kept and answered 2xx: %s', async (outcome, change) => {
    expect(await outcomeOf(change)).toBe(outcome);
    expect(await stored()).toMatchObject([{ outcome }]);
    expect(await documents()).toEqual([]);
    expect(await outbox()).toEqual([]);
  });

  test('before go-live events are kept and hint nothing; from go-live on they do, without a restart', async () => {
    scope = await acme.addConnection({ live: false });
    expect(await outcomeOf()).toBe('notLive');
    expect(await outbox()).toEqual([]);
    await acme.store.inTenant(scope.tenantId, (tx) => tx.connections.goLive(scope, 'test'));
    expect(await outcomeOf()).toBe('hinted');
  });

  test('a change of a vendor that one of our requisitions has named hints the vendor', async () => {
    const party = await acme.store.inTenant(scope.tenantId, (tx) => tx.parties.ofVendor(scope, '600'));
    expect(await outcomeOf({ resource_name: 'Company Vendors', project_id: null, resource_id: 600 })).toBe('hinted');
    expect(await outbox()).toMatchObject([
      { workflowType: 'vendor', workflowId: `vendor/${scope.connectionId}/${party.id}` },
    ]);
  });

  test('only the echo of what we wrote is dropped', async () => {
    const { store } = acme;
    const document = { kind: 'requisition', sourceId: '77' };
    await store.inTenant(scope.tenantId, (tx) => tx.connections.setProcoreUser(scope, '5'));
    expect(await outcomeOf({ user_id: 5 })).toBe('hinted');
    await store.inTenant(scope.tenantId, (tx) => tx.writeBacks.open(scope, document, '5'));
    const nowMs = Date.now();
    const at = (offsetMs: number): string => new Date(nowMs + offsetMs).toISOString();
    expect(await outcomeOf({ user_id: 5, timestamp: at(1_000) })).toBe('hinted');
    await store.inTenant(scope.tenantId, (tx) => tx.writeBacks.returned(scope, document, at(1_000)));
    expect(await outcomeOf({ user_id: 5, timestamp: at(1_000) })).toBe('echo');
    expect(await outcomeOf({ user_id: 6, timestamp: at(1_000) })).toBe('hinted');
    expect(await outcomeOf({ user_id: 5, timestamp: at(3_500) })).toBe('hinted');
    expect(await outcomeOf({ user_id: 5, timestamp: at(1_000), resource_id: 78 })).toBe('hinted');
  });

  test('hundred at once are all stored, with a pool of ten', async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) => answerTo({ resource_id: 1_000 + (index % 10) })),
    );
    expect(answers).toEqual(Array.from({ length: 100 }, () => ({ event: 'stored' })));
    await takeIn();
    expect(new Set((await stored()).map((row) => row.outcome))).toEqual(new Set(['hinted']));
    expect((await documents()).map((row) => row.hintNo)).toEqual(Array.from({ length: 10 }, () => '1'));
    expect(await outbox()).toHaveLength(10);
  });

  test('answers are counted by kind, and the rows behind them are on the page', async () => {
    await answerTo({});
    const response = await fetch(`${api.url}/metrics`);
    const page = await response.text();
    expect(response.status).toBe(200);
    for (const answer of ['stored', 'duplicate', 'unauthorised', 'badBody']) {
      expect(page).toMatch(new RegExp(`^ml_connector_webhook_answers_total\\{answer="${answer}"\\} [1-9]`, 'm'));
    }
    const waiting = await acme.database.shared.selectFrom('outbox').select('id').execute();
    expect(page).toContain(`ml_connector_outbox_rows{state="pending"} ${waiting.length}\n`);
    expect(page).toMatch(/^ml_connector_webhook_events_waiting\{state="new"\} [1-9]/m);
    expect(page).toContain('ml_connector_webhook_events_waiting{state="failing"} 0\n');
    expect(page).not.toContain('answer="failed"');
  });

  test('other paths and methods are a 404 in JSON, without the name of the framework', async () => {
    for (const path of ['/nothing', `/webhooks/procore/${scope.connectionId}`, '/webhooks/procore/%E0%A4%A']) {
      const response = await fetch(api.url + path);
      expect([404, 400]).toContain(response.status);
      expect(response.headers.get('x-powered-by')).toBeNull();
      const answer = await response.text();
      expect(JSON.parse(answer)).toHaveProperty('error.code');
      expect(answer).not.toContain('node_modules');
    }
  });

  /** The whole answer, less the time, as it goes over the wire. */
  const raw = (body: string, connectionId: string, authorization: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(api.port, '127.0.0.1');
      let answer = '';
      socket.setEncoding('utf8').on('data', (chunk: string) => (answer += chunk));
      socket.on('end', () => resolve(answer.replace(/^Date: .*\r\n/m, ''))).on('error', reject);
      socket.write(
        `POST /webhooks/procore/${connectionId} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n` +
          `Authorization: ${authorization}\r\nContent-Type: application/json\r\n` +
          `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      );
    });
});

function event(change: object = {}): object {
  return {
    id: 1,
    ulid: newUlid(),
    timestamp: '2026-02-06T23:34:12.246562Z',
    user_id: 9,
    company_id: Number(testCompanyId),
    project_id: Number(testProjectId),
    api_version: 'v2',
    event_type: 'update',
    resource_name: 'Draw Requests',
    resource_id: 77,
    ...change,
  };
}

function newUlid(): string {
  return `01${randomBytes(12).toString('hex').toUpperCase()}`;
}
