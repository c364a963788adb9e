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

/** At one time, as JD Edwards saw it. */
async function mostCalls(): Promise<number> {
  const { maxConcurrent } = (await bench.rig.control('jde', 'GET', 'calls')) as { maxConcurrent: string };
  return Number(maxConcurrent);
}

/** Workers that call and that all others have heard of: from then on each has its part. */
async function callers(): Promise<number> {
  const { rows } = await bench.rig.test.database.pool.query<{ process: string }>(
    "select process from erp_caller where since < clock_timestamp() - interval '6 seconds'",
  );
  return rows.length;
}

test('two workers together never make more calls at once than the connection may, while the second comes and after the first was killed', async () => {
  const atOnce = 3;
  await bench.rig.changeSettings({
    jde: { erpConcurrency: atOnce, requestLimitMs: 5_000 },
    timing: { settleMs: 8_000 },
  });
  // What calls with the settings of before leaves its part only once it has been idle for a while.
  await worker?.stop();
  worker = await startWorkerProgram(bench.rig);
  await bench.rig.until('JD Edwards has done what was called for before', async () => {
    await bench.rig.control('jde', 'DELETE', 'calls');
    return (await mostCalls()) === 0;
  });
  await bench.fault({ kind: 'slow', delayMs: 250, count: 100_000 });
  const documents = Array.from({ length: 11 }, () => bench.take()).flatMap(({ first, next }) => [first, next]);
  const open = async () => {
    const all = await bench.rig.documents('requisition');
    return documents.filter(({ id }) => all.find((one) => one.id === id)?.stage !== 'vouchered').length;
  };
  await bench.hint(...documents);
  await bench.rig.until('one worker makes all calls', async () => (await mostCalls()) === atOnce);

  const second = await startWorkerProgram(bench.rig);
  await bench.rig.until('both have their part', async () => (await callers()) === 2);
  expect(await open()).toBeGreaterThan(5);
  await worker?.kill();
  worker = second;
  await bench.rig.until('all are vouchered', async () => (await open()) === 0);
  expect(await mostCalls()).toBe(atOnce);
  for (const document of documents) await bench.standsOnce(document, true);
}, 150_000);

test('nothing of ours stands in JDE besides', () => bench.nothingElseStands());
