import { carriedFields } from '../../../domain/vendor/import/imported-fields';
import type {
  MatchedCompanies,
  PlanProgress,
  SupplierImportRequest,
  VendorImportWanted,
} from '../../../workflows/messages';
import { workflowTypes } from '../../../workflows/names';
import { ActionError } from '../../action-error';
import type { ConnectionContext } from '../../context';
import { runLongAct, type LongAct, type Watching } from '../../run-long-act';
import { requireMatched } from '../matching/matching-state';
import { noPlan } from './no-plan';

interface ImportOptions {
  /** However many records are not shown any more, they are gone. */
  readonly acceptMissing: boolean;
}

/**
 * What suppliers come to as vendors in Procore; nothing is written there. `taken`: fields of which the ERP's value counts for all
 * pairs, for this plan.
 */
export async function planVendors(
  context: ConnectionContext,
  { taken, ...options }: ImportOptions & { readonly taken: readonly string[] },
  report: Watching['report'],
): Promise<PlanProgress> {
  const unknown = taken.find((field) => !carriedFields.some((one) => one === field));
  if (unknown !== undefined) {
    throw new ActionError('badInput', `take "${unknown}": expected some of ${carriedFields.join(', ')}`, {
      field: 'take',
    });
  }
  return importVendors(context, options, { plan: null, taken, acceptChanges: false }, report);
}

/** Carries a plan out. `number` null: the newest. */
export async function applyVendors(
  context: ConnectionContext,
  number: number | null,
  { acceptChanges, ...options }: ImportOptions & { readonly acceptChanges: boolean },
  report: Watching['report'],
): Promise<PlanProgress> {
  const { store, connection } = context;
  const plan = await store.inTenant(connection.tenantId, (tx) => tx.vendorImports.find(connection, number));
  if (plan === null) throw noPlan(number);
  return importVendors(context, options, { plan: plan.number, taken: [], acceptChanges }, report);
}

async function importVendors(
  { store, connection, actor, withTemporal }: ConnectionContext,
  { acceptMissing }: ImportOptions,
  wanted: Omit<VendorImportWanted, 'actor'>,
  report: Watching['report'],
): Promise<PlanProgress> {
  requireMatched(connection);
  if (connection.settings.vendors?.import === undefined) {
    const what = 'suppliers do not become vendors on this connection: add vendors.import to connection.json';
    throw new ActionError('refused', `${what}, then connection add`);
  }
  const run = await store.inTenant(connection.tenantId, (tx) => tx.matches.run(connection));
  if (run?.closedAt == null) {
    const what = 'the matching of vendors and suppliers is not closed, and nothing is written before';
    throw new ActionError('refused', `${what}: vendor match close`);
  }
  const { tenantId, connectionId, erp } = connection;
  const into = { ...wanted, actor: actor.identity };
  const request: SupplierImportRequest = { tenantId, connectionId, erp, acceptMissing, into };
  const came = await runSupplierImport({ withTemporal, report }, request);
  const isOurs = 'plan' in came && (wanted.plan === null ? !came.applied : came.applied && came.plan === wanted.plan);
  if (isOurs) return came;
  throw anotherRan(came);
}

/** One is under way at a time, as all of them read both sides: whoever asks while another is finds that one. */
export function runSupplierImport(
  watching: Watching,
  request: SupplierImportRequest,
): Promise<MatchedCompanies | PlanProgress> {
  const { tenantId, connectionId } = request;
  const id = `${workflowTypes.supplierImport}/${connectionId}`;
  const act: LongAct = { type: workflowTypes.supplierImport, id, tenantId, args: [request] };
  return runLongAct(watching, act);
}

export function anotherRan(came: MatchedCompanies | PlanProgress): ActionError {
  const planned = 'plan' in came ? 'a plan of vendors was being made' : 'vendors and suppliers were being matched';
  const other = 'plan' in came && came.applied ? `plan ${String(came.plan)} of vendors was being carried out` : planned;
  return new ActionError('refused', `${other} just then, and has ended now; ask again`);
}
