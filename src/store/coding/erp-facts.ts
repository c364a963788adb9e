import { sql } from 'kysely';
import type { Trx } from '../database';
import type { Scope } from '../scope';
import type { TxContext } from '../tx-context';

export type ErpFactKind = 'account' | 'businessUnit' | 'company' | 'supplier';

export interface ErpFact<T> {
  readonly key: string;
  /** Null: the ERP was asked and has no such record. */
  readonly fact: T | null;
}

/** The ERP's master data as last read. */
export class ErpFacts {
  readonly #trx: Trx;

  constructor(context: TxContext) {
    this.#trx = context.trx;
  }

  /** What was read of the ERP's master data not longer ago than `maxAgeMs`. */
  async load<T>(scope: Scope, kind: ErpFactKind, keys: readonly string[], maxAgeMs: number): Promise<ErpFact<T>[]> {
    if (keys.length === 0) return [];
    const rows = await this.#trx
      .selectFrom('erpFact')
      .select(['key', 'fact'])
      .where('connectionId', '=', scope.connectionId)
      .where('kind', '=', kind)
      .where('key', 'in', [...keys])
      .where('readAt', '>', sql<Date>`now() - ${maxAgeMs} * interval '1 millisecond'`)
      .execute();
    return rows.map((row) => ({ key: row.key, fact: row.fact as T | null }));
  }

  /** Which of them differ from what was known: what was planned on the old ones is mended by storing the new. */
  async changed(scope: Scope, kind: ErpFactKind, facts: readonly ErpFact<unknown>[]): Promise<string[]> {
    if (facts.length === 0) return [];
    const known = await this.#trx
      .selectFrom('erpFact')
      .select(['key', 'fact'])
      .where('connectionId', '=', scope.connectionId)
      .where('kind', '=', kind)
      .where(
        'key',
        'in',
        facts.map((one) => one.key),
      )
      .execute();
    const before = new Map(known.map((row) => [row.key, canonical(row.fact)]));
    const changed = facts.filter((one) => before.has(one.key) && before.get(one.key) !== canonical(one.fact));
    return changed.map((one) => one.key);
  }

  /** Keeps what was read; what was known of the same keys is replaced. */
  async store(scope: Scope, kind: ErpFactKind, facts: readonly ErpFact<unknown>[]): Promise<void> {
    for (const one of [...facts].sort((a, b) => (a.key < b.key ? -1 : 1))) {
      const values = { fact: one.fact === null ? null : JSON.stringify(one.fact), readAt: sql<Date>`now()` };
      await this.#trx
        .insertInto('erpFact')
        .values({ connectionId: scope.connectionId, tenantId: scope.tenantId, kind, key: one.key, ...values })
        .onConflict((conflict) => conflict.columns(['connectionId', 'kind', 'key']).doUpdateSet(values))
        .execute();
    }
  }
}

/** jsonb does not keep the order of members. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    member !== null && typeof member === 'object' && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
