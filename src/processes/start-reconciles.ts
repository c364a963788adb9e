import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import { TenantId } from '../workflows/search-attributes';
import { taskQueues, workflowTypes } from '../workflows/names';
import type { Store } from '../store/store';
import type { Logger } from '../telemetry/log';

const lookAgainMs = 10_000;

/**
 * At start, and for each connection that is added later: one `reconcile`, which also makes the schedules; from then on
 * its own schedule runs it hourly. A Temporal database that was deleted is filled again by this.
 */
export function startReconciles(store: Store, client: Client, logger: Logger): { stop(): void } {
  const started = new Set<string>();
  const look = async (): Promise<void> => {
    for (const { tenantId, connectionId, settingsVersion } of await store.tenants.connections()) {
      const key = `${connectionId}/${settingsVersion}`;
      if (started.has(key)) continue;
      await startReconcile(client, { tenantId, connectionId });
      started.add(key);
    }
  };
  const tick = (): void => {
    look().catch((error: unknown) => logger.warn({ err: error }, 'reconcile was not started; tried again'));
  };
  tick();
  const timer = setInterval(tick, lookAgainMs);
  return { stop: () => clearInterval(timer) };
}

/** One run of `reconcile` now; one that is under way already will do. */
export async function startReconcile(client: Client, scope: { tenantId: string; connectionId: string }): Promise<void> {
  try {
    await client.workflow.start(workflowTypes.reconcile, {
      workflowId: `${workflowTypes.reconcile}/${scope.connectionId}/start`,
      taskQueue: taskQueues.documents,
      args: [scope],
      typedSearchAttributes: [{ key: TenantId, value: scope.tenantId }],
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
