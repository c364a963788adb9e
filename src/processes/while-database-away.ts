import { setTimeout as delay } from 'node:timers/promises';
import { isDatabaseAway } from '../telemetry/is-database-away';

const againMs = 1_000;

/** Does the work again while the database is away, for at most `limitMs`; whatever else fails, fails. */
export async function whileDatabaseAway<T>(limitMs: number, work: () => Promise<T>): Promise<T> {
  const until = performance.now() + limitMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isDatabaseAway(error) || performance.now() + againMs > until) throw error;
      await delay(againMs);
    }
  }
}
