import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { Client as PgClient } from 'pg';
import { startSourceProgram } from '../../test/stack/source-program';
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
import { startIntakeLoop } from './intake-loop';
import { startApi, type RunningApi } from './start-api';
import type { WorkLoop } from './work-loop';

describe('the intake loop', () => {
  let acme: TestStore;
  let owner: PgClient;
  const apis: RunningApi[] = [];
  const loops: WorkLoop[] = [];

  const start = (pollMs = 60_000): { loop: WorkLoop; metrics: Metrics } => {
    const metrics = new Metrics();
    const logger = createLogger({ name: 'intake', level: 'silent' });
    const loop = startIntakeLoop({ store: acme.store, logger, metrics, pollMs });
    loops.push(loop);
    return { loop, metrics };
  };
  const startWithApi = async (): Promise<{ url: string; metrics: Metrics }> => {
    const { loop, metrics } = start();
    const api = await startApi({
      ...{ store: acme.store, metrics, onEventStored: loop.wake, host: '127.0.0.1', port: 0 },
      client: new Client({ connection: Connection.lazy({ address: '127.0.0.1:9' }) }),
      logger: createLogger({ name: 'api', level: 'silent' }),
    });
    apis.push(api);
    return { url: api.url, metrics };
  };
  /** As an api has stored it that ended right after its answer. */
  const store = (resourceIds: readonly string[], scope: Scope = acme): Promise<unknown> =>
    Promise.all(
      resourceIds.map(async (resourceId) => {
        const { eventId, body } = event(resourceId);
        const sealed = await acme.store.sealed.seal(scope.tenantId, 'webhook', body);
        const named = { eventId, resource: 'Draw Requests', resourceId, projectId: testProjectId };
        const facts = { ...named, userId: '9', eventType: 'update', eventAt: null };
        return acme.store.webhookInbox.store(scope, facts, sealed);
      }),
    );
  const events = (scope: Scope = acme) =>
    acme.store.database.inTenant(scope.tenantId, (trx) =>
      trx.selectFrom('webhookEvent').selectAll().where('connectionId', '=', scope.connectionId).execute(),
    );
  const hintNos = (scope: Scope = acme): Promise<Record<string, string>> =>
    acme.store.database.inTenant(scope.tenantId, async (trx) => {
      const rows = await trx.selectFrom('document').select(['sourceId', 'hintNo']).execute();
      return Object.fromEntries(rows.map((row) => [row.sourceId, row.hintNo]));
    });
  const takenIn = async (count: number): Promise<boolean> =>
    (await events()).filter((row) => row.outcome === 'hinted').length === count;
  const countedIn = async (metrics: Metrics): Promise<number> =>
    Number(/events_total\{outcome="hinted"\} (\d+)/.exec((await metrics.scrape()).body)?.[1] ?? 0);

  const somebodyWaits = async (): Promise<boolean> => {
    const ours = 'database = (select oid from pg_database where datname = current_database())';
    return (await owner.query(`select from pg_locks where not granted and ${ours}`)).rows.length > 0;
  };

  beforeEach(async () => {
    acme = await createTestStore();
    owner = new PgClient({ connectionString: acme.testDatabase.ownerUrl });
    await owner.connect();
  });
  afterEach(async () => {
    await Promise.all(apis.splice(0).map((api) => api.close()));
    await Promise.all(loops.splice(0).map((loop) => loop.stop()));
    await owner.end();
    await acme.close();
  });

  test('what is answered is taken in at once, long before the next poll', async () => {
    const { url } = await startWithApi();
    await deliver(url, acme.connectionId, '1');
    await until(() => takenIn(1), 20_000);
    expect(await hintNos()).toEqual({ 1: '1' });
  });

  test('what another process stored and left is found by the poll', async () => {
    start(300);
    await until(async () => (await acme.store.webhookInbox.waitingQueues()).length === 0);
    await store(['1']);
    await until(() => takenIn(1));
  });

  test('an api killed after its answers, in the middle of taking in, has lost nothing and hinted nothing twice', async () => {
    const api = await startSourceProgram(['api', '--port', '0'], {
      ML_CONNECTOR_MASTER_KEY: acme.masterKey,
      DATABASE_URL: acme.testDatabase.appUrl,
      TEMPORAL_ADDRESS: '127.0.0.1:9',
    });
    await owner.query('begin; lock table document in share mode');
    for (const id of ['1', '2', '3', '3']) await deliver(api.addresses['api'] ?? '', acme.connectionId, id);
    // It waits for the table.
    await until(somebodyWaits);
    await api.kill();
    await owner.query('commit');
    expect((await events()).map((row) => row.outcome)).toEqual([null, null, null, null]);
    start();
    await until(() => takenIn(4));
    expect(await hintNos()).toMatchObject({ 1: '1', 2: '1' });
    expect(await acme.database.shared.selectFrom('outbox').select('sourceId').execute()).toHaveLength(3);
  });

  test('two apis on one database take each event in once', async () => {
    const both = [await startWithApi(), await startWithApi()];
    const ids = Array.from({ length: 400 }, (_, index) => String(index));
    for (let at = 0; at < ids.length; at += 20) {
      await Promise.all(
        ids.slice(at, at + 20).map((id, index) => deliver(both[index % 2]!.url, acme.connectionId, id)),
      );
    }
    await until(() => takenIn(400));
    expect(new Set(Object.values(await hintNos()))).toEqual(new Set(['1']));
    const counts = await Promise.all(both.map(({ metrics }) => countedIn(metrics)));
    expect(counts[0]! + counts[1]!).toBe(400);
  });

  test('many loops that start on one heap of events hint each document once and signal it once', async () => {
    await store(Array.from({ length: 600 }, (_, index) => String(index)));
    const four = [start(200), start(200), start(200), start(200)];
    await until(() => takenIn(600));
    expect(new Set(Object.values(await hintNos()))).toEqual(new Set(['1']));
    const counts = await Promise.all(four.map(({ metrics }) => countedIn(metrics)));
    expect(counts.reduce((sum, count) => sum + count)).toBe(600);
    const rows = await acme.database.shared.selectFrom('outbox').select('workflowId').execute();
    expect([rows.length, new Set(rows.map((row) => row.workflowId)).size]).toEqual([600, 600]);
  });

  test('an event that cannot be taken in blocks no other, comes again ever more slowly and is on the page', async () => {
    await refuse('666');
    await store(['1', '666', '2']);
    const { loop, metrics } = start();
    await until(async () => (await events()).some((row) => row.attempts >= 3));
    await store(['3']);
    loop.wake();
    await until(() => takenIn(3));
    const [bad] = (await events()).filter((row) => row.outcome === null);
    expect(bad!.resourceId).toBe('666');
    expect(bad!.notBefore.getTime() - Date.now()).toBeGreaterThan(500);
    metrics.setWaitingEvents(await acme.store.inTenant(acme.tenantId, (tx) => tx.counts.waitingEvents()));
    const page = (await metrics.scrape()).body;
    expect(page).toContain('ml_connector_webhook_events_waiting{state="failing"} 1\n');
    expect(page).toContain('ml_connector_webhook_events_waiting{state="new"} 0\n');
    await owner.query('drop trigger refuse on document');
    await until(() => takenIn(4));
    expect(await hintNos()).toEqual({ 1: '1', 2: '1', 3: '1', 666: '1' });
  });

  test('an event whose document somebody holds locked does not hold up the others, and is taken in afterwards', async () => {
    await store(['777']);
    const { loop } = start();
    await until(() => takenIn(1));
    await owner.query('begin');
    await owner.query("select set_config('ml_connector.tenant', $1, true)", [acme.tenantId]);
    await owner.query("select from document where source_id = '777' for update");
    await store(['1', '777', '2']);
    loop.wake();
    await until(() => takenIn(3));
    await owner.query('commit');
    await until(() => takenIn(4));
    expect(await hintNos()).toEqual({ 1: '1', 2: '1', 777: '2' });
  });

  test('events of several tenants are taken in, each under its own', async () => {
    const rival = await acme.addConnection({ tenantId: 'rival', connectionId: 'theirs' });
    await store(['1']);
    await store(['1', '2'], rival);
    start();
    await until(async () => [...(await events()), ...(await events(rival))].every((row) => row.outcome === 'hinted'));
    expect([await hintNos(), await hintNos(rival)]).toEqual([{ 1: '1' }, { 1: '1', 2: '1' }]);
    const rows = await acme.database.shared.selectFrom('outbox').select(['tenantId', 'workflowId']).execute();
    expect(rows.map((row) => `${row.tenantId} ${row.workflowId}`).sort()).toEqual([
      `acme requisition/${acme.connectionId}/1`,
      'rival requisition/theirs/1',
      'rival requisition/theirs/2',
    ]);
  });

  test('stop waits for what is under way', async () => {
    await owner.query('begin; lock table document in share mode');
    await store(['1']);
    const { loop } = start();
    await until(somebodyWaits);
    const stopped = loop.stop();
    await owner.query('commit');
    await stopped;
    expect(await events()).toMatchObject([{ outcome: 'hinted' }]);
  });

  /** Whatever concerns this document fails in the database. */
  const refuse = async (sourceId: string): Promise<void> => {
    await owner.query(`
      create function refuse() returns trigger language plpgsql as $$ begin
        if new.source_id = '${sourceId}' then raise exception 'refused'; end if;
        return new;
      end $$;
      create trigger refuse before insert or update on document for each row execute function refuse();`);
  };
});

async function deliver(url: string, connectionId: string, resourceId: string): Promise<void> {
  const response = await fetch(`${url}/webhooks/procore/${connectionId}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: testWebhookSecret },
    body: event(resourceId).body,
  });
  expect([response.status, await response.json()]).toEqual([200, { event: 'stored' }]);
}

function event(resourceId: string): { readonly eventId: string; readonly body: string } {
  const eventId = `01${randomBytes(12).toString('hex').toUpperCase()}`;
  const body = JSON.stringify({
    ...{ ulid: eventId, user_id: '9', company_id: testCompanyId, project_id: testProjectId, api_version: 'v2' },
    ...{ event_type: 'update', resource_name: 'Draw Requests', resource_id: resourceId },
  });
  return { eventId, body };
}

async function until(condition: () => boolean | Promise<boolean>, limitMs = 60_000): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('waited in vain');
    await delay(20);
  }
}
