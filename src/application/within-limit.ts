import { setTimeout as delay } from 'node:timers/promises';
import { Throttled } from '../clients/http/client-error';

/** Who watches a command waits so long at once, and not for Procore's next hour. */
const longestWaitMs = 60_000;

export interface Patience {
  /** Told what is waited for, a line each time. */
  readonly report: (line: string) => void;
  readonly wait?: (ms: number) => Promise<unknown>;
}

/** A read of an outside system whose limit of calls is used up just now is made once its window begins anew. */
export async function withinLimit<T>(read: () => Promise<T>, { report, wait = delay }: Patience): Promise<T> {
  for (;;) {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof Throttled) || error.retryAfterMs > longestWaitMs) throw error;
      report(`its limit of calls is used up just now; goes on in ${Math.ceil(error.retryAfterMs / 1000)} s`);
      await wait(error.retryAfterMs);
    }
  }
}
