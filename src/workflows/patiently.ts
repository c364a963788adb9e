import { ActivityFailure } from '@temporalio/common';
import { sleep } from '@temporalio/workflow';
import { timerSummaries } from './activity-summaries';
import { failureOf } from './failure-of';
import { failureTypes } from './names';

/** In the retry policy of activities that are called patiently: the wait is a timer, and holds no worker's slot. */
export const waitsOutside = { nonRetryableErrorTypes: [failureTypes.throttled] };

/** A wait that is longer is one for the hourly limit, and worth telling. */
const longWaitMs = 15_000;

/**
 * Waits for a quota as long as it takes, and asks again: what is asked goes on from where it was. Whatever else fails, fails.
 * `told` is given the time, ISO 8601, until which a longer wait lasts.
 */
export async function patiently<T>(
  ask: () => Promise<T>,
  told: (until: string) => void | Promise<void> = () => undefined,
): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof ActivityFailure)) throw error;
      const { type, retryAfterMs } = failureOf(error);
      if (type !== failureTypes.throttled && type !== failureTypes.databaseAway) throw error;
      const waitMs = retryAfterMs ?? 60_000;
      if (type === failureTypes.throttled && waitMs > longWaitMs)
        await told(new Date(Date.now() + waitMs).toISOString());
      await sleep(waitMs, { summary: timerSummaries.limit });
    }
  }
}
