import { addContracts, mapOnly } from '../support/added-contracts';
import { LinkedVendor, vendorIds } from '../support/linked-vendor';
import { startRig, type Rig } from '../support/rig';
import { startWorkerProgram, type WorkerProgram } from '../support/worker-program';

let rig: Rig;
let worker: WorkerProgram | undefined;
let vendor: LinkedVendor;
let other: LinkedVendor;
const newVendor = 'Zenith Roofing';
const both = (phone: string) => ({ procore: phone, jde: phone });
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
  [vendor, other] = await LinkedVendor.link(rig);
});
afterAll(async () => {
  await worker?.stop();
  await rig.close();
});

test('a worker killed after it had set a supplier, made one and written a vendor, before it heard so, leaves each done once', async () => {
  const before = await vendor.writes();
  const match = { orchestration: 'PC_UPSERT_VENDOR' };
  await rig.control('jde', 'POST', 'faults', { kind: 'commitThenWait', delayMs: 30_000, match, count: 2 });
  await vendor.edit({ business_phone: '555-0177' });
  const at = new Date().toISOString();
  const more = { id: 990_001, is_active: true, business_register: null, created_at: at, updated_at: at };
  await rig.control('procore', 'POST', 'vendors', { name: newVendor, ...more });
  await vendor.poll();
  const made = async () => (await rig.table('F0101', { ALPH: newVendor })).length;
  await rig.until('one is set', async () => (await vendor.phones()).jde === '555-0177');
  await rig.until('one is made', async () => (await made()) === 1);
  await rig.control('procore', 'POST', 'faults', {
    kind: 'answerLate',
    delayMs: 30_000,
    match: { path: '.*vendors/sync' },
  });
  await other.phoneInJde('555-0133');
  const polled = vendor.poll();
  await rig.until('one is written', async () => (await other.phones()).procore === '555-0133');
  await worker?.kill();
  await rig.control('jde', 'DELETE', 'faults');
  await rig.control('procore', 'DELETE', 'faults');
  worker = await startWorkerProgram(rig);

  await polled;
  await rig.until('it is settled', async () => (await vendor.openDocuments()) === 0, 120_000);
  const after = await vendor.writes();
  expect([await vendor.phones(), await other.phones(), await made()]).toEqual([both('555-0177'), both('555-0133'), 1]);
  expect(after).toEqual({ procore: before.procore + 1, jde: before.jde + 2 });
  await vendor.poll();
  // The new supplier's vendor gets our key, and nothing else is written.
  expect([await made(), (await vendor.writes()).jde, await vendor.openDocuments()]).toEqual([1, after.jde, 0]);
}, 240_000);

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
