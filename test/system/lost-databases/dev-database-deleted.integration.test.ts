import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedTemporal, type EmbeddedTemporal } from '../../../src/local/stack/temporal/embedded-temporal';
import { findTemporal } from '../../../src/local/stack/temporal/find-temporal';
import { freePorts } from '../../../src/local/stack/state/ports';
import { prepareNamespace } from '../../../src/local/stack/temporal/prepare-namespace';
import { openStateFolder } from '../../../src/local/stack/state/state-folder';
import { view } from '../../../src/workflows/messages';
import { addContracts, mapOnly } from '../support/added-contracts';
import { jdeCounts } from '../support/jde-rows';
import { startRig, type Rig } from '../support/rig';

let folder: string;
let stateFolder: string;
let temporal: EmbeddedTemporal | undefined;
let start: () => Promise<EmbeddedTemporal>;
let rig: Rig;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ml-connector-deleted-'));
  stateFolder = openStateFolder(folder);
  const found = await findTemporal({ env: { ...process.env, TEMPORAL_ADDRESS: undefined }, log: () => undefined });
  if (found.kind !== 'binary') throw new Error('TEMPORAL_ADDRESS was not ignored');
  const ports = await freePorts(['temporal', 'ui']);
  start = () =>
    startEmbeddedTemporal({
      ...{ binary: found.binary, stateFolder, port: ports.temporal, uiPort: ports.ui, headless: true },
      ...{ namespace: 'ml-connector', log: () => undefined },
    });
  temporal = await start();
  rig = await startRig({
    temporalAddress: temporal.address,
    shape: (sample) => {
      mapOnly(sample, ['26-010']);
      const items = [{ code: '26-05-00.S', total: '1000.00', withheld: '100.00' }] as const;
      addContracts(sample, [{ number: 'HELD', requisitions: [{ items }] }]);
    },
  });
  await rig.goLive(['4411']);
});
afterAll(async () => {
  await rig.close();
  await temporal?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function heldByARunningWorkflow(sourceId: string): Promise<void> {
  const { workflowId } = await rig.document(sourceId);
  await rig.until('held by a running workflow', async () => {
    const handle = rig.client.workflow.getHandle(workflowId);
    const runs = await handle.describe().then(
      ({ status }) => status.name === 'RUNNING',
      () => false,
    );
    // The vendor is linked meanwhile; from then on the code alone is named.
    const reasons = runs ? (await handle.query(view)).reasons : [];
    return reasons.join() === 'unmappedCostCode';
  });
  const holds = (await rig.holds()).filter((one) => one.document.sourceId === sourceId);
  expect(holds.map((one) => one.hold.reasons)).toEqual([['unmappedCostCode']]);
}

test('a held document outlives its workflow and the whole Temporal database, and goes on when its cause is mended', async () => {
  const { sourceId, workflowId } = await rig.requisition('HELD', 1);
  await rig.hintOne(sourceId);
  await rig.untilStage(sourceId, ['held']);
  await heldByARunningWorkflow(sourceId);

  await rig.client.workflow.getHandle(workflowId).terminate('a test');
  await rig.reconcile();
  await heldByARunningWorkflow(sourceId);

  await rig.stopWorkers();
  await temporal?.stop();
  for (const suffix of ['', '-wal', '-shm'])
    rmSync(join(stateFolder, 'temporal', `temporal.db${suffix}`), { force: true });
  temporal = await start();
  await prepareNamespace({ address: rig.temporal.address }, rig.temporal.namespace);
  await rig.startWorkers();
  await expect(rig.client.workflow.getHandle(workflowId).describe()).rejects.toThrow(/not found/i);
  await rig.reconcile();
  await heldByARunningWorkflow(sourceId);

  const before = await jdeCounts(rig);
  const row = { project: '4411', costType: 'S', businessUnit: '4411', object: '1340' };
  expect(await rig.changeMapping([{ ...row, costCode: '26-05-00', subsidiary: '260500' }])).toHaveLength(1);
  await rig.untilStage(sourceId, ['delivered']);
  expect((await jdeCounts(rig))['F4301']).toBe((before['F4301'] ?? 0) + 1);
});
