import { startFaultBench, type FaultBench } from '../support/fault-bench';
import { startWorkerProgram, type WorkerProgram } from '../support/worker-program';

// A deploy tells a worker to stop while JDE takes 20 seconds over a write: the write is waited for, and nobody has to find out
// afterwards whether it arrived.

const slowMs = 20_000;
let bench: FaultBench;
let worker: WorkerProgram | undefined;

beforeAll(async () => {
  bench = await startFaultBench({
    workers: false,
    jde: { requestLimitMs: 35_000 },
    timing: { settleMs: 37_000, sendWindowMs: 2_000 },
  });
  worker = await startWorkerProgram(bench.rig);
});
afterAll(async () => {
  await worker?.stop();
  await bench.rig.close();
});

test.each([
  // Before JDE begins with it, and after it has committed but before it answers.
  ['arrives late', 'slow'],
  ['is answered late', 'commitThenWait'],
])('a worker that is told to stop in the middle of a write that %s waits for it', async (_what, kind) => {
  const { first } = bench.take();
  await bench.fault({ kind, match: { orchestration: 'PC_CREATE_PO' }, delayMs: slowMs });
  await bench.hint(first);
  await bench.untilFaultsMet();
  const [under] = await bench.postings(first, 'order');
  expect(under).toMatchObject({ state: 'sent', outcomes: [null] });

  const toldAt = performance.now();
  await worker?.stop();
  expect(performance.now() - toldAt).toBeGreaterThan(slowMs / 2);
  // Nobody is at work any more: this is what the next worker finds.
  const after = await bench.postings(first, 'order');
  expect(after.map((one) => [one.ordinal, one.state, one.sends, one.outcomes])).toEqual([
    [1, 'confirmed', 1, ['success']],
  ]);

  worker = await startWorkerProgram(bench.rig);
  await bench.rig.untilStage(first.sourceId, ['delivered'], 60_000);
  await bench.standsOnce(first);
  expect((await bench.postings(first, 'order')).map(({ outcomes }) => outcomes)).toEqual([['success']]);
});

test('nothing of ours stands in JDE besides', () => bench.nothingElseStands());
