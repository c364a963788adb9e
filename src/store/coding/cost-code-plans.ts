import { sql, type UpdateObject } from 'kysely';
import type { CodedAccount, CodeRow } from '../../domain/coding/cost-codes/coded-account';
import type { RowOutcome } from '../../domain/planned-row';
import type { Trx } from '../database';
import type { Schema } from '../schema';
import type { Scope } from '../scope';
import type { TxContext } from '../tx-context';

export interface CostCodePlan {
  readonly number: number;
  readonly state: 'planning' | 'planned';
  /** By project, `''` for the company's list: calls to Procore that its rows take. */
  readonly scopes: Readonly<Record<string, number>>;
  readonly madeBy: string;
  readonly madeAt: Date;
  readonly appliedBy: string | null;
  readonly appliedAt: Date | null;
}

export interface KeptCodeRow {
  readonly scope: string;
  readonly position: number;
  readonly row: CodeRow;
  /** Null: not carried out yet, or nothing that could be. */
  readonly outcome: RowOutcome | null;
  /** What came of it, in words. */
  readonly told: string;
}

const columns = ['number', 'state', 'scopes', 'madeBy', 'madeAt', 'appliedBy', 'appliedAt'] as const;

/** What accounts come to as cost codes, planned first and carried out later. */
export class CostCodePlans {
  readonly #trx: Trx;

  constructor(context: TxContext) {
    this.#trx = context.trx;
  }

  /** The one that is being made, to go on with it; else a new one. */
  async begin({ tenantId, connectionId }: Scope, madeBy: string): Promise<CostCodePlan> {
    const newest = await this.find({ connectionId }, null);
    if (newest?.state === 'planning') return newest;
    return this.#trx
      .insertInto('costCodePlan')
      .values({
        ...{ connectionId, tenantId, number: (newest?.number ?? 0) + 1, madeBy },
        ...{ state: 'planning', scopes: JSON.stringify({}) },
      })
      .returning(columns)
      .executeTakeFirstOrThrow();
  }

  /** `number` null: the newest. */
  async find({ connectionId }: Pick<Scope, 'connectionId'>, number: number | null): Promise<CostCodePlan | null> {
    let query = this.#trx.selectFrom('costCodePlan').select(columns).where('connectionId', '=', connectionId);
    if (number !== null) query = query.where('number', '=', number);
    return (await query.orderBy('number', 'desc').limit(1).executeTakeFirst()) ?? null;
  }

  /** What was read of the ERP, for this plan or for carrying it out. */
  async keepAccounts({ connectionId }: Scope, number: number, accounts: readonly CodedAccount[]): Promise<void> {
    await this.#change(connectionId, number, { accounts: JSON.stringify(accounts) });
  }

  async accounts({ connectionId }: Scope, number: number): Promise<readonly CodedAccount[]> {
    const { accounts } = await this.#trx
      .selectFrom('costCodePlan')
      .select('accounts')
      .where('connectionId', '=', connectionId)
      .where('number', '=', number)
      .executeTakeFirstOrThrow();
    return accounts ?? [];
  }

  /** A scope's rows, once. */
  async keepRows(scope: Scope, plan: CostCodePlan, of: string, rows: readonly CodeRow[], calls: number): Promise<void> {
    const { tenantId, connectionId } = scope;
    for (let start = 0; start < rows.length; start += 1000) {
      await this.#trx
        .insertInto('costCodeRow')
        .values(
          rows.slice(start, start + 1000).map((row, index) => ({
            ...{ connectionId, tenantId, plan: plan.number, scope: of, position: start + index },
            row: JSON.stringify(row),
          })),
        )
        .execute();
    }
    await this.#change(connectionId, plan.number, {
      scopes: sql<string>`scopes || ${JSON.stringify({ [of]: calls })}::jsonb`,
    });
  }

  async planned({ connectionId }: Scope, number: number): Promise<void> {
    await this.#change(connectionId, number, { state: 'planned' });
  }

  async applied({ connectionId }: Scope, number: number, appliedBy: string): Promise<void> {
    await this.#change(connectionId, number, { appliedBy, appliedAt: sql<Date>`now()` });
  }

  async rows({ connectionId }: Pick<Scope, 'connectionId'>, plan: number, of: string | null): Promise<KeptCodeRow[]> {
    let query = this.#trx
      .selectFrom('costCodeRow')
      .select(['scope', 'position', 'row', 'outcome', 'told'])
      .where('connectionId', '=', connectionId)
      .where('plan', '=', plan);
    if (of !== null) query = query.where('scope', '=', of);
    return query.orderBy('scope').orderBy('position').execute();
  }

  async settle(
    { connectionId }: Scope,
    plan: number,
    { scope, position }: Pick<KeptCodeRow, 'scope' | 'position'>,
    { outcome, told }: Pick<KeptCodeRow, 'outcome' | 'told'>,
  ): Promise<void> {
    await this.#trx
      .updateTable('costCodeRow')
      .set({ outcome, told })
      .where('connectionId', '=', connectionId)
      .where('plan', '=', plan)
      .where('scope', '=', scope)
      .where('position', '=', position)
      .execute();
  }

  async #change(connectionId: string, number: number, change: UpdateObject<Schema, 'costCodePlan'>): Promise<void> {
    await this.#trx
      .updateTable('costCodePlan')
      .set(change)
      .where('connectionId', '=', connectionId)
      .where('number', '=', number)
      .execute();
  }
}
