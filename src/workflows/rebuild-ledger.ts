import { erpActivities } from './erp-activities';
import type { Rebuilt, RebuildLedgerRequest } from './messages';
import { taskQueues } from './names';
import { readEverything, showProgress } from './read-everything';
import { summarisedActivities } from './summarised-activities';

const { pauseForRebuild } = summarisedActivities({
  taskQueue: taskQueues.documents,
  startToCloseTimeout: '30s',
  retry: { initialInterval: '1s', maximumInterval: '1m' },
});

/**
 * After PostgreSQL was restored: nothing is posted while Procore is read again (a lost webhook would leave a document
 * unknown, and what was posted for it a stranger) and our keys are listed in the ERP; then the connection goes on.
 */
export async function rebuildLedger({ erp, since, actor, ...scope }: RebuildLedgerRequest): Promise<Rebuilt> {
  const show = showProgress();
  await pauseForRebuild(scope);
  await readEverything(scope, show, { orders: true });
  show({ step: 'looking in the ERP for what carries our keys' });
  const rebuilt = await erpActivities(erp).rebuildFromErp({ ...scope, since, actor });
  show({ step: 'done' });
  return rebuilt;
}
