import { Decimal } from 'decimal.js';
import { openRuns } from '../../../src/activities/run/open-runs';
import { Unavailable } from '../../../src/clients/http/client-error';
import { lastMonthEnd } from '../support/after-choices';
import { workedProjectId } from '../support/added-contracts';
import {
  addCombination,
  addEarlierBatch,
  bookedInvoices,
  clearingAccount,
  costAccount,
  DirectCosts,
  directCostSections,
  today,
} from '../support/direct-costs';
import { fusionVendor, startFusionRig, type FusionRig } from '../support/fusion-rig';
import { LaterContracts } from '../support/later-contracts';
import type { Rig } from '../support/rig';
import { startWorkerProgram, type WorkerProgram } from '../support/worker-program';

// A worker is killed (kill -9) while a call of a journal run hangs: the look before the file is handed over, the call that hands it over
// (it arrives once the worker is gone, or it was done and nobody hears), the question what became of the import, and the read-back.
// One journal a cost, each time, and never a second file. Once the accrual of a change order is in the group too: it is reversed once.

const hangsMs = 30_000;

interface Batch {
  readonly BatchName: string;
  readonly journalHeaders?: readonly {
    readonly JournalName: string;
    readonly DefaultEffectiveDate: string;
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
  /** The accrual of a change order is in the group too. */
  readonly withAccrual?: true;
}

const imported = { action: 'importBulkData' };
const points: readonly Point[] = [
  { at: 'the look before', fault: { kind: 'slow', match: { method: 'GET', resource: 'journalBatches' } } },
  { at: 'the file on its way', fault: { kind: 'commitLate', match: imported, delayMs: undefined } },
  { at: 'the answer to the file', fault: { kind: 'answerLate', match: imported }, withAccrual: true },
  {
    at: 'the question after the import',
    fault: { kind: 'slow', match: { method: 'GET', query: 'ESSJobStatusRF' } },
    isFrozen: true,
  },
  { at: 'the read-back', fault: { kind: 'slow', match: { method: 'GET', path: 'journalHeaders' } } },
];

const lastDay = lastMonthEnd(today);
const firstDay = `${today.slice(0, 7)}-01`;
const accrualAccount = '200.0000.4120.000000.000';
const from = `${lastDay.slice(0, 7)}-01`;
const contracts = new LaterContracts();
const number = 'KILLED';
let changeOrder: string;
let system: FusionRig;
let rig: Rig;
let procore: DirectCosts;
let worker: WorkerProgram | undefined;

beforeAll(async () => {
  system = await startFusionRig({
    today,
    workers: false,
    timing: { settleMs: 37_000, sendWindowMs: 2_000 },
    settings: { autoPost: true, essStepMs: 0, openOrdersInDrafts: true },
    before: async (control) => {
      await addEarlierBatch(control);
      await addCombination(control, { like: clearingAccount, account: '4120', id: '300000000041200' });
    },
    shape: (data) =>
      contracts.keep(data, [
        { number, vendorId: fusionVendor.id, requisitions: [{ items: [{ code: '26-010.S', total: '1000.00' }] }] },
      ]),
    sections: {
      posting: {
        ...directCostSections.posting,
        directCosts: { types: { invoice: { ...bookedInvoices, from } } },
        changeOrderJournal: { method: 'accrual', from, accrualAccount, accrueAfter: 1, owner: 'here' },
        accrualReversal: 'own',
      },
      fusion: { requestLimitMs: 35_000 },
    },
  });
  ({ rig } = system);
  procore = new DirectCosts(rig);
  await rig.goLive(['4411']);
  worker = await startWorkerProgram(rig);
  await contracts.appear(rig, number);
  await rig.activities.pollCommitments({ ...rig.scope, projectId: workedProjectId });
  await rig.until('its order is open', async () => {
    await standing();
    return (await rig.document(contracts.idOf(number))).stage === 'posted';
  });
  ({ id: changeOrder } = await contracts.changeOrder(rig, number, ['70.00'], { reviewed_at: `${firstDay}T12:00:00Z` }));
  await pollChangeOrders();
  await rig.until('it is on the order', async () => {
    await standing();
    return (await rig.documents('changeOrder')).some(({ stage }) => stage === 'posted');
  });
}, 180_000);
afterAll(async () => {
  await worker?.stop();
  await system.close();
});

const poll = () => rig.activities.pollDirectCosts({ ...rig.scope, projectId: workedProjectId });
const pollChangeOrders = () => rig.activities.pollChangeOrders({ ...rig.scope, projectId: workedProjectId });
const standing = () =>
  rig.activities.pollStanding(rig.scope).catch((error: unknown) => {
    if (!(error instanceof Unavailable)) throw error;
  });
const isMet = async () =>
  ((await system.control('GET', 'faults')) as { left: unknown }[]).every(({ left }) => Number(left) === 0);
/** Of what was handed over, and what its import left beside it. */
const files = async () => ((await system.control('GET', 'ucm')) as unknown[]).length;

/** By day, account and amount. */
async function booked(name: string): Promise<string[]> {
  const batches = await system.items<Batch>('journalBatches');
  return batches
    .flatMap(({ journalHeaders = [] }) => journalHeaders)
    .filter(({ JournalName }) => JournalName.includes(name))
    .flatMap(({ DefaultEffectiveDate, journalLines }) =>
      journalLines.map(
        (line) =>
          `${DefaultEffectiveDate} ${line.AccountCombination} ${new Decimal(line.EnteredDr ?? '0').minus(line.EnteredCr ?? '0').toFixed(2)}`,
      ),
    )
    .sort();
}

/** What is approved of last month, as the poll begins its accrual; it waits for its run. */
async function approvedBackwards(): Promise<string> {
  await contracts.editChangeOrder(rig, changeOrder, { reviewed_at: `${lastDay}T12:00:00Z` });
  await pollChangeOrders();
  const id = `CO-${changeOrder}-${lastDay}`;
  await rig.until(`${id} is begun`, async () => {
    await standing();
    return (await rig.documents('accrual')).some(({ sourceId }) => sourceId === id);
  });
  await waitsForRun(id);
  return id;
}

const waitsForRun = (id: string) =>
  rig.until(`${id} waits for its run`, async () => (await rig.document(id)).runs !== null);

async function untilOver(...ids: readonly string[]): Promise<void> {
  await rig.until(
    `${ids.join(', ')} are over`,
    async () => {
      await standing();
      const all = await Promise.all(ids.map((id) => rig.document(id)));
      return all.every(({ stage, open }) => stage === 'posted' && !open);
    },
    120_000,
  );
}

test.each(points)(
  'killed at $at: one file, and one journal',
  async ({ fault, isFrozen = false, withAccrual = false }) => {
    const before = await files();
    const day = withAccrual ? lastDay : today;
    const accruals = withAccrual ? [await approvedBackwards()] : [];
    const cost = await procore.make(['91.10'], { direct_cost_date: day, received_date: day });
    await poll();
    await waitsForRun(cost);
    await system.control('PUT', 'settings', { essFrozen: isFrozen });
    await system.control('POST', 'faults', { delayMs: hangsMs, count: 1, ...fault });
    // As the poll does, which would itself ask what is to hang.
    await openRuns(rig.test.store, rig.scope);
    await rig.until('a call hangs', isMet, 25_000);
    await worker?.kill();
    await system.control('DELETE', 'faults');
    await system.control('PUT', 'settings', { essFrozen: false });
    worker = await startWorkerProgram(rig);
    await untilOver(cost, ...accruals);
    expect(await booked(cost)).toEqual([`${day} ${clearingAccount} -91.10`, `${day} ${costAccount} 91.10`]);
    // What reverses the accrual is another file.
    expect(await files()).toBe(before + (withAccrual ? 4 : 2));
    if (!withAccrual) return;
    expect(await booked(`CO-${changeOrder}`)).toEqual(
      [
        ...[`${lastDay} ${costAccount} 70.00`, `${lastDay} ${accrualAccount} -70.00`],
        ...[`${firstDay} ${costAccount} -70.00`, `${firstDay} ${accrualAccount} 70.00`],
      ].sort(),
    );
  },
  200_000,
);
