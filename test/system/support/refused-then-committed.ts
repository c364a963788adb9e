import type { FaultBench } from './fault-bench';

/** JDE refuses a call and carries it out later: held at once, and once resumed what stands is adopted, not sent again. */
export async function refusedThenCommitted(
  bench: FaultBench,
  { step, orchestration }: { readonly step: string; readonly orchestration: string },
): Promise<void> {
  const { first, next } = bench.take();
  await bench.fault({ kind: 'refuseThenCommit', delayMs: 1_500, match: { orchestration } });
  await bench.hint(first, next);
  const held = await bench.untilHeld(first, 'erpRejected');
  expect(held.problems[0]?.message).toContain('The run was ended by the server');
  await bench.faultsMet();
  await bench.resume(first);
  await bench.rig.untilStage(next.sourceId, ['delivered']);
  const postings = await bench.postings(first, step);
  expect(postings.map((one) => [one.ordinal, one.state, one.sends, one.outcomes])).toEqual([
    [1, 'confirmed', 1, ['Rejected']],
  ]);
  await bench.standsOnce(first);
  await bench.standsOnce(next);
}
