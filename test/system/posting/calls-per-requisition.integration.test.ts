import { addContracts, type AddedContract } from '../support/added-contracts';
import { startRig, type Rig } from '../support/rig';

const clean = (number: string): AddedContract => ({
  number,
  requisitions: [{ items: [{ code: '26-010.S', total: '10000.00', withheld: '1000.00' }] }],
});

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ shape: (folder) => addContracts(folder, [clean('WARM'), clean('CLEAN'), clean('HELD')]) });
  await rig.goLive(['4411']);
});
afterAll(() => rig.close());

async function deliver(commitment: string): Promise<string> {
  const { sourceId, workflowId } = await rig.requisition(commitment, 1);
  await rig.hintOne(sourceId);
  await rig.untilStage(sourceId, ['delivered']);
  await rig.until(`${workflowId} closed`, async () => !(await rig.document(sourceId)).open);
  return sourceId;
}

const calls = async (): Promise<Record<string, number>> => {
  const { counts } = (await rig.control('jde', 'GET', 'calls')) as { counts: Record<string, string> };
  return Object.fromEntries(Object.entries(counts).map(([kind, count]) => [kind, Number(count)]));
};

const posting = {
  'dataservice:F4301': 1,
  'orchestrator:PC_CREATE_PO': 1,
  // The order and its lines; its holds and the batch rows; the pay items and the distribution that were written.
  'dataservice:batch': 3,
  'dataservice:F0411': 1,
  'orchestrator:PC_ADD_BATCH_VOUCHER': 1,
};

test('a clean requisition left to AP takes seven calls in JDE, none of them left out', async () => {
  await rig.control('jde', 'DELETE', 'calls');
  await deliver('WARM');
  const first = await calls();
  // Stated apart: the session, the master data, and the control rows, which all serve every requisition that follows.
  expect(first).toEqual({
    ...posting,
    tokenrequest: 1,
    'dataservice:F0901': expect.any(Number),
    'dataservice:F0006': expect.any(Number),
    'dataservice:F0008': expect.any(Number),
    'dataservice:F0101': expect.any(Number),
    'dataservice:F0401': expect.any(Number),
    'dataservice:F0030': expect.any(Number),
    'dataservice:F0010': expect.any(Number),
    'dataservice:F4301': expect.any(Number),
    'dataservice:F0411': expect.any(Number),
  });

  await rig.control('jde', 'DELETE', 'calls');
  await deliver('CLEAN');
  const counts = await calls();
  expect(counts).toEqual(posting);
  expect(Object.values(counts).reduce((total, count) => total + count, 0)).toBe(7);
});

test('an order that JDE puts on hold as it is made keeps its voucher back, and lets it go once it is released', async () => {
  await rig.control('jde', 'PUT', 'settings', { orderHold: { aboveAmount: '1', code: 'B1' } });
  const { sourceId } = await rig.requisition('HELD', 1);
  await rig.hintOne(sourceId);
  await rig.untilStage(sourceId, ['waiting']);
  const held = (await rig.holds()).find((hold) => hold.document.sourceId === sourceId);
  expect(held?.problems).toEqual([expect.objectContaining({ reason: 'orderOnHold', value: 'B1' })]);

  await rig.control('jde', 'PATCH', 'tables/F4301', { where: { HOLD: 'B1' }, set: { HOLD: '' } });
  await rig.control('jde', 'PATCH', 'tables/F4209', { where: { HCOD: 'B1' }, set: { RDC: 'R1' } });
  await rig.hintOne(sourceId);
  await rig.untilStage(sourceId, ['delivered']);
});

test('a poll in which nothing happened reads the ledger once, however many vouchers are posted', async () => {
  await rig.control('jde', 'POST', 'ap/process', { mode: 'final' });
  await rig.control('jde', 'POST', 'ap/post', { all: true });
  await rig.activities.pollStanding(rig.scope);
  const { sourceId } = await rig.requisition('CLEAN', 1);
  await rig.untilStage(sourceId, ['posted']);
  await rig.until('all closed', async () => (await rig.documents('requisition')).every((one) => !one.open));
  await rig.control('jde', 'DELETE', 'calls');
  await expect(rig.activities.pollStanding(rig.scope)).resolves.toEqual({ watched: 0, changed: 0 });
  // A poll begins with a session of its own.
  expect(await calls()).toEqual({ logout: 1, tokenrequest: 1, 'dataservice:F0411': 1 });
});

test('how far a poll looks back follows from its own last success, not from a run that failed', async () => {
  const until = async (): Promise<unknown> => {
    const { store } = rig.test;
    const feed = await store.inTenant(rig.scope.tenantId, (tx) => tx.feeds.find(rig.scope, '', 'standing'));
    return feed?.watermark;
  };
  const before = await until();
  expect(before).toEqual({ until: expect.any(String) });
  await rig.control('jde', 'POST', 'faults', { match: { table: 'F0411' }, kind: 'status', status: 500, count: 1 });
  await expect(rig.activities.pollStanding(rig.scope)).rejects.toThrow();
  expect(await until()).toEqual(before);
  await rig.activities.pollStanding(rig.scope);
  expect(await until()).not.toEqual(before);
});
