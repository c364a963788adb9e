import type { PostingKind } from '../../domain/posting/posting-kind';
import type { PostingRow } from '../../store/ledger/posting-row';
import type { LedgerResult } from '../ledger-request';

/** A run that may bring it about is told over by the system itself; it takes its time. */
const runningLookAgainMs = 15_000;

export const whileRunning: LedgerResult = { kind: 'wait', afterMs: runningLookAgainMs, why: 'running' };

/** What sets a target may reach it by a run of the system's own, long before a call could no longer arrive. */
export function untilSettled({ settleLeftMs }: PostingRow, { nature }: PostingKind): LedgerResult {
  const leftMs = Math.max(settleLeftMs, 1000);
  return { kind: 'wait', afterMs: nature === 'sets' ? Math.min(leftMs, runningLookAgainMs) : leftMs, why: 'settling' };
}
