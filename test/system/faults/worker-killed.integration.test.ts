import { startFaultBench, type Fault, type FaultBench, type Pair } from '../support/fault-bench';
import { startWorkerProgram, type WorkerProgram } from '../support/worker-program';

const hangsMs = 30_000;
const steps = ['processorRun', 'voucher', 'order'] as const;
type Step = (typeof steps)[number];
const orchestrations: Readonly<Record<Step, string>> = {
  order: 'PC_CREATE_PO',
  voucher: 'PC_ADD_BATCH_VOUCHER',
  processorRun: 'PC_RUN_VOUCHER_PROCESSOR',
};
/** The search that comes right before each effect is sent: the fourth read of the batch rows is that of the run. */
const searches: Readonly<Record<Step, Fault>> = {
  order: { kind: 'slow', match: { table: 'F4301' } },
  voucher: { kind: 'slow', match: { table: 'F0411Z1' } },
  processorRun: { kind: 'slow', match: { table: 'F0411Z1' }, skip: 3 },
};

const moments = ['before', 'during', 'after'] as const;
type Moment = (typeof moments)[number];

let bench: FaultBench;
let worker: WorkerProgram | undefined;
const pairs = new Map<string, Pair>();

/** Brings a fresh requisition to the moment: its call to JDE hangs, and the effect is not sent, on its way, or done. */
async function hang(step: Step, moment: Moment): Promise<void> {
  const pair = bench.take();
  pairs.set(`${step} ${moment}`, pair);
  const kind = moment === 'during' ? 'slow' : 'commitThenWait';
  const fault = moment === 'before' ? searches[step] : { kind, match: { orchestration: orchestrations[step] } };
  await bench.fault({ ...fault, delayMs: hangsMs });
  await bench.hint(pair.first);
  await bench.untilFaultsMet();
}

// One kill for all: nine requisitions hang at once, three at each effect.
beforeAll(async () => {
  bench = await startFaultBench({
    workers: false,
    posting: { voucherProcessing: 'final' },
    jde: { requestLimitMs: 35_000, erpConcurrency: 16 },
    timing: { settleMs: 37_000, sendWindowMs: 2_000 },
  });
  worker = await startWorkerProgram(bench.rig);
  for (const step of steps) for (const moment of moments) await hang(step, moment);
  await worker.kill();
  for (const { next } of pairs.values()) await bench.hint(next);
  worker = await startWorkerProgram(bench.rig);
});
afterAll(async () => {
  await worker?.stop();
  await bench.rig.close();
});

const cases = steps.flatMap((step) => moments.map((moment) => ({ step, moment })));

test.each(cases)('a worker killed $moment the $step leaves one order and one voucher', async ({ step, moment }) => {
  const pair = pairs.get(`${step} ${moment}`);
  if (pair === undefined) throw new Error('the case was not prepared');
  await bench.rig.untilStage(pair.first.sourceId, ['vouchered'], 90_000);
  await bench.rig.untilStage(pair.next.sourceId, ['vouchered'], 90_000);
  const postings = await bench.postings(pair.first, step);
  // Before: the killed worker had sent nothing. During and after: it never heard an answer, and nobody sent again.
  expect(postings.map((one) => [one.ordinal, one.state, one.sends, one.outcomes])).toEqual([
    [1, 'confirmed', 1, moment === 'before' ? ['success'] : [null]],
  ]);
  await bench.standsOnce(pair.first, true);
  await bench.standsOnce(pair.next, true);
});

test('nothing of ours stands in JDE besides', () => bench.nothingElseStands());
