import { randomBytes } from 'node:crypto';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { activityInfo } from '@temporalio/activity';
import { NativeConnection, Worker } from '@temporalio/worker';
import { prepareNamespace } from '../local/stack/temporal/prepare-namespace';
import { installRuntime } from '../telemetry/install-runtime';
import { createLogger } from '../telemetry/log';
import { activitySummaries, timerSummaries } from './activity-summaries';
import { resume, view, type DocumentRef } from './messages';
import { taskQueues } from './names';

// The workflow as it is, on a real Temporal; how a pass ends is said by the test.

let connection: Connection;
let native: NativeConnection;
let client: Client;
let workers: Worker[];
let running: Promise<unknown>;
let fetchRequisition: (ref: DocumentRef) => Promise<unknown>;
let holdForFailure: jest.Mock<Promise<unknown>, [Record<string, unknown>]>;

beforeAll(async () => {
  installRuntime({ logger: createLogger({ name: 'sdk', level: 'silent' }), shutdownSignals: [] });
  const address = process.env['TEST_TEMPORAL_ADDRESS'] ?? '';
  const namespace = `lifecycle-${randomBytes(4).toString('hex')}`;
  await prepareNamespace({ address }, namespace);
  connection = await Connection.connect({ address });
  native = await NativeConnection.connect({ address });
  client = new Client({ connection, namespace });
  const shared = { connection: native, namespace, shutdownGraceTime: 1_000, shutdownForceTime: 5_000 };
  workers = await Promise.all([
    Worker.create({
      ...shared,
      taskQueue: taskQueues.documents,
      workflowsPath: require.resolve('./index'),
      activities: { holdForFailure: (failure: Record<string, unknown>) => holdForFailure(failure) },
    }),
    Worker.create({
      ...shared,
      taskQueue: taskQueues.procore,
      activities: { fetchRequisition: (ref: DocumentRef) => fetchRequisition(ref) },
    }),
  ]);
  running = Promise.all(workers.map((worker) => worker.run()));
});
afterAll(async () => {
  for (const worker of workers) worker.shutdown();
  await running;
  await connection.close();
  await native.close();
});

const held = {
  next: 'hold',
  hold: { kind: 'person', reason: 'needsPerson', reasons: ['needsPerson'], wakeAfterMs: null },
};

beforeEach(() => {
  holdForFailure = jest.fn((_failure: Record<string, unknown>) => Promise.resolve(held));
});

async function start(): Promise<WorkflowHandle> {
  const sourceId = randomBytes(4).toString('hex');
  const ref: DocumentRef = { tenantId: 't', connectionId: 'c', kind: 'requisition', sourceId, projectId: '1' };
  return client.workflow.start('requisition', {
    taskQueue: taskQueues.documents,
    workflowId: `requisition/c/${sourceId}`,
    args: [ref],
  });
}

/** Of the activity that is at work. */
function itsWorkflow(): WorkflowHandle {
  return client.workflow.getHandle(activityInfo().workflowExecution?.workflowId ?? '');
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test('a database that is away is waited for, without a hold; then the pass is made again', async () => {
  let isAway = true;
  fetchRequisition = () =>
    isAway
      ? Promise.reject(ApplicationFailure.nonRetryable('away', 'DatabaseAway'))
      : Promise.resolve({ next: 'close', stage: 'delivered' });
  const handle = await start();
  await until(async () => (await handle.query(view)).stage === 'waiting');
  expect(await handle.query(view)).toMatchObject({
    ...{ reason: null, details: expect.stringMatching(/^\*\*waiting\*\*: the database was away\n\nNobody has to act/) },
  });
  isAway = false;
  await handle.signal(resume);
  await handle.result();
  expect(holdForFailure).not.toHaveBeenCalled();
});

test('in the Temporal UI each activity and each timer of a history says in words what it is for', async () => {
  let isAway = true;
  fetchRequisition = () =>
    isAway
      ? Promise.reject(ApplicationFailure.nonRetryable('away', 'DatabaseAway'))
      : Promise.resolve({ next: 'close', stage: 'delivered' });
  const handle = await start();
  await until(async () => (await handle.query(view)).stage === 'waiting');
  isAway = false;
  await handle.signal(resume);
  await handle.result();
  const { events } = await handle.fetchHistory();
  const told = (events ?? []).flatMap(({ userMetadata, ...event }) => {
    const name = event.activityTaskScheduledEventAttributes?.activityType?.name;
    const of = name ?? (event.timerStartedEventAttributes ? 'timer' : null);
    return of === null ? [] : [[of, JSON.parse(Buffer.from(userMetadata?.summary?.data ?? '').toString())]];
  });
  expect(told).toEqual([
    ['fetchRequisition', activitySummaries.fetchRequisition],
    ['timer', timerSummaries.waits],
    ['fetchRequisition', activitySummaries.fetchRequisition],
  ]);
});

test('passes that begin anew again and again end in a hold that says why; a message does not shorten that', async () => {
  let passes = 0;
  fetchRequisition = async () => {
    passes += 1;
    // Each message ends the pause before the next pass; none comes with the last, which would begin them anew.
    if (passes < 8) await itsWorkflow().signal(resume);
    return { next: 'again', why: 'stale' };
  };
  const handle = await start();
  await until(() => holdForFailure.mock.calls.length > 0);
  expect(passes).toBe(8);
  expect(holdForFailure.mock.calls[0]?.[0]).toMatchObject({ activity: 'stale', failureType: 'Again' });
  await until(async () => (await handle.query(view)).stage === 'held');
  await handle.terminate();
});

test('a history that grew long is continued by another also where no pass ever waits', async () => {
  let runs = 0;
  let lastRun = '';
  fetchRequisition = async () => {
    const { workflowExecution } = activityInfo();
    if (workflowExecution !== undefined && workflowExecution.runId !== lastRun) {
      lastRun = workflowExecution.runId;
      runs += 1;
    }
    // A message that comes while the pass is made begins another one; long ones make the history long soon.
    if (runs === 1) await itsWorkflow().signal(resume.name, 'x'.repeat(1_000_000));
    return { next: 'close', stage: 'delivered' };
  };
  const handle = await start();
  await handle.result();
  // How many passes make a history long is Temporal's to say.
  expect(runs).toBe(2);
});
