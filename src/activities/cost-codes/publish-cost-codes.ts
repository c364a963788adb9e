import type { CostCodeSource } from '../../clients/erp-sources';
import { causeKey } from '../../domain/holds/cause-key';
import { isToDo } from '../../domain/coding/cost-codes/coded-account';
import { partsOfScope, scopeOf } from '../../domain/coding/cost-codes/scope';
import { Refusal } from '../../domain/refusal';
import type { CostCodePlan, KeptCodeRow } from '../../store/coding/cost-code-plans';
import type { Connection } from '../../store/connections/connections';
import type { CostCodeStep, PlanProgress, PublishCostCodesRequest } from '../../workflows/messages';
import type { ActivityPorts } from '../ports';
import { knowProjects } from '../feeds/discover-projects';
import { dayIn } from '../../domain/calendar/day-in';
import { applyToList, applyToProject, type Keep } from './apply-scope';
import { countRows } from '../in-bulk/count-rows';
import { inTurn } from '../in-bulk/in-turn';
import { callsFor, planTheList, planTheProject, subJobsOf, type Run } from './plan-scope';

/** The accounts of the ERP are read for a new plan, or once more for carrying one out. Gives its number. */
export function createReadCostCodeAccounts(ports: ActivityPorts) {
  const { store } = ports;
  return async function readCostCodeAccounts(request: PublishCostCodesRequest): Promise<number> {
    const { connection, plan } = await store.inTenant(request.tenantId, async (tx) => {
      const connection = await tx.connections.load(request.connectionId);
      const plan =
        request.plan === null
          ? await tx.costCodePlans.begin(connection, request.actor)
          : await tx.costCodePlans.find(connection, request.plan);
      return { connection, plan };
    });
    if (plan === null) throw new Refusal(`there is no plan ${String(request.plan)} of cost codes`);
    await knowProjects(ports, connection);
    const erp = await ports.erp(connection);
    const source = sourceOf(erp.costCodes);
    await erp.openSession();
    const accounts = await source.accounts(dayIn(connection.settings.posting.timeZone));
    await store.inTenant(request.tenantId, (tx) => tx.costCodePlans.keepAccounts(connection, plan.number, accounts));
    return plan.number;
  };
}

/** Plans scope after scope; what is interrupted goes on with the first that is not planned. */
export function createPlanCostCodes(ports: ActivityPorts) {
  const { store } = ports;
  return async function planCostCodes(step: CostCodeStep): Promise<PlanProgress> {
    const { connection, plan, run } = await begun(ports, step);
    const keep = (of: string, rows: Parameters<typeof callsFor>[0]) =>
      store.inTenant(step.tenantId, (tx) => tx.costCodePlans.keepRows(connection, plan, of, rows, callsFor(rows)));
    if (!('' in plan.scopes)) await keep('', (await planTheList(run)).rows);
    for (const project of await projectsOf(ports, connection)) {
      for (const subJob of subJobsOf(run, project)) {
        const scope = scopeOf(project.id, subJob);
        if (scope in plan.scopes) continue;
        await keep(scope, (await planTheProject(run, project, subJob))?.rows ?? []);
      }
    }
    return store.inTenant(step.tenantId, async (tx) => {
      const rows = await tx.costCodePlans.rows(connection, plan.number, null);
      if (plan.state === 'planning') {
        await tx.costCodePlans.planned(connection, plan.number);
        await tx.audit(connection, 'costCodes.planned', { plan: plan.number, ...counts(rows), by: step.actor });
      }
      return { plan: plan.number, applied: false, ...counts(rows) };
    });
  };
}

/** Carries a plan out, scope after scope. Each row is settled once; what was written and not settled is looked up first. */
export function createApplyCostCodes(ports: ActivityPorts) {
  const { store } = ports;
  return async function applyCostCodes(step: CostCodeStep): Promise<PlanProgress> {
    const { connection, plan, run } = await begun(ports, step);
    if (plan.state === 'planning') throw new Refusal(`plan ${String(plan.number)} of cost codes is not finished`);
    const rowsOf = (of: string | null): Promise<readonly KeptCodeRow[]> =>
      store.inTenant(step.tenantId, (tx) => tx.costCodePlans.rows(connection, plan.number, of));
    const open = (rows: readonly KeptCodeRow[]) => rows.some(({ row, outcome }) => outcome === null && isToDo(row));
    const keepIn =
      (of: string): Keep =>
      (settled, links) =>
        store.inTenant(step.tenantId, async (tx) => {
          const accounts = links.filter(({ level }) => level === 'wbs').map(({ account }) => account);
          await tx.mending(connection, accounts.map(causeKey.account), async () => {
            await tx.costCodeLinks.keep(connection, of, links);
            for (const { kept, ...came } of settled) await tx.costCodePlans.settle(connection, plan.number, kept, came);
          });
        });
    const list = await rowsOf('');
    if (open(list)) await applyToList(run, list, keepIn(''));
    const scopes = Object.keys(plan.scopes).map((scope) => ({ scope, ...partsOfScope(scope) }));
    for (const project of await projectsOf(ports, connection)) {
      for (const { scope, subJob } of scopes.filter(({ projectId }) => projectId === project.id)) {
        const rows = await rowsOf(scope);
        if (open(rows)) await applyToProject(run, { project, subJob }, rows, keepIn(scope));
      }
    }
    return store.inTenant(step.tenantId, async (tx) => {
      const rows = await tx.costCodePlans.rows(connection, plan.number, null);
      await tx.costCodePlans.applied(connection, plan.number, step.actor);
      await tx.audit(connection, 'costCodes.applied', { plan: plan.number, ...counts(rows), by: step.actor });
      return { plan: plan.number, applied: true, ...counts(rows) };
    });
  };
}

async function begun(
  ports: ActivityPorts,
  { tenantId, connectionId, plan: number }: CostCodeStep,
): Promise<{ readonly connection: Connection; readonly plan: CostCodePlan; readonly run: Run }> {
  const { connection, plan, accounts } = await ports.store.inTenant(tenantId, async (tx) => {
    const connection = await tx.connections.load(connectionId);
    const plan = await tx.costCodePlans.find(connection, number);
    if (plan === null) throw new Refusal(`there is no plan ${String(number)} of cost codes`);
    return { connection, plan, accounts: await tx.costCodePlans.accounts(connection, number) };
  });
  const procore = await ports.procore(connection);
  const { rule } = sourceOf((await ports.erp(connection)).costCodes);
  const port = procore.codes(inTurn);
  const types = await port.lineItemTypes();
  const linksOf: Run['linksOf'] = (of) => ports.store.inTenant(tenantId, (tx) => tx.costCodeLinks.list(connection, of));
  const acceptedOf: Run['acceptedOf'] = (of) =>
    ports.store.inTenant(tenantId, (tx) => tx.acceptedDrifts.list(connection, of));
  const costTypes = types.flatMap(({ code }) => code ?? []);
  return { connection, plan, run: { procore, port, rule, accounts, costTypes, linksOf, acceptedOf } };
}

function sourceOf(source: CostCodeSource | undefined): CostCodeSource {
  if (source !== undefined) return source;
  throw new Refusal(
    'this connection has no rule by which accounts become cost codes: fusion.costCodes in connection.json',
  );
}

function projectsOf({ store }: ActivityPorts, connection: Connection) {
  return store.inTenant(connection.tenantId, (tx) => tx.projects.list(connection));
}

function counts(rows: readonly KeptCodeRow[]): Omit<PlanProgress, 'plan' | 'applied'> {
  return countRows(rows.map(({ row, outcome }) => ({ isToDo: isToDo(row), outcome })));
}
