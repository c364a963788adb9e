import { randomUUID } from 'node:crypto';
import type { Scope } from '../store/scope';
import { taskQueues, workflowTypes } from '../workflows/names';
import type { Session } from './cli';
import { ActionError } from '../application/action-error';
import { withTemporal } from './temporal';

/**
 * Has the schedules made from the feed rows now. The rows are the truth: where Temporal cannot be reached, the hourly
 * `reconcile` or the next start of a worker does the same, and the answer says so.
 */
export async function startReconcile(
  session: Pick<Session, 'addresses' | 'dataConverter'>,
  { tenantId, connectionId }: Scope,
): Promise<string> {
  const later = 'the schedules follow when a worker starts, or within the hour';
  if (session.addresses.temporalAddress === null) return later;
  try {
    await withTemporal(session.addresses, session.dataConverter, (client) =>
      client.workflow.start(workflowTypes.reconcile, {
        // A run of its own: one that is under way may have read the feed rows before this change.
        workflowId: `${workflowTypes.reconcile}/${connectionId}/${randomUUID()}`,
        taskQueue: taskQueues.documents,
        args: [{ tenantId, connectionId }],
      }),
    );
    return 'the schedules are being brought up to date (workflow reconcile)';
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    return `${error.message}; ${later}`;
  }
}
