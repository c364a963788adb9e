import type { MatchedCompanies, SupplierImportRequest } from '../../../workflows/messages';
import { workflowTypes } from '../../../workflows/names';
import type { ConnectionContext } from '../../context';
import { runLongAct, type LongAct, type Watching } from '../../run-long-act';
import { requireMatched } from './matching-state';

/** Both sides are read and matched, by a workflow: whoever asks only starts it, or finds it running, and watches. */
export async function runMatching(
  { connection, withTemporal }: ConnectionContext,
  acceptMissing: boolean,
  report: Watching['report'],
): Promise<MatchedCompanies> {
  requireMatched(connection);
  const { tenantId, connectionId, erp } = connection;
  const request: SupplierImportRequest = { tenantId, connectionId, erp, acceptMissing };
  const act: LongAct = {
    type: workflowTypes.supplierImport,
    id: `${workflowTypes.supplierImport}/${connectionId}`,
    tenantId,
    args: [request],
  };
  return runLongAct<MatchedCompanies>({ withTemporal, report }, act);
}
