import { randomBytes } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { createTestDatabase, type TestDatabase } from '../../test/stack/test-database';
import { feedWorkflowId, taskQueues, workflowTypes } from '../workflows/names';
import type { ActivityPorts } from '../activities/ports';
import { createNoteFeedRun } from '../activities/feeds/note-feed-run';
import { openStore } from '../processes/open-store';
import { connectionFile, scriptedCli, secretsInEnvironment, type ScriptedCli } from './scripted-terminal.fixture';

const projectId = '562949953443325';
/** Schedules of all test files share one namespace. */
const connectionId = `poll-${randomBytes(4).toString('hex')}`;
const scheduleId = feedWorkflowId(connectionId, projectId, 'requisitions');

let database: TestDatabase;
let cli: ScriptedCli;
let connection: Connection;
let client: Client;

beforeAll(async () => {
  database = await createTestDatabase();
  const address = process.env['TEST_TEMPORAL_ADDRESS'] ?? '';
  const namespace = process.env['TEST_TEMPORAL_NAMESPACE'] ?? '';
  cli = scriptedCli({
    ...secretsInEnvironment,
    DATABASE_URL: database.appUrl,
    TEMPORAL_ADDRESS: address,
    TEMPORAL_NAMESPACE: namespace,
    ML_CONNECTOR_MASTER_KEY: randomBytes(32).toString('base64'),
  });
  connection = await Connection.connect({ address });
  client = new Client({ connection, namespace });
  cli.write('connection.json', JSON.stringify(connectionFile({ id: connectionId })));
  const added = await cli.run(['connection', 'add', '--file', 'connection.json']);
  expect(added).toMatchObject({ code: 0, err: 'the schedules are being brought up to date (workflow reconcile)\n' });
  const { store, close } = await openStore({ databaseUrl: database.appUrl, env: cli.env });
  const scope = { tenantId: 'acme', connectionId };
  await store.inTenant(scope.tenantId, async (tx) => {
    await tx.projects.save(scope, { id: projectId, number: '4411', name: 'Garage', timeZone: null });
    await tx.feeds.ensure(scope, projectId, 'requisitions', { every: '15m' });
  });
  await close();
});
afterAll(async () => {
  await client.schedule
    .getHandle(scheduleId)
    .delete()
    .catch(() => undefined);
  await connection.close();
  await database.drop();
  cli.remove();
});

test('a feed without a schedule is named, with exit code 1', async () => {
  const run = await cli.run(['poll', 'now', '--project', '4411', '--json']);
  expect(run).toMatchObject({ code: 1, json: { triggered: [], missing: [scheduleId] } });
});

test("the project's schedule runs at once", async () => {
  await client.schedule.create({
    scheduleId,
    spec: { intervals: [{ every: '30d' }] },
    action: {
      type: 'startWorkflow',
      workflowType: workflowTypes.pollFeed,
      workflowId: scheduleId,
      taskQueue: taskQueues.documents,
      workflowExecutionTimeout: '10s',
    },
  });
  const run = await cli.run(['poll', 'now', '--project', '4411', '--json']);
  expect(run).toMatchObject({ code: 0, json: { triggered: [scheduleId], missing: [] } });
  let taken = 0;
  for (let look = 0; look < 50 && taken === 0; look += 1) {
    taken = (await client.schedule.getHandle(scheduleId).describe()).info.numActionsTaken;
    if (taken === 0) await new Promise((done) => setTimeout(done, 100));
  }
  expect(taken).toBe(1);
});

test('project list says which schedule is paused and by whose note, and the last error in words', async () => {
  const { store, close } = await openStore({ databaseUrl: database.appUrl, env: cli.env });
  const noteFeedRun = createNoteFeedRun({ store } as ActivityPorts);
  const ref = { tenantId: 'acme', connectionId, projectId, feed: 'requisitions' as const };
  const said = 'procore listRequisitions: Procore forbids it (403): ask the company administrator';
  await noteFeedRun({ ...ref, error: 'Rejected', said });
  await close();
  const running = await cli.run(['project', 'list']);
  expect(running.out).not.toContain('PAUSED');
  expect(running.out).toContain(`project 4411: requisitions: the last poll failed: Rejected: ${said}\n`);

  await client.schedule.getHandle(scheduleId).pause('month end, J. Doe');
  let run = running;
  for (let look = 0; look < 100 && !run.out.includes('PAUSED'); look += 1) run = await cli.run(['project', 'list']);
  expect(run.out).toContain('requisitions every 15m PAUSED');
  expect(run.out).toContain('its schedule is paused in Temporal (month end, J. Doe)');
  const shown = await cli.run(['connection', 'show', '--json']);
  expect(shown.json).toMatchObject({
    feeds: expect.arrayContaining([expect.objectContaining({ paused: 'month end, J. Doe' })]) as unknown,
  });

  const elsewhere = scriptedCli({ ...cli.env, TEMPORAL_ADDRESS: '127.0.0.1:9' });
  const unknown = await elsewhere.run(['project', 'list']);
  elsewhere.remove();
  expect(unknown).toMatchObject({
    code: 0,
    err: expect.stringContaining('whether a schedule is paused is not known: Temporal at 127.0.0.1:9') as string,
  });
});

test('a Temporal that does not answer is named', async () => {
  const elsewhere = scriptedCli({ ...cli.env, TEMPORAL_ADDRESS: '127.0.0.1:9' });
  const run = await elsewhere.run(['poll', 'now', '--all']);
  expect(run).toMatchObject({
    code: 1,
    err: expect.stringContaining('Temporal at 127.0.0.1:9 does not answer') as string,
  });
  elsewhere.remove();
});
