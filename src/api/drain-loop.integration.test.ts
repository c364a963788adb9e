import { setTimeout as delay } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { Client as PgClient } from 'pg';
import { createTestStore, testProjectId, type TestStore } from '../../test/stack/test-store';
import { lastMigration } from '../store/migrate';
import { createLogger } from '../telemetry/log';
import { Metrics } from '../telemetry/metrics';
import { startDrainLoop, type DrainLoop, type DrainLoopOptions } from './drain-loop';
import { startApi } from './start-api';

const dead = '127.0.0.1:9';

describe('the drain loop', () => {
  let acme: TestStore;
  let connection: Connection;
  let client: Client;
  let nobody: Client;
  const loops: DrainLoop[] = [];

  const start = (options: Partial<DrainLoopOptions> = {}): DrainLoop => {
    const loop = startDrainLoop({
      store: acme.store,
      client,
      logger: createLogger({ name: 'drain', level: 'silent' }),
      pollMs: 60_000,
      ...options,
    });
    loops.push(loop);
    return loop;
  };
  const hint = (sourceId: string, delayMs = 0): Promise<string> =>
    acme.store.inTenant(acme.tenantId, async (tx) => {
      const document = await tx.documents.see(acme, { kind: 'requisition', sourceId }, { projectId: testProjectId });
      return tx.documents.hint(document, delayMs);
    });
  const rows = () => acme.database.shared.selectFrom('outbox').selectAll().orderBy('id').execute();

  beforeAll(async () => {
    connection = await Connection.connect({ address: process.env['TEST_TEMPORAL_ADDRESS']! });
    client = new Client({ connection, namespace: process.env['TEST_TEMPORAL_NAMESPACE']! });
    nobody = new Client({ connection: Connection.lazy({ address: dead }) });
  });
  beforeEach(async () => {
    acme = await createTestStore();
  });
  afterEach(async () => {
    await Promise.all(loops.splice(0).map((loop) => loop.stop()));
    await acme.close();
  });
  afterAll(() => connection.close());

  test('a row becomes a signal to a workflow that is started with it, and is gone', async () => {
    const loop = start();
    await hint('1');
    // A signal counts as drained a moment before its row is committed as gone.
    await until(async () => loop.drained() === 1 && (await rows()).length === 0);
    const handle = client.workflow.getHandle(`requisition/${acme.connectionId}/1`);
    const { type, taskQueue, status, typedSearchAttributes } = await handle.describe();
    expect([type, taskQueue, status.name]).toEqual(['requisition', 'documents', 'RUNNING']);
    const attributes = Object.fromEntries(typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value]));
    expect(attributes).toMatchObject({
      TenantId: acme.tenantId,
      ConnectionId: acme.connectionId,
      DocumentKind: 'requisition',
      DocumentName: '1',
      ProjectId: testProjectId,
      SyncStage: 'checking',
    });
    const { events } = await handle.fetchHistory();
    expect(events?.[0]?.workflowExecutionStartedEventAttributes?.priority?.fairnessKey).toBe(acme.tenantId);
    // A second hint signals the run that is there.
    await hint('1');
    await until(() => loop.drained() === 2);
    const after = await handle.fetchHistory();
    expect(
      after.events?.map((event) => event.workflowExecutionSignaledEventAttributes?.signalName).filter(Boolean),
    ).toEqual(['sourceChanged', 'sourceChanged']);
    await handle.terminate();
  });

  test('a row that is not due yet goes when it is, long before the next poll', async () => {
    const sentAtMs: number[] = [];
    start({ send: async () => void sentAtMs.push(Date.now()) });
    const writtenAtMs = Date.now();
    await hint('1', 1_000);
    await until(() => sentAtMs.length === 1);
    expect(sentAtMs[0]! - writtenAtMs).toBeGreaterThanOrEqual(950);
    expect(sentAtMs[0]! - writtenAtMs).toBeLessThan(5_000);
  });

  test('with Temporal down nothing is lost; once it is there all is delivered', async () => {
    const down = start({ client: nobody });
    for (const id of ['11', '12', '13']) await hint(id);
    await until(async () => (await rows()).every((row) => row.attempts > 0));
    expect(down.drained()).toBe(0);
    expect((await rows()).map((row) => [row.sourceId, row.deadAt])).toEqual([
      ['11', null],
      ['12', null],
      ['13', null],
    ]);
    await down.stop();
    const up = start();
    await until(async () => up.drained() === 3 && (await rows()).length === 0);
    for (const id of ['11', '12', '13']) {
      const handle = client.workflow.getHandle(`requisition/${acme.connectionId}/${id}`);
      expect((await handle.describe()).status.name).toBe('RUNNING');
      await handle.terminate();
    }
  });

  test('two loops at once send each row once', async () => {
    const sent: string[] = [];
    for (let index = 0; index < 200; index++) await hint(String(index));
    // Neither gets on before the other is at work too, so that both are, however busy the machine is.
    const atWork = new Set<number>();
    let goOn = (): void => undefined;
    const together = new Promise<void>((resolve) => (goOn = resolve));
    const sendOf =
      (loop: number): DrainLoopOptions['send'] =>
      async (signal) => {
        sent.push(signal.sourceId);
        if (atWork.add(loop).size === 2) goOn();
        await together;
      };
    for (const loop of [1, 2]) start({ send: sendOf(loop) });
    await until(() => sent.length >= 200);
    await until(async () => (await rows()).length === 0);
    expect(new Set(sent).size).toBe(200);
    expect(sent).toHaveLength(200);
  });

  test('a hint that comes while its document is signalled is not swallowed', async () => {
    const sent: string[] = [];
    let goOn = (): void => undefined;
    const first = new Promise<void>((resolve) => (goOn = resolve));
    start({
      send: async (signal) => {
        sent.push(signal.id);
        if (sent.length === 1) await first;
      },
    });
    await hint('1');
    await until(() => sent.length === 1);
    await hint('1');
    goOn();
    await until(() => sent.length === 2);
    expect(new Set(sent).size).toBe(2);
  });

  test('no transaction is open while a signal is sent', async () => {
    let inTransaction: unknown = null;
    start({
      send: async () => {
        const server = new PgClient({ connectionString: acme.testDatabase.superuserUrl });
        await server.connect();
        const { rows } = await server.query(
          `select count(*)::int as open from pg_stat_activity where xact_start is not null
           and datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`,
        );
        await server.end();
        inTransaction = rows;
      },
    });
    await hint('1');
    await until(() => inTransaction !== null);
    expect(inTransaction).toEqual([{ open: 0 }]);
  });

  test('what a process that was killed had taken is sent by another once that must be over', async () => {
    await hint('1');
    const [row] = await rows();
    await acme.store.outbox.drain(1, () => Promise.reject(new Error('its process ends')));
    // Killed before it wrote down how that ended: taken once, and due when no send can be under way any more.
    await acme.database.shared.updateTable('outbox').set({ notBefore: new Date(), lastError: null }).execute();
    const sent: string[] = [];
    start({ send: async (signal) => void sent.push(signal.id) });
    await until(async () => sent.length === 1 && (await rows()).length === 0);
    expect(sent).toEqual([row?.id]);
  });

  test('a row of which the signal is refused again and again becomes a dead letter that the metrics show', async () => {
    await hint('1');
    await acme.database.shared.updateTable('outbox').set({ attempts: 19 }).execute();
    const loop = start({ send: () => Promise.reject(new TypeError('refused')) });
    await until(async () => (await rows())[0]?.deadAt !== null);
    await loop.stop();
    expect(await rows()).toMatchObject([{ attempts: 20, lastError: 'TypeError' }]);
    const api = await startApi({
      ...{ store: acme.store, client, host: '127.0.0.1', port: 0, metrics: new Metrics() },
      logger: createLogger({ name: 'api', level: 'silent' }),
    });
    const page = await (await fetch(`${api.url}/metrics`)).text();
    expect(page).toContain('ml_connector_outbox_rows{state="dead"} 1\n');
    await api.close();
  });

  test('stop waits for what is under way', async () => {
    let ended = false;
    let begun = false;
    const loop = start({
      send: async () => {
        begun = true;
        await delay(500);
        ended = true;
      },
    });
    await hint('1');
    await until(() => begun);
    await loop.stop();
    expect([ended, loop.drained(), await rows()]).toEqual([true, 1, []]);
  });

  test('when the listening connection is cut, notices come again without waiting for the poll', async () => {
    const sent: string[] = [];
    start({ send: async (signal) => void sent.push(signal.sourceId) });
    await hint('1');
    await until(() => sent.length === 1);
    const server = new PgClient({ connectionString: acme.testDatabase.superuserUrl });
    await server.connect();
    const cut = await server.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'ml-connector outbox' and datname = current_database()",
    );
    await server.end();
    expect(cut.rowCount).toBe(1);
    await hint('2');
    await until(() => sent.length === 2);
  });

  test('ready says which part is not; healthy says only that the process answers', async () => {
    const logger = createLogger({ name: 'api', level: 'silent' });
    const common = { store: acme.store, logger, host: '127.0.0.1', port: 0 };
    const good = await startApi({ ...common, client, metrics: new Metrics() });
    const bad = await startApi({ ...common, client: nobody, metrics: new Metrics() });
    const ready = await fetch(`${good.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([
      200,
      { ready: true, database: { ok: true }, temporal: { ok: true }, loops: { ok: true } },
    ]);
    const notReady = await fetch(`${bad.url}/readyz`);
    expect([notReady.status, await notReady.json()]).toMatchObject([
      503,
      { ready: false, database: { ok: true }, temporal: { ok: false } },
    ]);
    expect((await fetch(`${bad.url}/healthz`)).status).toBe(200);
    const owner = new PgClient({ connectionString: acme.testDatabase.ownerUrl });
    await owner.connect();
    await owner.query('delete from kysely_migration where name = $1', [lastMigration]);
    await owner.end();
    const old = await fetch(`${good.url}/readyz`);
    expect([old.status, await old.text()]).toEqual([503, expect.stringMatching(/run \\"ml-connector migrate\\"/)]);
    await Promise.all([good.close(), bad.close()]);
  });
});

async function until(condition: () => boolean | Promise<boolean>, limitMs = 60_000): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('waited in vain');
    await delay(20);
  }
}
