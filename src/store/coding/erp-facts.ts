import { sql } from 'kysely';
import type { Trx } from '../database';
import type { Scope } from '../scope';
import { touch } from '../documents/version-rows';

export type ErpFactKind = 'account' | 'businessUnit' | 'company' | 'supplier';

export interface ErpFact<T> {
  readonly key: string;
  /** Null: the ERP was asked and has no such record. */
  readonly fact: T | null;
}

/** What was read of the ERP's master data not longer ago than `maxAgeMs`. */
export async function loadErpFacts<T>(
  trx: Trx,
  scope: Scope,
  kind: ErpFactKind,
  keys: readonly string[],
  maxAgeMs: number,
): Promise<ErpFact<T>[]> {
  if (keys.length === 0) return [];
  const rows = await trx
    .selectFrom('erp_fact')
    .select(['key', 'fact'])
    .where('connection_id', '=', scope.connectionId)
    .where('kind', '=', kind)
    .where('key', 'in', [...keys])
    .where('read_at', '>', sql<Date>`now() - ${maxAgeMs} * interval '1 millisecond'`)
    .execute();
  return rows.map((row) => ({ key: row.key, fact: row.fact as T | null }));
}

/**
 * Keeps what was read. `causeKeysOf` names what waits for a record; a record that differs from what was known marks its
 * key, so that a plan made on the old one is not held (version-rows.ts). Gives the cause keys that were touched.
 */
export async function storeErpFacts(
  trx: Trx,
  scope: Scope,
  kind: ErpFactKind,
  facts: readonly ErpFact<unknown>[],
  causeKeysOf: (key: string) => readonly string[],
): Promise<string[]> {
  if (facts.length === 0) return [];
  const known = await trx
    .selectFrom('erp_fact')
    .select(['key', 'fact'])
    .where('connection_id', '=', scope.connectionId)
    .where('kind', '=', kind)
    .where(
      'key',
      'in',
      facts.map((one) => one.key),
    )
    .execute();
  const before = new Map(known.map((row) => [row.key, canonical(row.fact)]));
  const changed = facts.filter((one) => before.has(one.key) && before.get(one.key) !== canonical(one.fact));
  const causes = changed.flatMap((one) => causeKeysOf(one.key));
  await touch(trx, scope, causes);
  for (const one of [...facts].sort((a, b) => (a.key < b.key ? -1 : 1))) {
    const values = { fact: one.fact === null ? null : JSON.stringify(one.fact), read_at: sql<Date>`now()` };
    await trx
      .insertInto('erp_fact')
      .values({ connection_id: scope.connectionId, tenant_id: scope.tenantId, kind, key: one.key, ...values })
      .onConflict((conflict) => conflict.columns(['connection_id', 'kind', 'key']).doUpdateSet(values))
      .execute();
  }
  return causes;
}

/** jsonb does not keep the order of members. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    member !== null && typeof member === 'object' && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
