import { ApplicationFailure } from '@temporalio/common';
import type {
  CarriedByItself,
  MatchedCompanies,
  PlanProgress,
  SupplierImportRequest,
  VendorImportStep,
} from './messages';
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
const { matchCompanies, planVendorImport, noteSuppliersCarried } = summarisedActivities({
  ...patient,
  taskQueue: taskQueues.documents,
});

type Show = ReturnType<typeof showProgress>;
type Told = (until: string) => void;

/**
 * Reads all suppliers of the ERP and all vendors of Procore, and matches them; then, where that is asked for, plans what suppliers come
 * to as vendors or carries such a plan out. Where the feed asks, both, and only of what changed where it says so. What a limit
 * interrupts goes on from where it was.
 */
export async function supplierImport({
  into,
  byItself,
  ...request
}: SupplierImportRequest): Promise<MatchedCompanies | PlanProgress> {
  const show = showProgress();
  const told: Told = (until) => show({ step: `waiting for a call limit until ${until}` });
  const came =
    byItself === undefined ? await asAsked(request, into, show, told) : await carried(request, byItself, show, told);
  show({ step: 'done' });
  return came;
}

async function asAsked(
  request: SupplierImportRequest,
  into: SupplierImportRequest['into'],
  show: Show,
  told: Told,
): Promise<MatchedCompanies | PlanProgress> {
  const matched = await readBothSides(request, show, told);
  if (into === undefined) return matched;
  const { plan, ...of } = into;
  const { tenantId, connectionId } = request;
  show({ step: plan === null ? 'planning what becomes of them in Procore' : `carrying out plan ${String(plan)}` });
  const step = { tenantId, connectionId, ...of };
  return patiently(() => (plan === null ? planVendorImport(step) : applyVendorImport({ ...step, plan })), told);
}

/**
 * Twice, where something had changed in Procore between planning and writing: its record was read again by then. What is left after
 * that is found by the daily reading of all.
 */
async function carried(
  request: SupplierImportRequest,
  byItself: CarriedByItself,
  show: Show,
  told: Told,
): Promise<PlanProgress> {
  const { tenantId, connectionId, erp } = request;
  const scope = { tenantId, connectionId };
  if (byItself.due === 'all') await readBothSides(request, show, told);
  else {
    const { readChangedSuppliers } = summarisedActivities({ ...patient, taskQueue: erp });
    show({ step: 'reading the suppliers that changed' });
    const { mayMake } = await patiently(() => readChangedSuppliers(scope), told);
    // Only a whole list says that no vendor is there for a supplier.
    if (mayMake) await matchVendors(request, show, told);
  }
  const step = { ...scope, taken: [], acceptChanges: false, actor: 'feed suppliers', byItself };
  let progress = await plannedAndApplied(step, show, told);
  if (progress.moved > 0) progress = await plannedAndApplied(step, show, told);
  await noteSuppliersCarried({ ...scope, ...byItself });
  return progress;
}

async function plannedAndApplied(step: VendorImportStep, show: Show, told: Told): Promise<PlanProgress> {
  show({ step: 'planning what becomes of them in Procore' });
  const planned = await patiently(() => planVendorImport(step), told);
  if (planned.toDo === 0) return planned;
  show({ step: `carrying out plan ${String(planned.plan)}` });
  return patiently(() => applyVendorImport({ ...step, plan: planned.plan }), told);
}

async function readBothSides(request: SupplierImportRequest, show: Show, told: Told): Promise<MatchedCompanies> {
  const { erp, ...sweep } = request;
  const { sweepSuppliers } = summarisedActivities({ ...patient, taskQueue: erp });
  show({ step: 'reading the suppliers of the ERP' });
  const suppliers = await patiently(() => sweepSuppliers(sweep), told);
  requireWhole('the suppliers of the ERP', suppliers);
  show({ lines: [`${suppliers.seen} suppliers, ${suppliers.changed} new or changed`] });
  return matchVendors(request, show, told);
}

async function matchVendors(
  { erp: _, ...sweep }: SupplierImportRequest,
  show: Show,
  told: Told,
): Promise<MatchedCompanies> {
  show({ step: 'reading the vendors of Procore' });
  const vendors = await patiently(() => sweepVendors(sweep), told);
  requireWhole('the vendors of Procore', vendors);
  show({ step: 'matching them' });
  return patiently(() => matchCompanies(sweep), told);
}

function requireWhole(whose: string, { why }: { readonly why: string | null }): void {
  if (why === null) return;
  throw ApplicationFailure.nonRetryable(
    `the reading of ${whose} is void: ${why}. Nothing was matched`,
    failureTypes.refused,
  );
}
