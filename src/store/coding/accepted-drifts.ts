import { sql } from 'kysely';
import type { AcceptedDrift, CodeLevel } from '../../domain/coding/cost-codes/coded-account';
import type { Trx } from '../database';
import type { Scope } from '../scope';
import type { TxContext } from '../tx-context';

/** What people changed of cost codes in Procore and somebody accepted. A scope is a project, or `''`: the list. */
export class AcceptedDrifts {
  readonly #trx: Trx;
  readonly #actor: string;

  constructor(context: TxContext) {
    this.#trx = context.trx;
    this.#actor = context.actor;
  }

  async list({ connectionId }: Pick<Scope, 'connectionId'>, of: string): Promise<AcceptedDrift[]> {
    const rows = await this.#trx
      .selectFrom('costCodeAccepted')
      .select(['level', 'code', 'costType', 'erp', 'procore'])
      .where('connectionId', '=', connectionId)
      .where('scope', '=', of)
      .execute();
    return rows.map((row) => ({ ...row, level: row.level as CodeLevel }));
  }

  /** In the place of what was accepted of the same code before. */
  async keep({ tenantId, connectionId }: Scope, of: string, drift: AcceptedDrift): Promise<void> {
    const { level, code, costType, erp, procore } = drift;
    await this.#trx
      .insertInto('costCodeAccepted')
      .values({
        ...{ connectionId, tenantId, scope: of, level, code, costType },
        ...{ erp, procore, acceptedBy: this.#actor },
      })
      .onConflict((conflict) =>
        conflict.columns(['connectionId', 'scope', 'level', 'code', 'costType']).doUpdateSet((row) => ({
          erp: row.ref('excluded.erp'),
          procore: row.ref('excluded.procore'),
          acceptedBy: row.ref('excluded.acceptedBy'),
          acceptedAt: sql<Date>`now()`,
        })),
      )
      .execute();
  }
}
