import type { ErpSystems } from '../../clients/erp-system';
import type { TakeOver } from '../../domain/documents/take-over';
import type { WentLive } from '../../workflows/messages';
import { workflowTypes } from '../../workflows/names';
import { ActionError } from '../action-error';
import type { ConnectionContext } from '../context';
import { requireNoOtherLive } from './other-live';
import { runLongAct, type LongAct, type Watching } from '../run-long-act';

/**
 * The connection begins to post. A workflow does it: whoever asks only starts it, or finds it running, and watches. Refused
 * when the connection is live already.
 */
export async function goLiveConnection(
  { store, connection, actor, withTemporal }: ConnectionContext,
  takeOver: TakeOver,
  report: Watching['report'],
  erps: ErpSystems,
): Promise<WentLive> {
  const { tenantId, connectionId, goLiveAt } = connection;
  if (goLiveAt !== null) {
    throw new ActionError(
      'refused',
      `connection ${connectionId} is live since ${goLiveAt.toISOString()} (take-over: ${connection.takeOver ?? 'unknown'}); nothing was changed`,
    );
  }
  const erp = erps[connection.erp];
  if (erp !== undefined) await store.inTenant(tenantId, (tx) => requireNoOtherLive(tx, erp, connection));
  const act: LongAct = {
    type: workflowTypes.goLive,
    id: `${workflowTypes.goLive}/${connectionId}`,
    tenantId,
    args: [{ tenantId, connectionId, takeOver, actor: actor.identity }],
  };
  return runLongAct<WentLive>({ withTemporal, report }, act);
}
