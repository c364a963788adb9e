import { erpActivities } from './erp-activities';
import type { PlanProgress, PublishCostCodesRequest } from './messages';
import { taskQueues } from './names';
import { patiently, waitsOutside } from './patiently';
import { showProgress } from './read-everything';
import { summarisedActivities } from './summarised-activities';

const { planCostCodes, applyCostCodes } = summarisedActivities({
  taskQueue: taskQueues.procore,
  startToCloseTimeout: '30m',
  heartbeatTimeout: '20s',
  retry: { initialInterval: '2s', maximumInterval: '1m', maximumAttempts: 10, ...waitsOutside },
});

/** Accounts of the ERP become cost codes in Procore: planned first, and carried out when a person asks for it. */
export async function costCodePublish({ erp, ...request }: PublishCostCodesRequest): Promise<PlanProgress> {
  const show = showProgress();
  show({ step: 'reading the accounts of the ERP' });
  const plan = await erpActivities(erp).readCostCodeAccounts({ erp, ...request });
  const work = request.plan === null ? planCostCodes : applyCostCodes;
  const step = request.plan === null ? 'comparing with what stands in Procore' : `carrying out plan ${String(plan)}`;
  const { tenantId, connectionId, actor } = request;
  const published = await patiently(
    () => {
      show({ step });
      return work({ tenantId, connectionId, actor, plan });
    },
    (until) => show({ step: `${step}: waiting for Procore's call limit until ${until}` }),
  );
  show({ step: 'done' });
  return published;
}
