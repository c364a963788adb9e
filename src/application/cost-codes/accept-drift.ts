import type { KeptCodeRow } from '../../store/coding/cost-code-plans';
import { ActionError } from '../action-error';
import type { ConnectionContext } from '../context';
import { nameOfScope } from './name-of-scope';

/** What is accepted: one code, or all that the newest plan lists as changed in Procore. */
export type WantedDrift =
  | 'all'
  | {
      /** Number of the project or `id:` and its id, with `/` and a sub job behind it; null: the company's list. */
      readonly project: string | null;
      readonly code: string;
      /** Null: the code alone, not its combination with a type. */
      readonly costType: string | null;
    };

interface AcceptedDrift {
  readonly plan: number;
  /** In words, one each. */
  readonly accepted: readonly string[];
}

/**
 * What somebody changed in Procore stays as it is and is listed no longer, until either side changes again. It is what the newest plan
 * saw: where Procore shows something else by now, the next plan lists that.
 */
export async function acceptDrift(
  { store, connection }: ConnectionContext,
  wanted: WantedDrift,
): Promise<AcceptedDrift> {
  return store.inTenant(connection.tenantId, async (tx) => {
    const plan = await tx.costCodePlans.find(connection, null);
    if (plan?.state !== 'planned') {
      const why = plan === null ? 'there is no plan of cost codes yet' : `plan ${String(plan.number)} is not finished`;
      throw new ActionError('notFound', `${why}; "ml-connector cost-code plan" makes one`, { field: 'plan' });
    }
    const projects = await tx.projects.list(connection);
    const rows = await tx.costCodePlans.rows(connection, plan.number, null);
    const drifts = rows.filter(({ row }) => row.act === 'drift');
    const nameOf = ({ scope, row }: KeptCodeRow): string => {
      const code = row.costType === '' ? row.code : `${row.code}.${row.costType}`;
      return `${scope === '' ? 'standard list' : nameOfScope(scope, projects)} ${code}`;
    };
    const isWanted = ({ scope, row }: KeptCodeRow): boolean => {
      if (wanted === 'all') return true;
      const names = [nameOfScope(scope, projects), `id:${scope}`];
      const isThere = wanted.project === null ? scope === '' : names.includes(wanted.project);
      return isThere && row.code === wanted.code && row.costType === (wanted.costType ?? '');
    };
    const found = drifts.filter(isWanted);
    if (found.length === 0) {
      const there = drifts.map(nameOf).join(', ') || 'nothing';
      throw new ActionError(
        'notFound',
        `plan ${String(plan.number)} does not list this as changed in Procore; it lists ${there}`,
        { field: 'code' },
      );
    }
    for (const { scope, row } of found) await tx.acceptedDrifts.keep(connection, scope, row);
    const accepted = found.map((kept) => `${nameOf(kept)}: ${kept.row.why}`);
    await tx.audit(connection, 'costCodes.accepted', { plan: plan.number, accepted });
    return { plan: plan.number, accepted };
  });
}
