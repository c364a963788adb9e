import type { Connection } from '../../store/connections/connections';
import type { Rebuilt } from '../../workflows/messages';
import { workflowTypes } from '../../workflows/names';
import { runLongAct, type LongAct, type Watching } from '../run-long-act';

/**
 * After PostgreSQL was restored (design 6): a workflow reads Procore again, enters what the ledger forgot and lets the
 * connection post again. Whoever asks only starts it, or finds it running, and watches.
 */
export async function rebuildConnectionLedger(
  watching: Watching,
  connection: Connection,
  since: Date,
  actor: string,
): Promise<Rebuilt> {
  const { tenantId, connectionId, erp } = connection;
  const act: LongAct = {
    type: workflowTypes.rebuildLedger,
    id: `${workflowTypes.rebuildLedger}/${connectionId}`,
    tenantId,
    args: [{ tenantId, connectionId, erp, since: since.toISOString(), actor }],
  };
  return runLongAct<Rebuilt>(watching, act);
}
