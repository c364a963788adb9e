import { addContracts, mapOnly } from '../support/added-contracts';
import { LinkedVendor, vendorIds } from '../support/linked-vendor';
import { startRig, type Rig } from '../support/rig';
import { startWorkerProgram, type WorkerProgram } from '../support/worker-program';

let rig: Rig;
let worker: WorkerProgram | undefined;
let vendor: LinkedVendor;
beforeAll(async () => {
  rig = await startRig({
    workers: false,
    shape: (folder) => {
      mapOnly(folder, ['26-010']);
      const items = [{ code: '26-010.S', total: '1000.00', withheld: '100.00' }] as const;
      addContracts(folder, [{ number: 'BILLED', vendorId: vendorIds[0], requisitions: [{ items }] }]);
    },
  });
  worker = await startWorkerProgram(rig);
  await rig.goLive(['4411']);
  [vendor] = await LinkedVendor.link(rig);
});
afterAll(async () => {
  await worker?.stop();
  await rig.close();
});

test('a worker killed after a supplier was set to what its vendor says, and before it heard so, leaves it set once', async () => {
  const fault = { kind: 'commitThenWait', match: { orchestration: 'PC_UPSERT_VENDOR' }, delayMs: 30_000 };
  await rig.control('jde', 'POST', 'faults', fault);
  await vendor.edit({ business_phone: '555-0177' });
  await vendor.poll();
  await rig.until('it is set', async () => (await vendor.phones()).jde === '555-0177');
  await worker?.kill();
  await rig.control('jde', 'DELETE', 'faults');
  worker = await startWorkerProgram(rig);

  await rig.until('it is settled', async () => (await vendor.openDocuments()) === 0, 120_000);
  const both = { procore: '555-0177', jde: '555-0177' };
  const before = await vendor.writes();
  expect([await vendor.phones(), before.jde]).toEqual([both, 1]);
  await vendor.poll();
  expect([await vendor.phones(), await vendor.writes(), await vendor.openDocuments()]).toEqual([both, before, 0]);
}, 180_000);

test('a field of a linked vendor that was changed on both sides holds the vendor, and none of its requisitions', async () => {
  await vendor.edit({ business_phone: '555-0111' });
  await vendor.phoneInJde('555-0122');
  await vendor.poll();
  const isHeld = async () => (await rig.documents('vendor')).some(({ stage }) => stage === 'held');
  await rig.until('it is held', isHeld);
  const { sourceId } = await rig.requisition('BILLED', 1);
  await rig.hintOne(sourceId);
  await rig.untilStage(sourceId, ['delivered']);
  expect(await isHeld()).toBe(true);
});
