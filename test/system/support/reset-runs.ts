import { randomUUID } from 'node:crypto';
import type { Rig } from './rig';

type Reset = Parameters<Rig['client']['workflowService']['resetWorkflowExecution']>[0];
type EventId = NonNullable<Reset['workflowTaskFinishEventId']>;

/** The completed workflow tasks of a run: every place at which the server lets it be reset. */
export async function completedTasks({ client }: Rig, workflowId: string, runId: string): Promise<EventId[]> {
  const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  return (events ?? []).flatMap((event) =>
    event.workflowTaskCompletedEventAttributes != null && event.eventId != null ? [event.eventId] : [],
  );
}

/** Gives the id of the run that goes on from there. */
export async function reset(
  { client, temporal }: Rig,
  workflowId: string,
  runId: string,
  eventId: EventId,
): Promise<string> {
  const { runId: newRunId } = await client.workflowService.resetWorkflowExecution({
    namespace: temporal.namespace,
    workflowExecution: { workflowId, runId },
    reason: 'a test',
    requestId: randomUUID(),
    workflowTaskFinishEventId: eventId,
  });
  return newRunId;
}
