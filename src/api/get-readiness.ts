import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { Router } from 'express';
import { requireSchema } from '../store/migrate';
import type { Store } from '../store/store';
import type { LastRound } from '../telemetry/last-round';
import type { Logger } from '../telemetry/log';

export interface ReadinessOptions {
  readonly store: Store;
  readonly client: Client;
  readonly logger: Logger;
  /** Of the loops of this process: one that hangs is not ready, whatever else answers. */
  readonly loops?: readonly LastRound[];
}

const limitMs = 2_000;

type Check = { readonly ok: true } | { readonly ok: false; readonly message: string };

/**
 * `GET /readyz`: the database is at this version's schema, Temporal answers for our namespace, and every loop came round
 * lately; 503 when not.
 */
export function getReadiness({ store, client, logger, loops = [] }: ReadinessOptions): Router {
  const router = Router();
  const checks: Readonly<Record<string, () => Promise<unknown>>> = {
    database: () => requireSchema(store.database.shared),
    temporal: () =>
      client.withDeadline(Date.now() + limitMs, () =>
        client.workflowService.describeNamespace({ namespace: client.options.namespace }),
      ),
    loops: () => requireRounds(loops),
  };
  router.get('/readyz', async (_request, response) => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, await result(name, check, logger)] as const),
    );
    const ready = results.every(([, { ok }]) => ok);
    response.status(ready ? 200 : 503).json({ ready, ...Object.fromEntries(results) });
  });
  return router;
}

function requireRounds(loops: readonly LastRound[]): Promise<void> {
  const amiss = loops.flatMap((loop) => loop.amiss() ?? []);
  return amiss.length === 0 ? Promise.resolve() : Promise.reject(new Error(amiss.join('; ')));
}

async function result(name: string, check: () => Promise<unknown>, logger: Logger): Promise<Check> {
  const tooLate = new AbortController();
  const late = delay(limitMs, undefined, { signal: tooLate.signal }).then(() => {
    throw new Error(`${name} did not answer within ${limitMs} ms`);
  });
  late.catch(() => undefined);
  try {
    await Promise.race([check(), late]);
    return { ok: true };
  } catch (error) {
    logger.warn({ err: error, check: name }, 'not ready');
    // Messages of drivers name hosts and users, which a caller without identity is not told.
    const own = error instanceof Error && /schema|did not answer|did not come round/.test(error.message);
    return { ok: false, message: own ? error.message : `${name} cannot be reached; the log says why` };
  } finally {
    tooLate.abort();
  }
}
