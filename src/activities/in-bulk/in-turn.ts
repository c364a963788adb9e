import { setTimeout as delay } from 'node:timers/promises';
import type { Throttled } from '../../clients/http/client-error';
import { asClientError } from '../../ledger/refusals/error-kind';

/** Procore's short window is over by then; for the hourly one the workflow waits with a timer. */
const longestWaitMs = 15_000;

/**
 * A call that the short window of Procore's limit puts off is made once the window begins anew: what is read of one project may
 * take more calls than a window has, and would else begin from its start for ever.
 */
export async function inTurn<T>(call: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      const known = asClientError(error);
      const waitMs = known?.kind === 'Throttled' ? (known as Throttled).retryAfterMs : Infinity;
      if (waitMs > longestWaitMs) throw error;
      await delay(waitMs);
    }
  }
}
