import type { Connection } from '../../../src/store/connections/connections';
import { readKeptCopy, writeKeptCopy } from '../../../src/activities/connection/kept-ledger-copy';
import { choose, decide, offered } from '../support/after-choices';
import { accountsPayable } from '../support/accounts-payable';
import { FaultBench } from '../support/fault-bench';
import { addContracts, workedProjectId } from '../support/added-contracts';
import { backUp, rebuildLedger, restoreAndRebuild, startOfAWorker } from '../support/restored';
import { startRig, type Rig } from '../support/rig';

const item = { code: '26-010.S', total: '10000.00', withheld: '1000.00' } as const;
const names = ['BEFORE', 'AFTER', 'SECOND-NAME', 'WAITING', 'CANCELED', 'VOIDED'] as const;

let rig: Rig;
let bench: FaultBench;
beforeAll(async () => {
  rig = await startRig({
    posting: { orderCommitment: 'cancelWhenPosted' },
    shape: (folder) =>
      addContracts(
        folder,
        names.map((number) => ({ number, requisitions: [{ items: [item] }] })),
      ),
  });
  bench = new FaultBench(rig, []);
  // A rebuild reads every project anew; requisitions of others would be news, and be posted.
  await rig.control('procore', 'PUT', 'permitted-projects', [workedProjectId]);
  await rig.goLive(['4411']);
  await rig.activities.syncSchedules(rig.scope);
});
afterAll(() => rig.close());

async function connection(): Promise<Connection> {
  const { store } = rig.test;
  return store.inTenant(rig.scope.tenantId, (tx) => tx.connections.load(rig.scope.connectionId));
}

const inJde = async (): Promise<Record<string, number>> => ({
  F4301: (await rig.table('F4301')).length,
  F0411Z1: (await rig.table('F0411Z1')).length,
});

test('a PostgreSQL restored to an older state posts nothing until the ledger was rebuilt, and then nothing twice', async () => {
  const post = async (commitment: string): Promise<void> => {
    const { sourceId } = await rig.requisition(commitment, 1);
    await rig.hintOne(sourceId);
    await rig.untilStage(sourceId, ['delivered']);
  };
  await post('BEFORE');
  await startOfAWorker(rig);
  await rig.stopWorkers();
  const restore = await backUp(rig);
  await rig.startWorkers();

  await post('AFTER');
  // Refused once, so that what stands carries the second name: an older ledger would try the first one.
  await bench.fault({ kind: 'status', status: 500, match: { orchestration: 'PC_CREATE_PO' } });
  const second = await rig.requisition('SECOND-NAME', 1);
  await rig.hintOne(second.sourceId);
  await bench.untilHeld(second, 'erpRejected');
  await bench.resume(second);
  await rig.untilStage(second.sourceId, ['delivered']);
  await startOfAWorker(rig);
  const before = await inJde();

  await rig.stopWorkers();
  await restore();
  await startOfAWorker(rig);
  expect((await connection()).rebuildReason).toMatch(/the ledger ends at posting \d+, but it had reached \d+/);
  await rig.startWorkers();
  for (const name of ['AFTER', 'SECOND-NAME', 'WAITING']) {
    const document = await rig.requisition(name, 1);
    await rig.hintOne(document.sourceId);
    expect((await bench.untilHeld(document, 'paused')).problems[0]?.message).toContain('a restored one');
  }
  expect(await inJde()).toEqual(before);

  const rebuilt = await rebuildLedger(rig);
  expect(rebuilt.entered.map((text) => text.split(' ')[1]).sort()).toEqual(['order', 'order', 'voucher', 'voucher']);
  expect([rebuilt.doubtful, rebuilt.strange]).toEqual([[], []]);
  for (const name of ['AFTER', 'SECOND-NAME', 'WAITING']) {
    await rig.untilStage((await rig.requisition(name, 1)).sourceId, ['delivered']);
  }
  expect(await inJde()).toEqual({ F4301: (before['F4301'] ?? 0) + 1, F0411Z1: (before['F0411Z1'] ?? 0) + 1 });
  expect((await bench.postings(second, 'order')).map((one) => one.state)).toEqual(['rejected', 'confirmed']);
  await startOfAWorker(rig);
  expect((await connection()).rebuildReason).toBeNull();
});

