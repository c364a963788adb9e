import { mappingBack } from '../../domain/coding/cost-codes/mapping-back';
import type { PlanProgress, PublishCostCodesRequest } from '../../workflows/messages';
import { workflowTypes } from '../../workflows/names';
import { ActionError } from '../action-error';
import type { ConnectionContext } from '../context';
import { changeMapping } from '../mapping/change-mapping';
import { runLongAct, type Watching } from '../run-long-act';

/** What accounts would come to as cost codes in Procore; nothing is written there. */
export async function planCostCodes(context: ConnectionContext, report: Watching['report']): Promise<PlanProgress> {
  return published(await publish(context, null, report), null);
}

export interface AppliedCostCodes extends PlanProgress {
  readonly mapping: MappedBack;
}

/** Carries a plan out, then maps back what stands. `number` null: the newest. */
export async function applyCostCodes(
  context: ConnectionContext,
  number: number | null,
  report: Watching['report'],
): Promise<AppliedCostCodes> {
  const { store, connection } = context;
  const plan = await store.inTenant(connection.tenantId, (tx) => tx.costCodePlans.find(connection, number));
  if (plan?.state !== 'planned') {
    const which =
      number === null ? 'there is no plan of cost codes yet' : `there is no finished plan ${String(number)}`;
    throw new ActionError('notFound', `${which}; "ml-connector cost-code plan" makes one`, { field: 'plan' });
  }
  const came = published(await publish(context, plan.number, report), plan.number);
  return { ...came, mapping: await mapBack(context) };
}

function publish(
  { connection, actor, withTemporal }: ConnectionContext,
  plan: number | null,
  report: Watching['report'],
): Promise<PlanProgress> {
  const { tenantId, connectionId, erp } = connection;
  const request: PublishCostCodesRequest = { tenantId, connectionId, erp, plan, actor: actor.identity };
  const id = `${workflowTypes.costCodePublish}/${connectionId}`;
  return runLongAct({ withTemporal, report }, { type: workflowTypes.costCodePublish, id, tenantId, args: [request] });
}

/** One is under way at a time: whoever asks while another is finds that one. */
function published(came: PlanProgress, plan: number | null): PlanProgress {
  if (plan === null ? !came.applied : came.plan === plan) return came;
  const other = came.applied ? `plan ${String(came.plan)} was being carried out` : 'a plan was being made';
  throw new ActionError('refused', `${other} just then, and has ended now; ask again`);
}

export interface MappedBack {
  /** Null: nothing was missing, so the mapping is as it was. */
  readonly version: number | null;
  readonly added: number;
  readonly released: number;
  /** Generated rows that lead elsewhere than to the account of their code now: for a person. */
  readonly differing: readonly string[];
}

/** One version with what the mapping lacks of all combinations that stand; rows of people never change. */
export async function mapBack({ store, connection, ports }: ConnectionContext): Promise<MappedBack> {
  const { chart } = await ports.erp(connection);
  return store.inTenant(connection.tenantId, async (tx) => {
    // What is read from here on is what will be replaced.
    await tx.mappings.startChange(connection);
    const present = await tx.mappings.load(connection, await tx.mappings.version(connection));
    const numbers = new Map((await tx.projects.list(connection)).map(({ id, number }) => [id, number]));
    const combinations = await tx.costCodeLinks.combinations(connection);
    const standing = combinations.map(({ projectId, subJob, code, costType, account, wbsCodeId }) => ({
      ...{ projectId, subJob, code, costType, wbsCodeId, segments: chart.parse(account) },
      projectNumber: numbers.get(projectId) ?? null,
    }));
    const { rows, differing } = mappingBack(standing, present, chart);
    const told = differing.map(
      ({ row, account }) =>
        `${row.project}${row.subJob === '' ? '' : `/${row.subJob}`} ${row.costCode} ${row.costType}: ${chart.print(row.target)} in the mapping, ${account} by its code`,
    );
    if (rows.length === 0) return { version: null, added: 0, released: 0, differing: told };
    const change = { rows, merge: true, chart, act: 'mapping.generated' } as const;
    const { version, released } = await changeMapping(tx, connection, change);
    return { version, added: rows.length, released: released.length, differing: told };
  });
}
