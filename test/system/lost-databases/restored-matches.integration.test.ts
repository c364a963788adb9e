import { workflowTypes } from '../../../src/workflows/names';
import { workedProjectId, type AddedItem } from '../support/added-contracts';
import { startCommitmentOrders, type CommitmentOrders } from '../support/commitment-orders';
import { differencesOf } from '../support/compared';
import { matchedByAp } from '../support/matched-by-ap';
import { backUp, restoreAndRebuild, startOfAWorker } from '../support/restored';
import { startWorkerProgram } from '../support/worker-program';

// With relief `match` nothing is sent: what counts was seen. It must be seen again where the ledger was put back to before that, and where
// who watched was killed while it looked; and it counts once.

const vendorId = '562949953431313';
const item: AddedItem = { code: '26-010.S', total: '1000.00', withheld: '100.00' };
const numbers = ['FORGOTTEN', 'REVERSED', 'ORDERED', 'WATCHED'];
const hangsMs = 20_000;

let on: CommitmentOrders;
let p4314: ReturnType<typeof matchedByAp>;
beforeAll(async () => {
  on = await startCommitmentOrders(
    numbers.map((number) => ({ number, vendorId, requisitions: [{ items: [item] }] })),
    { posting: { relief: 'match' }, jde: { requestLimitMs: hangsMs + 3_000 }, timing: { settleMs: hangsMs + 5_000 } },
  );
  p4314 = matchedByAp(on);
  // A rebuild reads every project anew; requisitions of others would be news.
  await on.rig.control('procore', 'PUT', 'permitted-projects', [workedProjectId]);
  await on.rig.activities.syncSchedules(on.rig.scope);
});
afterAll(() => on.rig.close());

/** All of its first requisition. */
const match = (number: string) => p4314.match(number, `INV-${number}-1`, [[1, '1000.00']], '100.00');

/** It counts once, and books and ledger agree. */
async function countsOnce(number: string, bill: string): Promise<void> {
  const document = await on.rig.document(bill);
  const standing = await on.rig.test.store.inTenant(on.rig.scope.tenantId, (tx) => tx.effects.of(document.id));
  expect([...standing.standing().byItem().values()]).toMatchObject([{ gross: '1000', withheld: '100' }]);
  expect(await on.ordersOf(number)).toHaveLength(1);
  expect(await differencesOf(on.rig, await on.rig.document(on.contracts.idOf(number)), document)).toEqual([]);
}

test('the worker is killed while it looks for what AP matched: the next one sees it, and it counts once', async () => {
  const { rig } = on;
  const bill = await p4314.waiting('WATCHED');
  await rig.stopWorkers();
  const first = await startWorkerProgram(rig);
  await p4314.post(await match('WATCHED'));
  const fault = { kind: 'slow', delayMs: hangsMs, match: { table: 'F43121' } };
  await rig.control('jde', 'POST', 'faults', fault);
  const { tenantId, connectionId } = rig.scope;
  const feed = { tenantId, connectionId, projectId: '', erp: 'jde', feed: 'standing' };
  await rig.client.workflow.start(workflowTypes.pollFeed, {
    ...{ workflowId: `${workflowTypes.pollFeed}/${connectionId}/-/standing`, taskQueue: 'documents', args: [feed] },
  });
  await rig.until('it looks', async () =>
    ((await rig.control('jde', 'GET', 'faults')) as { left: string }[]).every(({ left }) => left === '0'),
  );
  await first.kill();
  await rig.startWorkers();
  await rig.untilStage(bill, ['posted']);
  await countsOnce('WATCHED', bill);
});

test('what AP matched after the backup is seen again by a restored ledger, what it took back is not, and each counts once', async () => {
  const { rig } = on;
  const forgotten = await p4314.waiting('FORGOTTEN');
  const reversed = await p4314.waiting('REVERSED');
  const undone = await match('REVERSED');
  await on.untilStage(reversed, 'vouchered');
  await startOfAWorker(rig);
  await rig.stopWorkers();
  const restore = await backUp(rig);
  await rig.startWorkers();

  const doc = await match('FORGOTTEN');
  await p4314.post(doc);
  await on.untilStage(forgotten, 'posted');
  await p4314.reverse(undone);
  await on.ap.poll();
  await on.heldFor(reversed, 'awaitingMatch');
  // Order and match of this one are both newer than the backup.
  const ordered = await p4314.waiting('ORDERED');
  await match('ORDERED');
  await on.untilStage(ordered, 'vouchered');
  for (const one of [forgotten, ordered]) {
    await rig.until(`${one} is at rest`, async () => !(await rig.document(one)).open);
  }
  await startOfAWorker(rig);

  const rebuilt = await restoreAndRebuild(rig, restore);
  expect([rebuilt.doubtful, rebuilt.strange]).toEqual([[], []]);
  await on.pollCommitments();
  await rig.poll('4411');
  await on.untilStage(forgotten, 'posted');
  await on.untilStage(ordered, 'vouchered');
  await on.ap.poll();
  await on.heldFor(reversed, 'awaitingMatch');
  await countsOnce('FORGOTTEN', forgotten);
  await countsOnce('ORDERED', ordered);
  expect(await on.committedAndPosted('FORGOTTEN')).toEqual({ open: '399000.00', posted: '1000.00' });
  expect(Object.values(await on.openOf('REVERSED'))).toEqual(['400000.00']);
});