/** What is done meanwhile is newer than the backup that is restored then; the ledger is rebuilt. Gives what that entered. */
async function forgotten(meanwhile: () => Promise<void>): Promise<string[]> {
  await rig.stopWorkers();
  const restore = await backUp(rig);
  await rig.startWorkers();
  await meanwhile();
  await startOfAWorker(rig);
  const rebuilt = await restoreAndRebuild(rig, restore);
  expect([rebuilt.doubtful, rebuilt.strange]).toEqual([[], []]);
  return rebuilt.entered.map((text) => text.split(' ')[1] ?? '').sort();
}

test('an order that was canceled once its voucher was posted counts so when all of that is newer than the backup, and nothing is done again', async () => {
  const ap = accountsPayable(rig);
  const document = await rig.requisition('CANCELED', 1);
  let orderNumber = '';
  const linesOf = async (): Promise<string[]> =>
    (await rig.table('F4311', { DOCO: orderNumber })).map((line) => `${line['AOPN'] ?? ''} ${line['NXTR'] ?? ''}`);
  const canceled = ['0.00 999'];
  let before = {};
  const entered = await forgotten(async () => {
    await ap.posted('CANCELED');
    orderNumber = (await bench.postings(document, 'order'))[0]?.reference?.['orderNumber'] ?? '';
    await rig.until('its order is canceled', async () => (await linesOf()).join() === canceled.join());
    await rig.until('it is at rest', async () => !(await rig.document(document.sourceId)).open);
    before = await inJde();
  });
  expect(entered).toEqual(['order', 'voucher']);
  await rig.hintOne(document.sourceId);
  await rig.until('it is posted and at rest', async () => {
    await ap.poll();
    const now = await rig.document(document.sourceId);
    return now.stage === 'posted' && !now.open;
  });
  const cancels = await bench.postings(document, 'orderCancel');
  expect(cancels.map(({ state, stage }) => [state, stage])).toEqual([['confirmed', 'stands']]);
  expect(await linesOf()).toEqual(canceled);
  expect(await inJde()).toEqual(before);
});

test('a voucher that was posted and voided by AP after the backup is not posted again by itself: a person is asked what becomes of it', async () => {
  const ap = accountsPayable(rig);
  const document = await rig.requisition('VOIDED', 1);
  let before = {};
  await forgotten(async () => {
    await ap.voids(await ap.posted('VOIDED'));
    before = await inJde();
  });
  await rig.hintOne(document.sourceId);
  await bench.untilHeld(document, 'erpVoided');
  await decide(rig, document, { kind: 'confirmVoided' });
  const { offer } = await offered(rig, document);
  expect(offer.choices.map(({ kind }) => kind)).toContain('postAgain');
  expect(await inJde()).toEqual(before);
  await choose(rig, document, 'postAgain');
  await ap.taken(document);
  expect(await ap.numbersOf(document)).toHaveLength(1);
});

test.each([
  ['another PostgreSQL', { systemIdentifier: '1' }, /PostgreSQL is another one/],
  ['another timeline', { timeline: 7 }, /timeline 1, before on 7/],
])('%s than the one that posted last pauses the connection', async (_what, change, why) => {
  const kept = await readKeptCopy(rig.client, rig.scope);
  if (kept.kind !== 'copy') throw new Error(kept.kind);
  await writeKeptCopy(rig.client, rig.scope, { ...kept.copy, ...change });
  await startOfAWorker(rig);
  expect((await connection()).rebuildReason).toMatch(why);

  const { store } = rig.test;
  await store.inTenant(rig.scope.tenantId, (tx) => tx.connections.setRebuildReason(rig.scope, null));
  await writeKeptCopy(rig.client, rig.scope, kept.copy);
});

test('a Temporal that is empty or another one than before pauses nothing and has everything started again', async () => {
  await rig.client.schedule.getHandle(`reconcile/${rig.scope.connectionId}`).delete();
  await rig.test.store.installation.noteTemporalCluster('a cluster that is gone');
  await expect(startOfAWorker(rig)).resolves.toEqual({ newTemporal: 1 });
  expect((await connection()).rebuildReason).toBeNull();
  await expect(startOfAWorker(rig)).resolves.toEqual({ newTemporal: 0 });

  await rig.activities.syncSchedules(rig.scope);
  await startOfAWorker(rig);
  expect((await readKeptCopy(rig.client, rig.scope)).kind).toBe('copy');
  // Making the schedules anew, as every reconcile does, keeps the copy.
  await rig.activities.syncSchedules(rig.scope);
  expect((await readKeptCopy(rig.client, rig.scope)).kind).toBe('copy');
});
