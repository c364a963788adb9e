import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import { startReconcile } from '../../application/feeds/start-reconcile';
import type { Scope } from '../../store/scope';
import type { Store } from '../../store/store';
import type { LastRound } from '../../telemetry/last-round';
import type { Logger } from '../../telemetry/log';

export const reconcilesEveryMs = 10_000;

/**
 * At start, and for each connection that is added later: one `reconcile`, which also makes the schedules; from then on
 * its own schedule runs it hourly. A Temporal database that was deleted is filled again by this.
 */
export function startReconciles(
  store: Store,
  client: Client,
  logger: Logger,
  lastRound: LastRound,
): { stop(): Promise<void> } {
  const started = new Set<string>();
  const look = async (): Promise<void> => {
    for (const { tenantId, connectionId, settingsVersion } of await store.tenants.connections()) {
      const key = `${connectionId}/${settingsVersion}`;
      if (started.has(key)) continue;
      await startReconcileOnce(client, { tenantId, connectionId });
      started.add(key);
    }
    lastRound.done();
  };
  let looking = Promise.resolve();
  const tick = (): void => {
    looking = looking
      .then(look)
      .catch((error: unknown) => logger.warn({ err: error }, 'reconcile was not started; tried again'));
  };
  tick();
  const timer = setInterval(tick, reconcilesEveryMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await looking;
    },
  };
}

/** One run of `reconcile` now; one that is under way already will do. */
export async function startReconcileOnce(client: Client, scope: Scope): Promise<void> {
  try {
    await startReconcile(client, scope, 'start');
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
