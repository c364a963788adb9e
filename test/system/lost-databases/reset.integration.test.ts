import { randomUUID } from 'node:crypto';
import type { HoldReason } from '../../../src/domain/holds/hold-reason';
import { view } from '../../../src/workflows/messages';
import { addContracts, mapOnly, type AddedItem } from '../support/added-contracts';
import { jdeCounts } from '../support/jde-rows';
import { startRig, type Rig } from '../support/rig';

const gross = (code: AddedItem['code']) => ({
  requisitions: [{ items: [{ code, total: '1000.00', withheld: '100.00' }] }],
});

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({
    shape: (folder) => {
      mapOnly(folder, ['26-010']);
      addContracts(folder, [
        { number: 'WARM', ...gross('26-010.S') },
        { number: 'CLEAN', ...gross('26-010.S') },
        { number: 'HELD', ...gross('26-05-00.S') },
        { number: 'OLDER', ...gross('26-010.S') },
      ]);
    },
  });
  await rig.goLive(['4411']);
  // Links the vendor, so that what follows is clean.
  await go('WARM', 'delivered');
});
afterAll(() => rig.close());

async function go(commitment: string, stage: string): Promise<{ sourceId: string; workflowId: string }> {
  const { sourceId } = await rig.requisition(commitment, 1);
  await rig.hintOne(sourceId);
  return rig.untilStage(sourceId, [stage]);
}

type Reset = Parameters<Rig['client']['workflowService']['resetWorkflowExecution']>[0];
type EventId = NonNullable<Reset['workflowTaskFinishEventId']>;

/** The completed workflow tasks of a run: every place at which the server lets it be reset. */
async function completedTasks(workflowId: string, runId: string): Promise<EventId[]> {
  const { events } = await rig.client.workflow.getHandle(workflowId, runId).fetchHistory();
  return (events ?? []).flatMap((event) =>
    event.workflowTaskCompletedEventAttributes != null && event.eventId != null ? [event.eventId] : [],
  );
}

async function reset(workflowId: string, runId: string, eventId: EventId): Promise<string> {
  const { runId: newRunId } = await rig.client.workflowService.resetWorkflowExecution({
    namespace: rig.temporal.namespace,
    workflowExecution: { workflowId, runId },
    reason: 'a test',
    requestId: randomUUID(),
    workflowTaskFinishEventId: eventId,
  });
  return newRunId;
}

async function runOf(workflowId: string): Promise<string> {
  return (await rig.client.workflow.getHandle(workflowId).describe()).runId;
}

async function resetEverywhere(workflowId: string, sourceId: string): Promise<number> {
  const run = await runOf(workflowId);
  await rig.client.workflow.getHandle(workflowId, run).result();
  const before = await jdeCounts(rig);
  const tasks = await completedTasks(workflowId, run);
  for (const finished of tasks) {
    const again = await reset(workflowId, run, finished);
    const task = String(finished);
    await rig.client.workflow.getHandle(workflowId, again).result();
    expect({ task, ...(await jdeCounts(rig)) }).toEqual({ task, ...before });
    const document = await rig.document(sourceId);
    expect({ task, stage: document.stage, open: document.open }).toEqual({ task, stage: 'delivered', open: false });
  }
  return tasks.length;
}

test('a clean run that is reset at any completed workflow task posts nothing twice and ends delivered', async () => {
  const { workflowId, sourceId } = await go('CLEAN', 'delivered');
  expect(await resetEverywhere(workflowId, sourceId)).toBeGreaterThanOrEqual(5);
});

test('a run that was held and went on, reset at any completed workflow task, posts nothing twice and ends delivered', async () => {
  const { workflowId, sourceId } = await go('HELD', 'held');
  const row = { project: '4411', costType: 'S', businessUnit: '4411', object: '1340' };
  await rig.changeMapping([{ ...row, costCode: '26-05-00', subsidiary: '260500' }]);
  await rig.untilStage(sourceId, ['delivered']);
  expect(await resetEverywhere(workflowId, sourceId)).toBeGreaterThanOrEqual(8);
});

test('an older run that is reset while a newer one is held posts nothing; after reconcile the newer one stands held and goes on', async () => {
  const { workflowId, sourceId } = await go('OLDER', 'delivered');
  const older = await runOf(workflowId);
  await rig.client.workflow.getHandle(workflowId, older).result();
  const document = await rig.document(sourceId);
  const place = `projects/${document.projectId}/requisitions/${sourceId}`;
  await rig.control('procore', 'PATCH', place, { invoice_number: 'ANOTHER-NUMBER' });
  await rig.poll('4411');
  await rig.untilStage(sourceId, ['held']);
  const before = await jdeCounts(rig);

  for (const finished of await completedTasks(workflowId, older)) {
    const again = await reset(workflowId, older, finished);
    const task = String(finished);
    await rig.until('the reset run has settled', async () => {
      const { status, runId } = await rig.client.workflow.getHandle(workflowId).describe();
      if (runId !== again) return true;
      return status.name !== 'RUNNING' || (await reasonOf(workflowId)) === 'changedAfterPosting';
    });
    await rig.reconcile();
    await rig.until(
      'held by a running workflow',
      async () =>
        (await rig.client.workflow.getHandle(workflowId).describe()).status.name === 'RUNNING' &&
        (await reasonOf(workflowId)) === 'changedAfterPosting',
    );
    const held = (await rig.holds()).filter((one) => one.document.sourceId === sourceId);
    expect({ task, reasons: held.map((one) => one.hold.reasons) }).toEqual({
      task,
      reasons: [['changedAfterPosting']],
    });
    expect({ task, ...(await jdeCounts(rig)) }).toEqual({ task, ...before });
  }

  await rig.control('procore', 'PATCH', place, { invoice_number: 'INV-OLDER-1' });
  await rig.poll('4411');
  await rig.untilStage(sourceId, ['delivered']);
  expect(await jdeCounts(rig)).toEqual(before);
});

async function reasonOf(workflowId: string): Promise<HoldReason | null> {
  return (await rig.client.workflow.getHandle(workflowId).query(view)).reason;
}
