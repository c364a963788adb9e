import type { Client } from '@temporalio/client';
import type { Scope } from '../../store/scope';
import { taskQueues, workflowTypes } from '../../workflows/names';
import { TenantId } from '../../workflows/search-attributes';

/** Starts a run of `reconcile`, which makes the schedules too. `run` tells it apart from others of the connection. */
export async function startReconcile(client: Client, { tenantId, connectionId }: Scope, run: string): Promise<void> {
  await client.workflow.start(workflowTypes.reconcile, {
    workflowId: `${workflowTypes.reconcile}/${connectionId}/${run}`,
    taskQueue: taskQueues.documents,
    args: [{ tenantId, connectionId }],
    typedSearchAttributes: [{ key: TenantId, value: tenantId }],
  });
}
