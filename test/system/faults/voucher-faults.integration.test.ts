import { startFaultBench, type Fault, type FaultBench } from '../support/fault-bench';
import { refusedThenCommitted } from '../support/refused-then-committed';

let bench: FaultBench;
beforeAll(async () => {
  bench = await startFaultBench();
});
afterAll(() => bench.rig.close());

interface Case {
  readonly rule: string;
  readonly fault: Fault;
  /** What the calls are answered, in order. */
  readonly outcomes: readonly string[];
}

// The first requisition meets the fault; its successor waits for it and then goes on by itself.
const goesOnByItself: readonly Case[] = [
  {
    rule: 'a refusal after the voucher was committed leaves one voucher',
    fault: { kind: 'commitThenStatus', status: 500 },
    outcomes: ['Rejected'],
  },
  {
    rule: 'a 503 after the voucher was committed leaves one voucher',
    fault: { kind: 'commitThenStatus', status: 503 },
    outcomes: ['OutcomeUnknown'],
  },
  {
    rule: "a proxy's 502 page after the voucher was committed leaves one voucher",
    fault: { kind: 'commitThenHtml', status: 502 },
    outcomes: ['OutcomeUnknown'],
  },
  {
    rule: 'a connection lost after the voucher was committed leaves one voucher',
    fault: { kind: 'commitThenLose' },
    outcomes: ['OutcomeUnknown'],
  },
  {
    rule: 'an answer of which half came leaves one voucher',
    fault: { kind: 'cutBody' },
    outcomes: ['OutcomeUnknown'],
  },
  {
    rule: 'a voucher that is committed after our time limit is found and not sent again',
    fault: { kind: 'commitLate', delayMs: 1_600 },
    outcomes: ['OutcomeUnknown'],
  },
  {
    rule: 'an answer without the counts of the rows leaves one voucher',
    fault: { kind: 'noNumber' },
    outcomes: ['noNumber'],
  },
  {
    rule: 'a warning after the voucher was committed leaves one voucher',
    fault: { kind: 'warningCommitted' },
    outcomes: ['OutcomeUnknown'],
  },
  {
    rule: 'a voucher of which only the pay items were written gets its distribution, and no pay item twice',
    fault: { kind: 'partialVoucher' },
    outcomes: ['Rejected', 'success'],
  },
  {
    rule: 'a warning without a voucher is sent once more after it settled',
    fault: { kind: 'warning' },
    outcomes: ['OutcomeUnknown', 'success'],
  },
  {
    rule: 'a connection lost before anything happened is sent once more after it settled',
    fault: { kind: 'reset' },
    outcomes: ['OutcomeUnknown', 'success'],
  },
  {
    rule: "a proxy's 502 page before anything happened is sent once more after it settled",
    fault: { kind: 'html', status: 502 },
    outcomes: ['OutcomeUnknown', 'success'],
  },
  {
    rule: "a gateway's 500 with a message alone says nothing: the voucher that is committed after it is found and not sent again",
    fault: { kind: 'gatewayThenCommit', delayMs: 1_000 },
    outcomes: ['OutcomeUnknown'],
  },
  {
    rule: 'a record that another user keeps is tried again by itself under the same name',
    fault: { kind: 'reserved' },
    outcomes: ['refusedForNow', 'success'],
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
  await bench.fault({ ...fault, match: { orchestration: 'PC_ADD_BATCH_VOUCHER' } });
  await bench.hint(first, next);
  await bench.rig.untilStage(first.sourceId, ['delivered']);
  await bench.rig.untilStage(next.sourceId, ['delivered']);
  await bench.faultsMet();
  const vouchers = await bench.postings(first, 'voucher');
  expect(vouchers.map((one) => [one.ordinal, one.state, one.sends, one.outcomes])).toEqual([
    [1, 'confirmed', outcomes.length, outcomes],
  ]);
  await bench.standsOnce(first);
  await bench.standsOnce(next);
});

// A person must act: the order stands, no voucher is sent until the hold is resumed, and then one.
const waitsForAPerson: readonly (Case & { reason: string; states: readonly string[] })[] = [
  {
    rule: 'a refusal holds the requisition, and what is resumed is posted under a key of its own',
    fault: { kind: 'status', status: 500 },
    reason: 'erpRejected',
    outcomes: ['Rejected', 'success'],
    states: ['rejected', 'confirmed'],
  },
  {
    rule: 'a 444 that a new token does not cure holds the requisition for its credentials',
    fault: { kind: 'status', status: 444, count: 2 },
    reason: 'credentials',
    outcomes: ['Unauthorised', 'success'],
    states: ['confirmed'],
  },
];

test.each(waitsForAPerson)('$rule', async ({ fault, reason, outcomes, states }) => {
  const { first, next } = bench.take();
  await bench.fault({ ...fault, match: { orchestration: 'PC_ADD_BATCH_VOUCHER' } });
  await bench.hint(first, next);
  await bench.untilHeld(first, reason);
  await bench.untilHeld(next, 'earlierRequisition');
  await bench.faultsMet();
  const sent = await bench.calls('orchestrator:PC_ADD_BATCH_VOUCHER');
  await bench.resumeInVain(next, 'earlierRequisition');
  expect(await bench.calls('orchestrator:PC_ADD_BATCH_VOUCHER')).toBe(sent);

  await bench.resume(first);
  await bench.rig.untilStage(next.sourceId, ['delivered']);
  await bench.standsOnce(first);
  await bench.standsOnce(next);
  const vouchers = await bench.postings(first, 'voucher');
  expect(vouchers.map((one) => one.state)).toEqual(states);
  expect(vouchers.flatMap((one) => one.outcomes)).toEqual(outcomes);
});

test('a voucher changed in JDE before its answer came is left to a person', async () => {
  const { first } = bench.take();
  const match = { orchestration: 'PC_ADD_BATCH_VOUCHER' };
  await bench.fault({ kind: 'commitThenWait', delayMs: 700, match });
  await bench.hint(first);
  let key = '';
  await bench.rig.until('the voucher stands and its answer is held back', async () => {
    key = (await bench.postings(first, 'voucher'))[0]?.key ?? '';
    return key !== '' && (await bench.rig.table('F0911Z1', { EDTN: key })).length > 0;
  });
  await bench.rig.control('jde', 'PATCH', 'tables/F0411Z1', { where: { EDTN: key }, set: { AG: '1.00' } });
  await bench.untilHeld(first, 'foundButDifferent');
  await bench.resumeInVain(first, 'foundButDifferent');
  expect((await bench.postings(first, 'voucher')).map((one) => one.sends)).toEqual([1]);
  await bench.rig.control('jde', 'DELETE', 'tables/F0411Z1', { where: { EDTN: key } });
  await bench.rig.control('jde', 'DELETE', 'tables/F0911Z1', { where: { EDTN: key } });
});

test('refused now and committed later: held at once, and once resumed the voucher is adopted, not sent again', () =>
  refusedThenCommitted(bench, { step: 'voucher', orchestration: 'PC_ADD_BATCH_VOUCHER' }));

test('nothing of ours stands in JDE besides', () => bench.nothingElseStands());
