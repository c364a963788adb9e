import type { DecisionKind } from '../../../src/domain/holds/decision';
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
    rule: 'an answer that comes after our time limit leaves one order',
    fault: { kind: 'commitThenWait', delayMs: 1_500 },
    outcomes: ['OutcomeUnknown'],
  },
  {
    rule: 'a refusal after the order was committed leaves one order',
    fault: { kind: 'commitThenStatus', status: 500 },
    outcomes: ['Rejected'],
  },
  {
    rule: 'a 503 after the order was committed leaves one order',
    fault: { kind: 'commitThenStatus', status: 503 },
    outcomes: ['OutcomeUnknown'],
  },
  {
    rule: "a proxy's 502 page after the order was committed leaves one order",
    fault: { kind: 'commitThenHtml', status: 502 },
    outcomes: ['OutcomeUnknown'],
  },
  {
    rule: 'a connection lost after the order was committed leaves one order',
    fault: { kind: 'commitThenLose' },
    outcomes: ['OutcomeUnknown'],
  },
  {
    rule: 'an order that is committed after our time limit is found and not sent again',
    fault: { kind: 'commitLate', delayMs: 1_600 },
    outcomes: ['OutcomeUnknown'],
  },
  {
    rule: 'an answer without an order number leaves one order',
    fault: { kind: 'noNumber' },
    outcomes: ['noNumber'],
  },
  {
    rule: 'a warning after the order was committed leaves one order',
    fault: { kind: 'warningCommitted' },
    outcomes: ['OutcomeUnknown'],
  },
  {
    rule: 'a warning without an order is sent once more after it settled',
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
    rule: "a gateway's 500 with a message alone says nothing: the order that is committed after it is found and not sent again",
    fault: { kind: 'gatewayThenCommit', delayMs: 1_000 },
    outcomes: ['OutcomeUnknown'],
  },
  {
    rule: 'a record that another user keeps is tried again by itself under the same name',
    fault: { kind: 'reserved' },
    outcomes: ['refusedForNow', 'success'],
  },
  {
    rule: 'a port that closes right after the answer hides the order only for a while',
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
  await bench.fault({ ...fault, match: { orchestration: 'PC_CREATE_PO' } });
  await bench.hint(first, next);
  await bench.rig.untilStage(first.sourceId, ['delivered']);
  await bench.rig.untilStage(next.sourceId, ['delivered']);
  await bench.faultsMet();
  const orders = await bench.postings(first, 'order');
  expect(orders.map((one) => [one.ordinal, one.state, one.sends, one.outcomes])).toEqual([
    [1, 'confirmed', outcomes.length, outcomes],
  ]);
  await bench.standsOnce(first);
  await bench.standsOnce(next);
});

// A person must act: nothing is sent until the hold is resumed, and then once.
const waitsForAPerson: readonly (Case & { reason: string; decision?: DecisionKind; states: readonly string[] })[] = [
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
  {
    rule: 'an order of which two calls were lost waits until a person vouches that they never arrived',
    fault: { kind: 'reset', count: 2 },
    reason: 'uncertainTooLong',
    decision: 'neverArrived',
    outcomes: ['OutcomeUnknown', 'OutcomeUnknown', 'success'],
    states: ['rejected', 'confirmed'],
  },
];

test.each(waitsForAPerson)('$rule', async ({ fault, reason, decision, outcomes, states }) => {
  const { first, next } = bench.take();
  await bench.fault({ ...fault, match: { orchestration: 'PC_CREATE_PO' } });
  await bench.hint(first, next);
  await bench.untilHeld(first, reason);
  await bench.untilHeld(next, 'earlierRequisition');
  await bench.faultsMet();
  const sent = await bench.calls('orchestrator:PC_CREATE_PO');
  await bench.resumeInVain(next, 'earlierRequisition');
  expect(await bench.calls('orchestrator:PC_CREATE_PO')).toBe(sent);

  if (decision === undefined) await bench.resume(first);
  else await bench.decide(first, decision);
  await bench.rig.untilStage(next.sourceId, ['delivered']);
  await bench.standsOnce(first);
  await bench.standsOnce(next);
  const orders = await bench.postings(first, 'order');
  expect(orders.map((one) => one.state)).toEqual(states);
  expect(orders.flatMap((one) => one.outcomes)).toEqual(outcomes);
});

test('refused now and committed later: held at once, and once resumed the order is adopted, not sent again', () =>
  refusedThenCommitted(bench, { step: 'order', orchestration: 'PC_CREATE_PO' }));

test('neither a look at Procore nor a resume vouches for anything: an order of which two calls were lost is not sent a third time', async () => {
  const { first } = bench.take();
  await bench.fault({ kind: 'reset', count: 2, match: { orchestration: 'PC_CREATE_PO' } });
  await bench.hint(first);
  const before = await bench.untilHeld(first, 'uncertainTooLong');
  await bench.faultsMet();
  await bench.hint(first);
  await bench.untilHeldAnew(first, before, 'uncertainTooLong');
  await bench.resumeInVain(first, 'uncertainTooLong');
  expect((await bench.postings(first, 'order')).map((one) => [one.state, one.sends])).toEqual([['uncertain', 2]]);
});

test('nothing of ours stands in JDE besides', () => bench.nothingElseStands());
