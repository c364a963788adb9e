import type { NotSent } from './client-error';
import type { ConcurrencyLimit } from './concurrency-limit';

export interface LeaveInTime {
  readonly limit: ConcurrencyLimit;
  /** How long a write may wait for its turn. */
  readonly sendWithinMs: number;
  readonly nowMs: () => number;
  /** Of the work on whose behalf the call is made. */
  readonly canceled: AbortSignal | undefined;
  readonly notSent: (reason: 'canceled' | 'tooLate', why: string, cause: unknown) => NotSent;
}

/**
 * Makes a write when its turn comes, told until when it must leave. One whose turn does not come in time, or whose work is
 * canceled before, never leaves and says so; one that began is not interrupted.
 */
export async function leaveInTime<T>(
  { limit, sendWithinMs, nowMs, canceled, notSent }: LeaveInTime,
  send: (mustLeaveByMs: number) => Promise<T>,
): Promise<T> {
  const mustLeaveByMs = nowMs() + sendWithinMs;
  const patience = AbortSignal.timeout(sendWithinMs);
  const turn = { came: false };
  try {
    return await limit.run(
      () => {
        turn.came = true;
        return send(mustLeaveByMs);
      },
      AbortSignal.any(canceled === undefined ? [patience] : [patience, canceled]),
    );
  } catch (error) {
    if (turn.came) throw error;
    if (canceled?.aborted === true) throw notSent('canceled', 'the work it belongs to was canceled', error);
    throw notSent('tooLate', `no call slot of the connection became free within ${String(sendWithinMs)} ms`, error);
  }
}
