import type { TakeOver } from '../../domain/documents/take-over';
import type { WentLive } from '../../workflows/messages';
import { workflowTypes } from '../../workflows/names';
import { ActionError } from '../action-error';
import type { ConnectionContext } from '../context';
import { runLongAct, type LongAct, type Watching } from '../run-long-act';

/**
 * The connection begins to post. A workflow does it: whoever asks only starts it, or finds it running, and watches. Refused
 * when the connection is live already.
 */
export async function goLiveConnection(
  { connection, actor, withTemporal }: ConnectionContext,
  takeOver: TakeOver,
  report: Watching['report'],
): Promise<WentLive> {
  const { tenantId, connectionId, goLiveAt } = connection;
  if (goLiveAt !== null) {
    throw new ActionError(
      'refused',
      `connection ${connectionId} is live since ${goLiveAt.toISOString()} (take-over: ${connection.takeOver ?? 'unknown'}); nothing was changed`,
    );
  }
  const act: LongAct = {
    type: workflowTypes.goLive,
    id: `${workflowTypes.goLive}/${connectionId}`,
    tenantId,
    args: [{ tenantId, connectionId, takeOver, actor: actor.identity }],
  };
  return runLongAct<WentLive>({ withTemporal, report }, act);
}
