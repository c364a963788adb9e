import { isToDo } from '../../domain/coding/cost-codes/coded-account';
import type { RowOutcome } from '../../domain/planned-row';
import { ActionError } from '../action-error';
import type { ConnectionContext } from '../context';
import { nameOfScope } from './name-of-scope';
import { hoursFor } from '../hours-for';

export interface PlanView {
  readonly plan: number;
  readonly finished: boolean;
  readonly madeBy: string;
  readonly madeAt: string;
  readonly appliedBy: string | null;
  readonly appliedAt: string | null;
  readonly toDo: number;
  /** Calls to Procore that carrying it out takes, and the hours at half of its limit. */
  readonly calls: number;
  readonly hours: string;
  readonly rows: readonly PlanRowView[];
}

interface PlanRowView {
  /** Number of the project, or `id:` and its id where it has none, and behind it a sub job (`4425/01`); `''`: the company's list. */
  readonly project: string;
  readonly level: string;
  readonly act: string;
  readonly code: string;
  readonly costType: string;
  readonly name: string;
  readonly account: string;
  readonly why: string;
  /** `open`, or what came of it; `person`: nothing that a run could do. */
  readonly outcome: RowOutcome | 'open' | 'person';
  readonly told: string;
}

/** A plan with its rows; null: the newest. */
export async function showPlan({ store, connection }: ConnectionContext, number: number | null): Promise<PlanView> {
  return store.inTenant(connection.tenantId, async (tx) => {
    const plan = await tx.costCodePlans.find(connection, number);
    if (plan === null) {
      const which = number === null ? 'there is no plan of cost codes yet' : `there is no plan ${String(number)}`;
      throw new ActionError('notFound', `${which}; "ml-connector cost-code plan" makes one`, { field: 'plan' });
    }
    const projects = await tx.projects.list(connection);
    const rows = await tx.costCodePlans.rows(connection, plan.number, null);
    const calls = Object.values(plan.scopes).reduce((sum, one) => sum + one, 0);
    return {
      plan: plan.number,
      finished: plan.state === 'planned',
      madeBy: plan.madeBy,
      madeAt: plan.madeAt.toISOString(),
      appliedBy: plan.appliedBy,
      appliedAt: plan.appliedAt?.toISOString() ?? null,
      toDo: rows.filter(({ row, outcome }) => isToDo(row) && outcome === null).length,
      calls,
      hours: hoursFor(calls),
      rows: rows.map(({ scope, row, outcome, told }) => ({
        project: nameOfScope(scope, projects),
        ...{ level: row.level, act: row.act, code: row.code, costType: row.costType, name: row.name },
        ...{ account: row.account, why: row.why, told },
        outcome: outcome ?? (isToDo(row) ? 'open' : 'person'),
      })),
    };
  });
}
