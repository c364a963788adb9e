import { startFaultBench, type Fault, type FaultBench } from '../support/fault-bench';

let bench: FaultBench;
beforeAll(async () => {
  bench = await startFaultBench({ posting: { voucherProcessing: 'final' } });
});
afterAll(() => bench.rig.close());

const match = { orchestration: 'PC_RUN_VOUCHER_PROCESSOR' };

interface Case {
  readonly rule: string;
  readonly fault: Fault;
  /** What the calls are answered, in order. */
  readonly outcomes: readonly string[];
}

// The first requisition meets the fault; its successor goes on once the voucher's rows stand.
const goesOnByItself: readonly Case[] = [
  {
    rule: 'an answer that comes after our time limit leaves one run and one voucher',
    fault: { kind: 'commitThenWait', delayMs: 1_500 },
    outcomes: ['OutcomeUnknown'],
  },
  {
    rule: 'a refusal after the run leaves one run and one voucher',
    fault: { kind: 'commitThenStatus', status: 500 },
    outcomes: ['Rejected'],
  },
  {
    rule: 'a 503 after the run leaves one run and one voucher',
    fault: { kind: 'commitThenStatus', status: 503 },
    outcomes: ['OutcomeUnknown'],
  },
  {
    rule: "a proxy's 502 page after the run leaves one run and one voucher",
    fault: { kind: 'commitThenHtml', status: 502 },
    outcomes: ['OutcomeUnknown'],
  },
  {
    rule: 'a connection lost after the run leaves one run and one voucher',
    fault: { kind: 'commitThenLose' },
    outcomes: ['OutcomeUnknown'],
  },
  {
    rule: 'an answer of which half came leaves one run and one voucher',
    fault: { kind: 'cutBody' },
    outcomes: ['OutcomeUnknown'],
  },
  {
    rule: 'a run that starts after our time limit is found and not started again',
    fault: { kind: 'commitLate', delayMs: 1_600 },
    outcomes: ['OutcomeUnknown'],
  },
  {
    rule: 'an answer without a job number leaves one run and one voucher',
    fault: { kind: 'noNumber' },
    outcomes: ['noNumber'],
  },
  {
    rule: 'a warning after the run leaves one run and one voucher',
    fault: { kind: 'warningCommitted' },
    outcomes: ['OutcomeUnknown'],
  },
  {
    rule: 'a warning without a run is followed by one more run after it settled',
    fault: { kind: 'warning' },
    outcomes: ['OutcomeUnknown', 'success'],
  },
  {
    rule: 'a connection lost before anything happened is followed by one more run after it settled',
    fault: { kind: 'reset' },
    outcomes: ['OutcomeUnknown', 'success'],
  },
  {
    rule: "a proxy's 502 page before anything happened is followed by one more run after it settled",
    fault: { kind: 'html', status: 502 },
    outcomes: ['OutcomeUnknown', 'success'],
  },
  {
    rule: 'a port that closes right after the answer hides the voucher only for a while',
    fault: { kind: 'refuse', delayMs: 1_000 },
    outcomes: ['success'],
  },
  {
    rule: 'a token that is gone is renewed at the door',
    fault: { kind: 'status', status: 444 },
    outcomes: ['success'],
  },
];

test.each(goesOnByItself)('$rule', async ({ fault, outcomes }) => {
  const { first, next } = bench.take();
  await bench.fault({ ...fault, match });
  await bench.hint(first);
  await bench.rig.untilStage(first.sourceId, ['delivered', 'vouchered']);
  await bench.hint(next);
  await bench.rig.untilStage(first.sourceId, ['vouchered']);
  await bench.rig.untilStage(next.sourceId, ['vouchered']);
  await bench.faultsMet();
  const runs = await bench.postings(first, 'processorRun');
  expect(runs.map((one) => [one.ordinal, one.state, one.sends, one.outcomes])).toEqual([
    [1, 'confirmed', outcomes.length, outcomes],
  ]);
  await bench.standsOnce(first, true);
  await bench.standsOnce(next, true);
});

test('a refusal of the run holds the requisition and the next number; its resume runs it once, and that one follows', async () => {
  const { first, next } = bench.take();
  await bench.fault({ kind: 'status', status: 500, match });
  await bench.hint(first);
  await bench.untilHeld(first, 'erpRejected');
  await bench.faultsMet();
  await bench.hint(next);
  await bench.untilHeld(next, 'earlierRequisition');
  expect((await bench.postings(first, 'processorRun')).map((one) => one.state)).toEqual(['uncertain']);
  await bench.resume(first);
  await bench.rig.untilStage(first.sourceId, ['vouchered']);
  await bench.rig.untilStage(next.sourceId, ['vouchered']);
  await bench.standsOnce(first, true);
  await bench.standsOnce(next, true);
  const runs = await bench.postings(first, 'processorRun');
  expect(runs.map((one) => one.state)).toEqual(['rejected', 'confirmed']);
});

test('a run that is still at work when its answer settled is waited for, never started twice', async () => {
  const { first } = bench.take();
  const runs = await bench.calls('orchestrator:PC_RUN_VOUCHER_PROCESSOR');
  await bench.rig.control('jde', 'PUT', 'settings', { jobSeconds: 6 });
  await bench.hint(first);
  await bench.rig.until('the run was seen at work', async () => (await bench.calls('report:status')) > 0);
  await bench.rig.until('the job has ended', async () => {
    const jobs = (await bench.rig.control('jde', 'GET', 'jobs')) as { status: string }[];
    return jobs.every((job) => job.status === 'D');
  });
  await bench.hint(first);
  await bench.rig.untilStage(first.sourceId, ['vouchered']);
  await bench.rig.control('jde', 'PUT', 'settings', { jobSeconds: 0 });
  expect(await bench.calls('orchestrator:PC_RUN_VOUCHER_PROCESSOR')).toBe(runs + 1);
  await bench.standsOnce(first, true);
});

test('a run that makes the voucher while its state is asked for is not taken for a refusal', async () => {
  const { first } = bench.take();
  await bench.rig.control('jde', 'PUT', 'settings', { jobSeconds: 5 });
  await bench.fault({ kind: 'slow', delayMs: 4_000, match: { path: 'report/status' } });
  await bench.hint(first);
  await bench.rig.untilStage(first.sourceId, ['vouchered', 'held']);
  await bench.rig.control('jde', 'PUT', 'settings', { jobSeconds: 0 });
  await bench.faultsMet();
  await bench.standsOnce(first, true);
  expect((await bench.postings(first, 'processorRun')).map((one) => one.state)).toEqual(['confirmed']);
});

test('a run that ends without a voucher holds the requisition, and its resume runs it again', async () => {
  const { first } = bench.take();
  await bench.rig.control('jde', 'PUT', 'settings', { jobEnds: 'E' });
  await bench.hint(first);
  await bench.untilHeld(first, 'erpRejected');
  await bench.rig.control('jde', 'PUT', 'settings', { jobEnds: 'D' });
  await bench.standsOnce(first);
  await bench.resume(first);
  await bench.rig.untilStage(first.sourceId, ['vouchered']);
  await bench.standsOnce(first, true);
});

test('nothing of ours stands in JDE besides', () => bench.nothingElseStands());
