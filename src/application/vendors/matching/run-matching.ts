import type { MatchedCompanies } from '../../../workflows/messages';
import type { ConnectionContext } from '../../context';
import type { Watching } from '../../run-long-act';
import { anotherRan, runSupplierImport } from '../import/import-vendors';
import { requireMatched } from './matching-state';

/** Both sides are read and matched, by a workflow: whoever asks only starts it, or finds it running, and watches. */
export async function runMatching(
  { connection, withTemporal }: ConnectionContext,
  acceptMissing: boolean,
  report: Watching['report'],
): Promise<MatchedCompanies> {
  requireMatched(connection);
  const { tenantId, connectionId, erp } = connection;
  const came = await runSupplierImport({ withTemporal, report }, { tenantId, connectionId, erp, acceptMissing });
  if ('plan' in came) throw anotherRan(came);
  return came;
}
