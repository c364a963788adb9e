import { Decimal } from 'decimal.js';
import { Unavailable } from '../../../src/clients/http/client-error';
import { workedProjectId } from '../support/added-contracts';
import { addEarlierBatch, DirectCosts, directCostSections, today } from '../support/direct-costs';
import { startFusionRig, type FusionRig } from '../support/fusion-rig';
import { backUp, rebuildLedger, startOfAWorker } from '../support/restored';
import type { Rig } from '../support/rig';

// The ledger is older than Fusion: a run was imported after the backup, another one was sent and nobody saw what became of it. After the
// ledger was rebuilt each cost is in one journal, and what nobody had posted is posted.

interface Batch {
  readonly journalHeaders?: readonly {
    readonly JournalName: string;
    readonly journalLines: readonly { readonly EnteredDr: string | null; readonly EnteredCr: string | null }[];
  }[];
}

let system: FusionRig;
let rig: Rig;
let procore: DirectCosts;

beforeAll(async () => {
  system = await startFusionRig({
    today,
    settings: { autoPost: true, essStepMs: 0 },
    before: addEarlierBatch,
    shape: () => undefined,
    sections: directCostSections,
  });
  ({ rig } = system);
  procore = new DirectCosts(rig);
  await rig.control('procore', 'PUT', 'permitted-projects', [workedProjectId]);
  await rig.goLive(['4411']);
  // With them Temporal keeps a copy of the ledger.
  await rig.activities.syncSchedules(rig.scope);
});
afterAll(() => system.close());

const poll = () => rig.activities.pollDirectCosts({ ...rig.scope, projectId: workedProjectId });
const standing = () =>
  rig.activities.pollStanding(rig.scope).catch((error: unknown) => {
    if (!(error instanceof Unavailable)) throw error;
  });
const stageOf = async (id: string) => (await rig.documents('directCost')).find((one) => one.sourceId === id)?.stage;
const untilStage = (id: string, stage: string) =>
  rig.until(`${id} in ${stage}`, async () => {
    await standing();
    return (await stageOf(id)) === stage;
  });
const connection = () =>
  rig.test.store.inTenant(rig.scope.tenantId, (tx) => tx.connections.load(rig.scope.connectionId));

/** What the journals of a cost debit in Fusion, each. */
async function debits(id: string): Promise<string[]> {
  const batches = await system.items<Batch>('journalBatches');
  return batches
    .flatMap(({ journalHeaders = [] }) => journalHeaders)
    .filter(({ JournalName }) => JournalName.includes(id))
    .map(({ journalLines }) => Decimal.sum(0, ...journalLines.map(({ EnteredDr }) => EnteredDr ?? '0')).toFixed(2));
}

test('a database that is older than Fusion: each cost is in one journal, and what was in none is booked', async () => {
  const before = await procore.make(['10.00']);
  await poll();
  await untilStage(before, 'posted');
  // The run that posts the next cost is known to the backup, and nothing that it posted.
  const [first] = await rig.documents('journalRun');
  const next = (first?.sourceId ?? '').replace(/1$/, '2');
  await rig.test.store.inTenant(rig.scope.tenantId, (tx) =>
    tx.documents.see(rig.scope, { kind: 'journalRun', sourceId: next }, { number: 2 }),
  );
  await startOfAWorker(rig);
  await rig.stopWorkers();
  const restore = await backUp(rig);
  await rig.startWorkers();

  const after = await procore.make(['20.00']);
  await poll();
  await untilStage(after, 'posted');
  const unheard = await procore.make(['30.00']);
  await system.control('PUT', 'settings', { essFrozen: true });
  const files = async () => ((await system.control('GET', 'ucm')) as unknown[]).length;
  const known = await files();
  await poll();
  await rig.until('its file arrived', async () => {
    await standing();
    return (await files()) > known;
  });
  await startOfAWorker(rig);
  await rig.stopWorkers();
  await restore();
  await startOfAWorker(rig);
  expect((await connection()).rebuildReason).toMatch(/the ledger ends at posting/);
  await rig.startWorkers();
  const waiting = await procore.make(['40.00']);
  await poll();
  await rig.until('nothing is posted', async () => {
    await standing();
    return (await rig.holds()).some(({ hold }) => hold.reasons.includes('paused'));
  });
  expect(await debits(waiting)).toEqual([]);

  await system.control('PUT', 'settings', { essFrozen: false });
  await rig.until('the scheduler has done it', async () => (await debits(unheard)).length > 0);
  await rebuildLedger(rig);
  await poll();
  for (const id of [before, after, unheard, waiting]) await untilStage(id, 'posted');
  expect([await debits(before), await debits(after), await debits(unheard), await debits(waiting)]).toEqual([
    ...[['10.00'], ['20.00'], ['30.00'], ['40.00']],
  ]);
});
