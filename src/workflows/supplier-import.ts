import { ApplicationFailure } from '@temporalio/common';
import type { MatchedCompanies, PlanProgress, SupplierImportRequest } from './messages';
import { failureTypes, taskQueues } from './names';
import { patiently, waitsOutside } from './patiently';
import { showProgress } from './read-everything';
import { summarisedActivities } from './summarised-activities';

const patient = {
  startToCloseTimeout: '30m',
  heartbeatTimeout: '1m',
  retry: { initialInterval: '2s', maximumInterval: '1m', maximumAttempts: 10, ...waitsOutside },
} as const;
const { sweepVendors, applyVendorImport } = summarisedActivities({
  ...patient,
  taskQueue: taskQueues.procore,
});
const { matchCompanies, planVendorImport } = summarisedActivities({
  ...patient,
  taskQueue: taskQueues.documents,
});

/**
 * Reads all suppliers of the ERP and all vendors of Procore, and matches them; then, where that is asked for, plans what suppliers come
 * to as vendors or carries such a plan out. What a limit interrupts goes on from where it was.
 */
export async function supplierImport({
  erp,
  into,
  ...request
}: SupplierImportRequest): Promise<MatchedCompanies | PlanProgress> {
  const { sweepSuppliers } = summarisedActivities({ ...patient, taskQueue: erp });
  const show = showProgress();
  const told = (until: string): void => show({ step: `waiting for a call limit until ${until}` });
  show({ step: 'reading the suppliers of the ERP' });
  const suppliers = await patiently(() => sweepSuppliers(request), told);
  requireWhole('the suppliers of the ERP', suppliers);
  show({
    step: 'reading the vendors of Procore',
    lines: [`${suppliers.seen} suppliers, ${suppliers.changed} new or changed`],
  });
  const vendors = await patiently(() => sweepVendors(request), told);
  requireWhole('the vendors of Procore', vendors);
  show({ step: 'matching them' });
  const matched = await patiently(() => matchCompanies(request), told);
  if (into === undefined) {
    show({ step: 'done' });
    return matched;
  }
  const { plan, ...of } = into;
  const { tenantId, connectionId } = request;
  show({ step: plan === null ? 'planning what becomes of them in Procore' : `carrying out plan ${String(plan)}` });
  const step = { tenantId, connectionId, ...of };
  const progress = await patiently(
    () => (plan === null ? planVendorImport(step) : applyVendorImport({ ...step, plan })),
    told,
  );
  show({ step: 'done' });
  return progress;
}

function requireWhole(whose: string, { why }: { readonly why: string | null }): void {
  if (why === null) return;
  throw ApplicationFailure.nonRetryable(
    `the reading of ${whose} is void: ${why}. Nothing was matched`,
    failureTypes.refused,
  );
}
