import { refusedForNow } from '../../domain/posting/call-outcome';
import type { Problem } from '../../domain/holds/hold-reason';
import type { PostingSilence } from '../../store/ledger/posting-attempts';
import type { PostingRow } from '../../store/ledger/posting-row';
import type { LedgerRequest, LedgerResult } from '../ledger-request';
import { refusedForNowProblem, refusedProblem, refusedWaitsProblem } from './refusal-problems';

/** What was not ready is looked at again by itself. */
const notReadyLookAgainMs = 1_800_000;

export function wasRefused({ lastOutcome }: PostingSilence): boolean {
  return lastOutcome === 'Rejected' || lastOutcome === refusedForNow;
}

/** It was sent as often as may be; a call that was refused for a while does not count. */
export function isSpent({ sends }: PostingRow, { kind }: LedgerRequest, silence: PostingSilence): boolean {
  return sends - silence.refusedForNow >= kind.mostSends;
}

/** Nothing is sent before nothing of the refused call can arrive any more; who is to know of it knows it at once. */
export function refusedAndUnsettled(row: PostingRow, request: LedgerRequest, silence: PostingSilence): LedgerResult {
  if (silence.lastOutcome === refusedForNow) return heldUntilSettled(row, refusedForNowProblem(row, request, silence));
  // What is never sent again comes to its end by itself. A new plan: somebody, or a change, had it looked at again.
  if (request.kind.mostSends === 1) return heldUntilSettled(row, refusedProblem(row, request, silence));
  return row.planId === request.plan.id
    ? { kind: 'held', problems: [refusedProblem(row, request, silence)] }
    : heldUntilSettled(row, refusedWaitsProblem(row, request, silence));
}

/** What waits for somebody in the system is looked at again by itself. */
export function heldFor(problems: readonly Problem[]): LedgerResult {
  const waits = problems.every((problem) => problem.kind === 'waiting');
  return { kind: 'held', problems, ...(waits ? { wakeAfterMs: notReadyLookAgainMs } : {}) };
}

/** Goes on by itself when nothing of the last call can arrive any more. */
export function heldUntilSettled({ settleLeftMs }: PostingRow, problem: Problem): LedgerResult {
  return { kind: 'held', problems: [problem], wakeAfterMs: Math.max(settleLeftMs, 1000) };
}
