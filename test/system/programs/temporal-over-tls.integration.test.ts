import { Client, Connection } from '@temporalio/client';
import { scriptedCli, type ScriptedCli } from '../../../src/cli/scripted-terminal.fixture';
import { startSourceProgram } from '../../stack/source-program';
import { prepareTestNamespace } from '../../stack/prepare-test-namespace';
import { createTestStore, type TestStore } from '../../stack/test-store';
import { temporalBehindTls, type TemporalBehindTls } from '../support/temporal-behind-tls';

let acme: TestStore;
let temporal: TemporalBehindTls;
let plain: Record<'TEMPORAL_ADDRESS' | 'TEMPORAL_NAMESPACE', string>;
let cli: ScriptedCli;
let env: Record<string, string>;
beforeAll(async () => {
  acme = await createTestStore({ live: true });
  plain = await prepareTestNamespace();
  temporal = await temporalBehindTls(plain.TEMPORAL_ADDRESS);
  env = {
    ML_CONNECTOR_MASTER_KEY: acme.masterKey,
    DATABASE_URL: acme.testDatabase.appUrl,
    TEMPORAL_NAMESPACE: plain.TEMPORAL_NAMESPACE,
    ...temporal.env,
  };
});
beforeEach(() => {
  cli = scriptedCli({ ...env });
});
afterEach(() => cli.remove());
afterAll(async () => {
  await temporal.close();
  await acme.close();
});

/** Of the workflow that brings the schedules up to date. */
async function reconciled(): Promise<boolean> {
  const connection = await Connection.connect({ address: plain.TEMPORAL_ADDRESS });
  try {
    const client = new Client({ connection, namespace: plain.TEMPORAL_NAMESPACE });
    for await (const one of client.workflow.list({ query: `WorkflowType = 'reconcile'` })) {
      if (one.status.name === 'COMPLETED') return true;
    }
    return false;
  } finally {
    await connection.close();
  }
}

test('worker, api and command line reach a Temporal that asks for a client certificate and an API key', async () => {
  const worker = await startSourceProgram(['worker'], env);
  const api = await startSourceProgram(['api', '--port', '0'], env);
  try {
    const ready = await fetch(`${api.addresses['api'] ?? ''}/readyz`);
    expect(await ready.json()).toMatchObject({ ready: true, temporal: { ok: true } });
    // The command line starts it, the worker carries it out.
    const set = await cli.run(['project', 'cadence', '562949953443325', '--every', '10m', '--json']);
    expect(set).toMatchObject({ code: 0 });
    const deadline = Date.now() + 60_000;
    while (!(await reconciled()) && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 250));
    expect(await reconciled()).toBe(true);
    expect([...temporal.seenNames]).toEqual(['ml-connector']);
  } finally {
    await worker.stop();
    await api.stop();
  }
});

test.each([
  ['no client certificate', { TEMPORAL_TLS_CLIENT_CERT_PATH: '', TEMPORAL_TLS_CLIENT_KEY_PATH: '' }],
  ['the wrong API key', { TEMPORAL_API_KEY: 'another' }],
  ['no authority to check the server by', { TEMPORAL_TLS_SERVER_CA_CERT_PATH: '' }],
  ['another name of the server', { TEMPORAL_TLS_SERVER_NAME: 'elsewhere.example' }],
])('%s: nobody is let in, and the command says that Temporal could not be reached', async (_what, changed) => {
  Object.assign(cli.env, changed);
  const run = await cli.run(['poll', 'now', '--all']);
  expect(run).toMatchObject({ code: 1, err: expect.stringContaining('does not answer') as string });
});

test.each([
  ['TEMPORAL_TLS_CLIENT_KEY_PATH', '', 'belong together'],
  ['TEMPORAL_TLS_SERVER_CA_CERT_PATH', '/nowhere/ca.pem', 'TEMPORAL_TLS_SERVER_CA_CERT_PATH: there is no file'],
])('%s that cannot be used is told by its name', async (name, value, told) => {
  Object.assign(cli.env, { [name]: value });
  const run = await cli.run(['poll', 'now', '--all']);
  expect(run).toMatchObject({ code: 2, err: expect.stringContaining(told) as string });
});
