import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Context } from '@temporalio/activity';
import { Client, Connection } from '@temporalio/client';
import type { Payload } from '@temporalio/common';
import { NativeConnection, Worker } from '@temporalio/worker';
import { temporal } from '@temporalio/proto';
import { prepareNamespace } from '../../src/local/stack/temporal/prepare-namespace';
import { createDataConverter } from '../../src/crypto/data-converter';
import { createTenantOf } from '../../src/crypto/tenant-directory';
import { installRuntime } from '../../src/telemetry/install-runtime';
import { createLogger } from '../../src/telemetry/log';
import { createTestStore, type TestStore } from '../stack/test-store';
import * as failing from './support/failing-workflows';
import { findCanaries, nameCanary } from './support/find-canary';
import { payloadsIn } from './support/payloads-in';
import { until } from './support/until';

const text = `Corviston Ambergate owes 391827.64 ${randomBytes(4).toString('hex')}`;
const canaries = [nameCanary('text', text)];
const lines: string[] = [];
const cleanUps: (() => unknown)[] = [];

let store: TestStore;
let client: Client;
let namespace: string;
let worker: Worker;

beforeAll(async () => {
  // Before anything of the SDK: it admits one runtime in a process.
  const destination = { write: (line: string) => void lines.push(line) };
  installRuntime({ logger: createLogger({ name: 'sdk', level: 'trace', destination }), shutdownSignals: [] });
  store = await createTestStore({ connectionId: 'failing' });
  cleanUps.push(() => store.close());
  const address = process.env['TEST_TEMPORAL_ADDRESS'] ?? '';
  namespace = `failing-${randomBytes(4).toString('hex')}`;
  await prepareNamespace({ address }, namespace);
  const dataConverter = createDataConverter({
    keyRing: store.keyRing,
    tenantOf: createTenantOf(async (id) => (await store.database.tenantOfConnection(id)) ?? undefined),
  });
  const connection = await Connection.connect({ address });
  cleanUps.push(() => connection.close());
  client = new Client({ connection, namespace, dataConverter });
  const native = await NativeConnection.connect({ address });
  cleanUps.push(() => native.close());
  worker = await Worker.create({
    ...{ connection: native, namespace, dataConverter, taskQueue: 'failing' },
    workflowsPath: require.resolve('./support/failing-workflows'),
    activities: {
      throws: (said: string) => {
        throw new RangeError(said, { cause: new SyntaxError(said, { cause: said }) });
      },
      heartbeatsAndHangs: async (said: string) => {
        Context.current().heartbeat(said);
        await delay(4_000);
      },
    },
    shutdownForceTime: 10_000,
  });
  const running = worker.run();
  cleanUps.push(async () => {
    worker.shutdown();
    await running;
  });
});
afterAll(async () => {
  for (const step of cleanUps.reverse()) await step();
});

const options = (kind: string) => ({
  taskQueue: 'failing',
  workflowId: `requisition/failing/${kind}`,
  args: [text] as [string],
  staticSummary: text,
  staticDetails: text,
});

/** Nothing to be read in what the server tells of the workflow; all of it once decoded. */
async function expectHidden(workflowId: string): Promise<void> {
  const history = await client.workflow.getHandle(workflowId).fetchHistory();
  const described = await client.workflowService.describeWorkflowExecution({ namespace, execution: { workflowId } });
  const places = new Map([
    ['history', Buffer.from(temporal.api.history.v1.History.encode(history).finish())],
    ['history as JSON', Buffer.from(JSON.stringify(history))],
    ['description', Buffer.from(JSON.stringify(described))],
  ]);
  expect(findCanaries(canaries, places)).toEqual([]);
  const [codec] = client.options.loadedDataConverter.payloadCodecs;
  const failures = payloadsIn((history.events ?? []).slice(1).map((event) => ({ ...event, userMetadata: null })));
  const decoded = (await codec?.decode([...failures])) ?? [];
  const clear = Buffer.concat(decoded.map((payload: Payload) => Buffer.from(payload.data ?? [])));
  expect(findCanaries(canaries, new Map([['decoded', clear]]))).toEqual(['text in decoded (plain)']);
}

test.each(['failsWithDetails', 'failsByActivity', 'failsByTimeout', 'failsByChild'] as const)(
  'a workflow that %s tells nothing to whoever has no key',
  async (kind) => {
    const { workflowId, ...start } = options(kind);
    await expect(client.workflow.execute(failing[kind], { workflowId, ...start })).rejects.toThrow(
      'Workflow execution failed',
    );
    await expectHidden(workflowId);
  },
);

test('a workflow task that fails tells nothing either, while it is tried again', async () => {
  const handle = await client.workflow.start(failing.failsItsTask, options('failsItsTask'));
  await until('a workflow task failed', async () => {
    const { events } = await handle.fetchHistory();
    return events?.some((event) => event.workflowTaskFailedEventAttributes) === true ? true : null;
  });
  await expectHidden(handle.workflowId);
  await handle.terminate('the test is done with it');
});

test('a query and updates that fail answer with nothing that can be read on the way', async () => {
  const handle = await client.workflow.start(failing.isAsked, options('isAsked'));
  await expect(handle.query(failing.failingQuery, text)).rejects.toThrow(/./);
  await expect(handle.executeUpdate(failing.failingUpdate, { args: [text] })).rejects.toThrow(/./);
  await expect(handle.executeUpdate(failing.refusedUpdate, { args: [text] })).rejects.toThrow(/./);
  const raw = client.workflowService.queryWorkflow({
    namespace,
    execution: { workflowId: handle.workflowId },
    query: { queryType: 'failingQuery' },
  });
  const refusal = await raw.then(
    () => new Error('answered'),
    (error: unknown) => error as Error,
  );
  expect(refusal.message).toMatch(/Encoded failure/);
  expect(findCanaries(canaries, new Map([['refusal', Buffer.from(refusal.message)]]))).toEqual([]);
  await handle.result();
  await expectHidden(handle.workflowId);
});

test('the log of the SDK names all that failed, and says nothing of it', () => {
  const log = lines.join('');
  for (const name of ['RangeError', 'failsItsTask', 'failsByActivity', 'Activity failed']) expect(log).toContain(name);
  expect(findCanaries(canaries, new Map([['log', Buffer.from(log)]]))).toEqual([]);
});
