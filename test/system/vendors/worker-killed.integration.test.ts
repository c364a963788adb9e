import { LinkedVendor } from '../support/linked-vendor';
import { startRig, type Rig } from '../support/rig';
import { startWorkerProgram, type WorkerProgram } from '../support/worker-program';

let rig: Rig;
let worker: WorkerProgram | undefined;
beforeAll(async () => {
  rig = await startRig({ workers: false });
  worker = await startWorkerProgram(rig);
});
afterAll(async () => {
  await worker?.stop();
  await rig.close();
});

test('a worker killed after a supplier was set to what its vendor says, and before it heard so, leaves it set once', async () => {
  await rig.goLive([]);
  const [vendor] = await LinkedVendor.link(rig);
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
