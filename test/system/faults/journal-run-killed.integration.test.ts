import { Decimal } from 'decimal.js';
import { openRuns } from '../../../src/activities/run/open-runs';
import { Unavailable } from '../../../src/clients/http/client-error';
import { workedProjectId } from '../support/added-contracts';
import {
  addEarlierBatch,
  clearingAccount,
  costAccount,
  DirectCosts,
  directCostSections,
  today,
} from '../support/direct-costs';
import { startFusionRig, type FusionRig } from '../support/fusion-rig';
import type { Rig } from '../support/rig';
import { startWorkerProgram, type WorkerProgram } from '../support/worker-program';

// A worker is killed (kill -9) while a call of a journal run hangs: the look before the file is handed over, the call that hands it over
// (it arrives once the worker is gone, or it was done and nobody hears), the question what became of the import, and the read-back.
// One journal a cost, each time, and never a second file.

const hangsMs = 30_000;

interface Batch {
  readonly BatchName: string;
  readonly journalHeaders?: readonly {
    readonly JournalName: string;
    readonly journalLines: readonly {
      readonly AccountCombination: string;
      readonly EnteredDr: string | null;
      readonly EnteredCr: string | null;
    }[];
  }[];
}

interface Point {
  readonly at: string;
  readonly fault: object;
  /** The scheduler stands still until the worker is gone: else nobody asks it. */
  readonly isFrozen?: true;
}

const imported = { action: 'importBulkData' };
const points: readonly Point[] = [
  { at: 'the look before', fault: { kind: 'slow', match: { method: 'GET', resource: 'journalBatches' } } },
  { at: 'the file on its way', fault: { kind: 'commitLate', match: imported, delayMs: undefined } },
  { at: 'the answer to the file', fault: { kind: 'answerLate', match: imported } },
  {
    at: 'the question after the import',
    fault: { kind: 'slow', match: { method: 'GET', query: 'ESSJobStatusRF' } },
    isFrozen: true,
  },
  { at: 'the read-back', fault: { kind: 'slow', match: { method: 'GET', path: 'journalHeaders' } } },
];

let system: FusionRig;
let rig: Rig;
let procore: DirectCosts;
let worker: WorkerProgram | undefined;

beforeAll(async () => {
  system = await startFusionRig({
    today,
    workers: false,
    timing: { settleMs: 37_000, sendWindowMs: 2_000 },
    settings: { autoPost: true, essStepMs: 0 },
    before: addEarlierBatch,
    shape: () => undefined,
    sections: { ...directCostSections, fusion: { requestLimitMs: 35_000 } },
  });
  ({ rig } = system);
  procore = new DirectCosts(rig);
  await rig.goLive(['4411']);
  worker = await startWorkerProgram(rig);
});
afterAll(async () => {
  await worker?.stop();
  await system.close();
});

const poll = () => rig.activities.pollDirectCosts({ ...rig.scope, projectId: workedProjectId });
const standing = () =>
  rig.activities.pollStanding(rig.scope).catch((error: unknown) => {
    if (!(error instanceof Unavailable)) throw error;
  });
const isMet = async () =>
  ((await system.control('GET', 'faults')) as { left: unknown }[]).every(({ left }) => Number(left) === 0);
/** Of what was handed over, and what its import left beside it. */
const files = async () => ((await system.control('GET', 'ucm')) as unknown[]).length;

async function booked(id: string): Promise<string[]> {
  const batches = await system.items<Batch>('journalBatches');
  return batches
    .flatMap(({ journalHeaders = [] }) => journalHeaders)
    .filter(({ JournalName }) => JournalName.includes(id))
    .flatMap(({ journalLines }) => journalLines)
    .map(
      (line) =>
        `${line.AccountCombination} ${new Decimal(line.EnteredDr ?? '0').minus(line.EnteredCr ?? '0').toFixed(2)}`,
    )
    .sort();
}

async function untilPosted(id: string): Promise<void> {
  await rig.until(
    `${id} is posted`,
    async () => {
      await standing();
      return (await rig.documents('directCost')).find((one) => one.sourceId === id)?.stage === 'posted';
    },
    120_000,
  );
}

test.each(points)(
  'killed at $at: one file, and one journal',
  async ({ fault, isFrozen = false }) => {
    await system.control('PUT', 'settings', { essFrozen: isFrozen });
    const before = await files();
    const id = await procore.make(['91.10']);
    await poll();
    await rig.until(`${id} waits for its run`, async () => (await rig.document(id)).runs !== null);
    await system.control('POST', 'faults', { delayMs: hangsMs, count: 1, ...fault });
    // As the poll does, which would itself ask what is to hang.
    await openRuns(rig.test.store, rig.scope);
    await rig.until('a call hangs', isMet, 25_000);
    await worker?.kill();
    await system.control('DELETE', 'faults');
    await system.control('PUT', 'settings', { essFrozen: false });
    worker = await startWorkerProgram(rig);
    await untilPosted(id);
    expect(await booked(id)).toEqual([`${clearingAccount} -91.10`, `${costAccount} 91.10`]);
    expect(await files()).toBe(before + 2);
  },
  200_000,
);
