import { sql } from 'kysely';
import type { Fact, FactKey } from '../../domain/posting/plan/planner';
import { bareTaxId } from '../../domain/vendor/bare-tax-id';
import type { Trx } from '../database';
import type { Scope } from '../scope';
import type { TenantSeal } from '../tenant-seal';
import type { TxContext } from '../tx-context';

/** A system's master data as last read; a record that does not exist has the value null. */
export class ErpFacts {
  readonly #trx: Trx;

  readonly #sealed: TenantSeal;

  constructor(context: TxContext) {
    this.#trx = context.trx;
    this.#sealed = context.sealed;
  }

  /** As they may be kept: in place of a tax id stands its digest in the value, `''` without one. */
  async withoutTaxIds(facts: readonly Fact[]): Promise<Fact[]> {
    return Promise.all(
      facts.map(async ({ taxId, ...fact }) => {
        if (taxId === undefined) return fact;
        const bare = bareTaxId(taxId);
        const taxDigest = bare === '' ? '' : await this.#sealed.digest('taxId', bare);
        return { ...fact, value: { ...(fact.value as object), taxDigest } };
      }),
    );
  }

  /** What was read under the keys not longer ago than `maxAgeMs` (Infinity: whenever). */
  async load(scope: Scope, keys: readonly Pick<FactKey, 'kind' | 'id'>[], maxAgeMs: number): Promise<Fact[]> {
    if (keys.length === 0) return [];
    let query = this.#trx
      .selectFrom('erpFact')
      .select(['kind', 'key', 'fact', 'causes'])
      .where('connectionId', '=', scope.connectionId)
      .where((where) => where.or(keys.map(({ kind, id }) => where.and({ kind, key: id }))));
    if (Number.isFinite(maxAgeMs)) {
      query = query.where('readAt', '>', sql<Date>`now() - ${maxAgeMs} * interval '1 millisecond'`);
    }
    const rows = await query.execute();
    return rows.map(({ key: id, fact: value, ...row }) => ({ ...row, id, value }));
  }

  /** The keys for which one of the causes waits. */
  async waitedFor(scope: Scope, causes: readonly string[]): Promise<FactKey[]> {
    if (causes.length === 0) return [];
    const rows = await this.#trx
      .selectFrom('erpFact')
      .select(['kind', 'key', 'causes'])
      .where('connectionId', '=', scope.connectionId)
      .where(sql<boolean>`causes && ${sql.val([...causes])}::text[]`)
      .orderBy('kind')
      .orderBy('key')
      .execute();
    return rows.map(({ key: id, ...row }) => ({ ...row, id }));
  }

  /** What is known of things outside that we changed ourselves, or that a person says to look at, is read anew before it counts. */
  async outdate(scope: Scope, causes: readonly string[]): Promise<void> {
    if (causes.length === 0) return;
    const changed = this.#trx
      .selectFrom('erpFact')
      .select(['kind', 'key'])
      .where('connectionId', '=', scope.connectionId)
      .where(sql<boolean>`causes && ${sql.val([...causes])}::text[]`)
      .orderBy('kind')
      .orderBy('key')
      .forUpdate();
    for (const { kind, key } of await changed.execute()) {
      await this.#trx
        .updateTable('erpFact')
        .set({ readAt: sql<Date>`'-infinity'` })
        .where('connectionId', '=', scope.connectionId)
        .where('kind', '=', kind)
        .where('key', '=', key)
        .execute();
    }
  }

  /** Which of them differ from what was known: what was planned on the old ones is mended by storing the new. */
  async changed(scope: Scope, facts: readonly Fact[]): Promise<Fact[]> {
    const known = await this.load(scope, facts, Infinity);
    const before = new Map(known.map((one) => [nameOf(one), canonical(one.value)]));
    return facts.filter((one) => before.has(nameOf(one)) && before.get(nameOf(one)) !== canonical(one.value));
  }

  /** Keeps what was read; what was known of the same keys is replaced, but for the causes that wait for it. */
  async store(scope: Scope, facts: readonly Fact[]): Promise<void> {
    for (const one of [...facts].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))) {
      const causes = sql<string[]>`${sql.val([...one.causes])}::text[]`;
      const values = { fact: one.value === null ? null : JSON.stringify(one.value), readAt: sql<Date>`now()` };
      await this.#trx
        .insertInto('erpFact')
        .values({
          connectionId: scope.connectionId,
          tenantId: scope.tenantId,
          kind: one.kind,
          key: one.id,
          causes,
          fact: values.fact,
          readAt: values.readAt,
        })
        .onConflict((conflict) =>
          conflict.columns(['connectionId', 'kind', 'key']).doUpdateSet({
            fact: values.fact,
            readAt: values.readAt,
            causes: sql<string[]>`array(select distinct unnest(erp_fact.causes || ${causes}) order by 1)`,
          }),
        )
        .execute();
    }
  }
}

function nameOf({ kind, id }: Pick<FactKey, 'kind' | 'id'>): string {
  return JSON.stringify([kind, id]);
}

/** jsonb does not keep the order of members. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    member !== null && typeof member === 'object' && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
