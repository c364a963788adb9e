import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { Client as PgClient } from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../../src/local/stack/postgres/embedded-postgres';
import { freePorts } from '../../../src/local/stack/state/ports';
import { prepareNamespace } from '../../../src/local/stack/temporal/prepare-namespace';
import { removeStateFolder } from '../../../src/local/stack/state/remove-state-folder';
import { openStateFolder } from '../../../src/local/stack/state/state-folder';
import { openDatabase } from '../../../src/store/database';
import { createTestStore, type TestStore } from '../../stack/test-store';
import { startFreezingProxy, type FreezingProxy } from '../support/freezing-proxy';
import { killPrograms, startProgram, until, type Program } from '../support/programs';

// A worker and an api as in production, on a PostgreSQL of the test's own that they reach by a wire which can be cut off.

let folder: string;
let startPostgres: () => Promise<EmbeddedPostgres>;
let postgres: EmbeddedPostgres;
let proxy: FreezingProxy;
let acme: TestStore;
let connection: Connection;
let client: Client;
let [worker, api]: Program[] = [];
let apiUrl: string;
let workerUrl: string;
let appUrl: string;
let vendors = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ml-connector-vanishes-'));
  const stateFolder = openStateFolder(folder);
  const ports = await freePorts(['postgres', 'metrics']);
  // Durable: what was committed before a crash is there after it.
  startPostgres = () => startEmbeddedPostgres({ stateFolder, port: ports.postgres, log: () => undefined });
  postgres = await startPostgres();
  process.env['TEST_DATABASE_SUPERUSER_URL'] = postgres.superuserUrl;
  acme = await createTestStore();
  proxy = await startFreezingProxy(ports.postgres);
  const through = new URL(acme.testDatabase.appUrl);
  through.port = String(proxy.port);
  appUrl = through.href;
  const address = process.env['TEST_TEMPORAL_ADDRESS'] ?? '';
  const namespace = `vanishes-${randomBytes(4).toString('hex')}`;
  await prepareNamespace({ address }, namespace);
  connection = await Connection.connect({ address });
  client = new Client({ connection, namespace });
  const env = {
    DATABASE_URL: appUrl,
    TEMPORAL_ADDRESS: address,
    TEMPORAL_NAMESPACE: namespace,
    ML_CONNECTOR_MASTER_KEY: acme.masterKey,
  };
  worker = startProgram(['worker', '--metrics-port', String(ports.metrics)], env);
  api = startProgram(['api', '--port', '0'], env);
  await worker.ready;
  apiUrl = (await api.ready)['api'] ?? '';
  workerUrl = `http://127.0.0.1:${ports.metrics}`;
});
afterAll(async () => {
  await killPrograms();
  await connection.close();
  await acme.close();
  await proxy.close();
  await postgres.stop();
  removeStateFolder(join(folder, '.ml-connector'));
  rmSync(folder, { recursive: true, force: true });
});

/** A vendor that is linked: its pass takes the api's drain loop, and the worker's transactions, and no other system. */
async function hintVendor(): Promise<string> {
  vendors += 1;
  return acme.store.inTenant(acme.tenantId, async (tx) => {
    const party = await tx.parties.ofVendor(acme, String(vendors));
    await tx.parties.link(acme, party.id, { number: String(70_000 + vendors), taxId: '' });
    const document = await tx.documents.see(acme, { kind: 'vendor', sourceId: party.id });
    await tx.documents.hint(document);
    return document.workflowId;
  });
}

async function untilPassed(workflowId: string): Promise<void> {
  await until(`${workflowId} passed`, async () => {
    const run = await client.workflow
      .getHandle(workflowId)
      .describe()
      .catch(() => null);
    return run?.status.name === 'COMPLETED';
  });
}

async function readiness(url: string): Promise<{ status: number; text: string }> {
  const answer = await fetch(`${url}/readyz`);
  return { status: answer.status, text: await answer.text() };
}

const bothReady = async (): Promise<boolean> =>
  (await readiness(apiUrl)).status === 200 && (await readiness(workerUrl)).status === 200;

/** As an administrator, or a server that shuts down, ends connections. */
async function terminate(clientPorts: readonly number[]): Promise<void> {
  const pg = new PgClient({ connectionString: acme.testDatabase.superuserUrl });
  await pg.connect();
  await pg.query('select pg_terminate_backend(pid) from pg_stat_activity where client_port = any($1)', [clientPorts]);
  await pg.end();
}

test('connections that are cut while they are at work end no process, and what was under way is done', async () => {
  const passes: string[] = [];
  for (let round = 0; round < 10; round++) {
    passes.push(await hintVendor());
    // Whatever they are at by then.
    await new Promise((resolve) => setTimeout(resolve, 100 * round));
    if (round % 2 === 0) proxy.cut();
    else await terminate(proxy.farPorts());
  }
  for (const workflowId of passes) await untilPassed(workflowId);
  expect([worker?.hasEnded(), api?.hasEnded()]).toEqual([false, false]);
});

test('a crash of PostgreSQL ends no process, and what was under way is done', async () => {
  const pass = await hintVendor();
  const pg = new PgClient({ connectionString: acme.testDatabase.superuserUrl });
  pg.on('error', () => undefined);
  await pg.connect();
  const { rows } = await pg.query<{ pid: number }>('select pg_backend_pid() as pid');
  // One backend that is killed takes all connections with it, and PostgreSQL recovers.
  process.kill(rows[0]?.pid ?? 0, 'SIGKILL');
  await untilPassed(pass);
  await until('both ready', bothReady);
  expect([worker?.hasEnded(), api?.hasEnded()]).toEqual([false, false]);
});

test('a restart of PostgreSQL ends no process; they serve again when it does', async () => {
  await postgres.stop();
  await until('the api says so', async () => (await readiness(apiUrl)).status === 503);
  postgres = await startPostgres();
  await untilPassed(await hintVendor());
  await until('both ready', bothReady);
  expect([worker?.hasEnded(), api?.hasEnded()]).toEqual([false, false]);
});

test('of a host that vanished nobody waits for ever: not ready for as long, the loops go on, and its transactions end', async () => {
  // A transaction of a process that is about to vanish holds the tenant's connection.
  const vanishing = openDatabase(appUrl, 1);
  let locked = (): void => undefined;
  const isLocked = new Promise<void>((resolve) => (locked = resolve));
  const transaction = vanishing.inTenant(acme.tenantId, async (trx) => {
    await trx.updateTable('connection').set({ pausedReason: 'vanished' }).execute();
    locked();
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    await trx.selectFrom('connection').select('id').execute();
  });
  const ending = transaction.then(
    () => 'done',
    (error: Error) => error.message,
  );
  await isLocked;
  proxy.freeze();

  // What the frozen processes had begun may have come first in the queue: each has its own limit.
  const waiting = until(
    'the connection is free',
    () =>
      acme.store
        .inTenant(acme.tenantId, (tx) => tx.connections.lock(acme.connectionId))
        .then(
          () => true,
          () => false,
        ),
    100_000,
  );
  await until('the api names the loops', async () => {
    const { status, text } = await readiness(apiUrl);
    return status === 503 && text.includes('the loop drain did not come round');
  });
  await until('the worker names its loop', async () => (await readiness(workerUrl)).status === 503);
  await waiting;

  proxy.thaw();
  await expect(ending).resolves.toMatch(/did not answer within 40 s|is not queryable/);
  await untilPassed(await hintVendor());
  await until('both ready', bothReady);
  expect([worker?.hasEnded(), api?.hasEnded()]).toEqual([false, false]);
  await vanishing.close();
});
