import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { heartbeat, log } from '@temporalio/activity';
import type { Scope } from '../../store/scope';
import type { ActivityPorts } from '../ports';

const releaseRepeatedAfterMs = 60_000;

interface ReconcileResult {
  readonly open: number;
  readonly restarted: number;
  readonly revived: number;
}

/**
 * Compares PostgreSQL with Temporal: an open document without a running workflow is started again, and a release whose
 * signal was lost is sent again. So a deleted dev database, a terminated workflow or a restore loses nothing.
 * A dead letter of the outbox gets another life: that this runs shows that Temporal can be reached again.
 * Workflows are asked for by id: lists are only eventually right.
 */
export function createReconcileDocuments(ports: ActivityPorts, client: () => Client) {
  const { store } = ports;
  return async function reconcileDocuments(scope: Scope): Promise<ReconcileResult> {
    const { revived, documents, released } = await store.inTenant(scope.tenantId, async (tx) => ({
      revived: await tx.outbox.reviveDead(scope),
      documents: await tx.documents.listOpen(scope),
      released: new Set(await tx.holds.releasedButOpen(scope, releaseRepeatedAfterMs)),
    }));
    if (revived > 0) {
      log.warn('dead signals of the outbox are tried again', { connectionId: scope.connectionId, count: revived });
    }
    let restarted = 0;
    for (const document of documents) {
      heartbeat();
      const runs = await isRunning(client(), document.workflowId);
      if (runs && !released.has(document.id)) continue;
      await store.inTenant(scope.tenantId, (tx) => tx.outbox.signal(document, runs ? 'resume' : 'sourceChanged'));
      restarted += 1;
    }
    return { open: documents.length, restarted, revived };
  };
}

async function isRunning(client: Client, workflowId: string): Promise<boolean> {
  try {
    const { status } = await client.workflow.getHandle(workflowId).describe();
    return status.name === 'RUNNING';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
