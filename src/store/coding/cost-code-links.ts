import { sql } from 'kysely';
import type { CodeLevel, CodeLink } from '../../domain/coding/cost-codes/coded-account';
import { partsOfScope } from '../../domain/coding/cost-codes/scope';
import type { Trx } from '../database';
import type { Scope } from '../scope';
import type { TxContext } from '../tx-context';

/** Cost codes and combinations in Procore that are ours, by what they are of. A scope is a project, a sub job of it, or `''`: the list. */
export class CostCodeLinks {
  readonly #trx: Trx;

  constructor(context: TxContext) {
    this.#trx = context.trx;
  }

  async list({ connectionId }: Pick<Scope, 'connectionId'>, of: string): Promise<CodeLink[]> {
    const rows = await this.#of(connectionId).where('scope', '=', of).execute();
    return rows.map(({ scope: _, ...link }) => ({ ...link, level: link.level as CodeLevel }));
  }

  /** All combinations that we did not inactivate, with their projects and sub jobs. */
  async combinations({ connectionId }: Pick<Scope, 'connectionId'>) {
    const rows = await this.#of(connectionId).where('level', '=', 'wbs').where('inactivated', '=', false).execute();
    return rows.map(({ scope, code, costType, account, procoreId: wbsCodeId }) => ({
      ...{ ...partsOfScope(scope), code, costType, account, wbsCodeId },
    }));
  }

  /** What these accounts stand for, by project and sub job; what we inactivated is left out. */
  async ofAccounts({ connectionId }: Pick<Scope, 'connectionId'>, accounts: readonly string[]) {
    if (accounts.length === 0) return [];
    const rows = await this.#of(connectionId)
      .where('level', '=', 'wbs')
      .where('inactivated', '=', false)
      .where('account', 'in', accounts)
      .execute();
    return rows.map(({ scope, code, costType, account, procoreId: wbsCodeId }) => ({
      ...{ ...partsOfScope(scope), code, costType, account, wbsCodeId },
    }));
  }

  async keep({ tenantId, connectionId }: Scope, of: string, links: readonly CodeLink[]): Promise<void> {
    for (let start = 0; start < links.length; start += 500) {
      await this.#trx
        .insertInto('costCodeLink')
        .values(
          links.slice(start, start + 500).map(({ level, code, costType, procoreId, name, account, inactivated }) => ({
            ...{ connectionId, tenantId, scope: of, level, code, costType },
            ...{ procoreId, name, account, inactivated },
          })),
        )
        .onConflict((conflict) =>
          conflict.columns(['connectionId', 'scope', 'level', 'code', 'costType']).doUpdateSet((row) => ({
            procoreId: row.ref('excluded.procoreId'),
            name: row.ref('excluded.name'),
            account: row.ref('excluded.account'),
            inactivated: row.ref('excluded.inactivated'),
            linkedAt: sql<Date>`now()`,
          })),
        )
        .execute();
    }
  }

  #of(connectionId: string) {
    return this.#trx
      .selectFrom('costCodeLink')
      .select(['scope', 'level', 'code', 'costType', 'procoreId', 'name', 'account', 'inactivated'])
      .where('connectionId', '=', connectionId)
      .orderBy('scope')
      .orderBy('code')
      .orderBy('costType');
  }
}
