import { randomBytes } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { createActivities } from '../../activities';
import { openAccountsAndCodes, type AccountsAndCodes } from '../../activities/cost-codes/accounts-and-codes.fixture';
import { unlimitedQuota, type ProcoreQuota } from '../../clients/procore/calls/quota';
import { prepareNamespace } from '../../local/stack/temporal/prepare-namespace';
import { ActivityInterceptor } from '../../processes/activity-interceptor';
import { installRuntime } from '../../telemetry/install-runtime';
import { createLogger } from '../../telemetry/log';
import { taskQueues } from '../../workflows/names';
import type { ConnectionContext } from '../context';
import { applyCostCodes, planCostCodes } from './publish-cost-codes';
import { showPlan } from './show-plan';

// The long act as it is, on a real Temporal: planned, shown, carried out.

let on: AccountsAndCodes;
let connection: Connection;
let native: NativeConnection;
let workers: Worker[];
let running: Promise<unknown>;
let context: ConnectionContext;

/** Lets so many calls pass and then none for a while, again and again: longer than an activity waits by itself. */
function stingy(calls: number): ProcoreQuota {
  let left = calls;
  return {
    ...unlimitedQuota,
    take: () => {
      left -= 1;
      if (left > 0) return Promise.resolve({ granted: true });
      left = calls;
      return Promise.resolve({ granted: false, retryAfterMs: 15_001 });
    },
  };
}

beforeAll(async () => {
  installRuntime({ logger: createLogger({ name: 'sdk', level: 'silent' }), shutdownSignals: [] });
  on = await openAccountsAndCodes({}, stingy(25));
  const address = process.env['TEST_TEMPORAL_ADDRESS'] ?? '';
  const namespace = `codes-${randomBytes(4).toString('hex')}`;
  await prepareNamespace({ address }, namespace);
  connection = await Connection.connect({ address });
  native = await NativeConnection.connect({ address });
  const client = new Client({ connection, namespace });
  const activities = createActivities(on.ports, () => client);
  const interceptors = { activity: [() => ({ inbound: new ActivityInterceptor() })] };
  const shared = { connection: native, namespace, shutdownGraceTime: 1_000, shutdownForceTime: 5_000, interceptors };
  workers = await Promise.all([
    Worker.create({
      ...shared,
      taskQueue: taskQueues.documents,
      workflowsPath: require.resolve('../../workflows/index'),
    }),
    Worker.create({ ...shared, taskQueue: taskQueues.procore, activities }),
    Worker.create({ ...shared, taskQueue: 'fusion', activities }),
  ]);
  running = Promise.all(workers.map((worker) => worker.run()));
  const { tenantId, connectionId } = on.scope;
  const loaded = await on.acme.store.inTenant(tenantId, (tx) => tx.connections.load(connectionId));
  context = {
    ...{ store: on.acme.store, ports: on.ports, actor: { identity: 'A. Ccountant', role: 'operator' }, tenantId },
    connection: { ...loaded, erp: 'fusion' },
    withTemporal: (work: (client: Client) => Promise<unknown>) => work(client),
  } as unknown as ConnectionContext;
});
afterAll(async () => {
  for (const worker of workers) worker.shutdown();
  await running;
  await connection.close();
  await native.close();
  await on.close();
});

test('a plan is made, shown with its calls, and carried out through a limit of calls; then it is mapped back', async () => {
  const said: string[] = [];
  const report = (line: string): void => {
    said.push(line);
  };
  const planned = await planCostCodes(context, report);
  expect(planned).toMatchObject({ plan: 1, applied: false, toDo: 3, forPeople: 1 });
  const view = await showPlan(context, null);
  expect(view).toMatchObject({ plan: 1, finished: true, madeBy: expect.any(String), toDo: 3, hours: '0.2' });
  expect(view.calls).toBeGreaterThan(10);
  expect(view.rows.map(({ act, code, outcome }) => [act, code, outcome])).toContainEqual(['create', '60530', 'open']);
  const applied = await applyCostCodes(context, null, report);
  expect(applied).toMatchObject({ plan: 1, done: 3, refused: 0, moved: 0, mapping: { version: 1, added: 1 } });
  expect(await on.codes()).toHaveLength(1);
  expect(said.join('\n')).toContain('reading the accounts of the ERP');
  await expect(applyCostCodes(context, 9, report)).rejects.toThrow('cost-code plan');
});
