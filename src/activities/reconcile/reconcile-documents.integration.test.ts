import { Client, Connection } from '@temporalio/client';
import { MockActivityEnvironment } from '@temporalio/testing';
import { sql } from 'kysely';
import { createTestStore, testProjectId, type TestStore } from '../../../test/stack/test-store';
import type { DueSignal } from '../../store/signals/outbox-queue';
import type { Scope } from '../../store/scope';
import { createLogger } from '../../telemetry/log';
import { createSdkLogger } from '../../telemetry/sdk-logger';
import type { ActivityPorts } from '../ports';
import { createReconcileDocuments } from './reconcile-documents';

let acme: TestStore;
let connection: Connection;
let client: Client;
let lines: string[];

beforeAll(async () => {
  connection = await Connection.connect({ address: process.env['TEST_TEMPORAL_ADDRESS']! });
  client = new Client({ connection, namespace: process.env['TEST_TEMPORAL_NAMESPACE']! });
});
afterAll(() => connection.close());
beforeEach(async () => {
  acme = await createTestStore();
  lines = [];
});
afterEach(() => acme.close());

/** The activity as a worker runs it, with the worker's log. */
function reconcile(scope: Scope): Promise<unknown> {
  const logger = createLogger({
    name: 'worker',
    level: 'warn',
    destination: { write: (line) => void lines.push(line) },
  });
  const environment = new MockActivityEnvironment({}, { logger: createSdkLogger(logger) });
  const ports = { store: acme.store } as unknown as ActivityPorts;
  return environment.run(
    createReconcileDocuments(ports, () => client),
    scope,
  );
}

const rows = () => acme.database.shared.selectFrom('outbox').selectAll().orderBy('id').execute();

/** An open document whose workflow runs and whose last signal could not be sent in 20 tries. */
async function deadSignalOf(scope: Scope, sourceId: string) {
  const document = await acme.store.inTenant(scope.tenantId, async (tx) => {
    const seen = await tx.documents.see(scope, { kind: 'requisition', sourceId }, { projectId: testProjectId });
    await tx.documents.setStage(seen.id, 'held', true);
    await tx.documents.hint(seen, 0);
    return seen;
  });
  await acme.database.shared
    .updateTable('outbox')
    .set({ attempts: 20, deadAt: sql<Date>`now()`, notBefore: sql<Date>`now() + interval '5 min'`, lastError: 'x' })
    .where('workflowId', '=', document.workflowId)
    .execute();
  return client.workflow.start('requisition', { workflowId: document.workflowId, taskQueue: 'nobody' });
}

test('a dead signal of a running document is sent after reconcile, and the log says how many there were', async () => {
  const running = await deadSignalOf(acme, '1');
  expect(await reconcile(acme)).toEqual({ open: 1, restarted: 0, revived: 1 });
  const [row] = await rows();
  expect(row).toMatchObject({ attempts: 0, deadAt: null });
  const sent: DueSignal[] = [];
  await acme.store.outbox.drain(10, async (signal) => void sent.push(signal));
  expect(sent.map((one) => [one.workflowId, one.signal])).toEqual([[running.workflowId, 'sourceChanged']]);
  expect(await rows()).toEqual([]);
  expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
    expect.objectContaining({ connectionId: acme.connectionId, count: 1 }),
  ]);
  await running.terminate();
});

test('dead signals of another connection and what is only waiting stay as they are, and nothing is logged', async () => {
  const other = await acme.addConnection({ tenantId: 'rival' });
  const theirs = await deadSignalOf(other, '1');
  await acme.store.inTenant(acme.tenantId, async (tx) => {
    const waiting = await tx.documents.see(acme, { kind: 'requisition', sourceId: '2' });
    await tx.documents.hint(waiting, 60_000);
  });
  const before = await rows();
  expect(await reconcile(acme)).toMatchObject({ revived: 0 });
  expect(await rows()).toEqual(before);
  expect(lines).toEqual([]);
  await theirs.terminate();
});
