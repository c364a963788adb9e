import type { HoldReason } from '../../../src/domain/holds/hold-reason';
import { view } from '../../../src/workflows/messages';
import { addContracts, mapOnly, type AddedItem } from '../support/added-contracts';
import { jdeCounts } from '../support/jde-rows';
import { LinkedVendor } from '../support/linked-vendor';
import { completedTasks, reset } from '../support/reset-runs';
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

async function runOf(workflowId: string): Promise<string> {
  return (await rig.client.workflow.getHandle(workflowId).describe()).runId;
}

async function resetEverywhere(workflowId: string, sourceId: string): Promise<number> {
  const run = await runOf(workflowId);
  await rig.client.workflow.getHandle(workflowId, run).result();
  const before = await jdeCounts(rig);
  const tasks = await completedTasks(rig, workflowId, run);
  for (const finished of tasks) {
    const again = await reset(rig, workflowId, run, finished);
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

  for (const finished of await completedTasks(rig, workflowId, older)) {
    const again = await reset(rig, workflowId, older, finished);
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

test('the feed of suppliers, and the change of a supplier that it gave, write nothing more on either side when they are reset at any completed workflow task', async () => {
  const [one, other] = await LinkedVendor.link(rig);
  await one.edit({ business_phone: '555-0177' });
  await other.phoneInJde('555-0188');
  await one.poll();
  const [to, from] = [
    { procore: '555-0177', jde: '555-0177' },
    { procore: '555-0188', jde: '555-0188' },
  ];
  await rig.until('it is set in JD Edwards', async () => (await one.phones()).jde === to.jde);
  const before = await one.writes();
  for (const workflowId of [one.importId, await one.workflowId()]) {
    const run = await runOf(workflowId);
    await rig.client.workflow.getHandle(workflowId, run).result();
    const tasks = await completedTasks(rig, workflowId, run);
    expect(tasks.length).toBeGreaterThanOrEqual(4);
    for (const finished of tasks) {
      await rig.client.workflow.getHandle(workflowId, await reset(rig, workflowId, run, finished)).result();
    }
  }
  expect([await one.writes(), await one.phones(), await other.phones()]).toEqual([before, to, from]);
});
