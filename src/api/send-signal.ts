import { ScheduleOverlapPolicy, type Client } from '@temporalio/client';
import type { DueSignal } from '../store/signals/outbox-queue';
import { resume, sourceChanged, type DocumentRef } from '../workflows/messages';
import { taskQueues } from '../workflows/names';
import {
  ConnectionId,
  DocumentKind,
  DocumentName,
  ProjectId,
  SyncStage,
  TenantId,
} from '../workflows/search-attributes';

/** The SDK itself tries again up to ten times; beyond this the outbox does, with its own back-off. */
const limitMs = 5_000;

/** Tells Temporal: a document's workflow, or a feed's schedule. */
export async function sendSignal(client: Client, due: DueSignal): Promise<void> {
  await client.withDeadline(Date.now() + limitMs, async () => {
    // Not SKIP: a poll that began before the approval would swallow this one.
    if (due.signal === 'poll') {
      await client.schedule.getHandle(due.workflowId).trigger(ScheduleOverlapPolicy.BUFFER_ONE);
    } else {
      await signalDocument(client, due, due.signal === 'resume' ? resume : sourceChanged);
    }
  });
}

/** Starts the workflow when it does not run. */
async function signalDocument(
  client: Client,
  due: DueSignal,
  signal: typeof resume | typeof sourceChanged,
): Promise<void> {
  const document: DocumentRef = {
    tenantId: due.tenantId,
    connectionId: due.connectionId,
    kind: due.documentKind,
    sourceId: due.sourceId,
    projectId: due.projectId,
  };
  // One that was written before names were kept has none.
  const name = due.name === '' ? due.sourceId : due.name;
  await client.workflow.signalWithStart(due.workflowType, {
    workflowId: due.workflowId,
    taskQueue: taskQueues.documents,
    args: [document],
    signal,
    signalArgs: [],
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    typedSearchAttributes: [
      { key: TenantId, value: due.tenantId },
      { key: ConnectionId, value: due.connectionId },
      { key: DocumentKind, value: due.documentKind },
      { key: DocumentName, value: name },
      ...(due.projectId === '' ? [] : [{ key: ProjectId, value: due.projectId }]),
      { key: SyncStage, value: 'checking' },
    ],
    // One tenant's thousand documents must not keep another's first one waiting.
    priority: { fairnessKey: due.tenantId },
    staticSummary: `${due.documentKind} ${name}`,
  });
}
