import { sql } from 'kysely';
import type { Trx } from '../database';
import type { Scope } from '../scope';
import type { TxContext } from '../tx-context';

/** Every mapping change touches this key; holds for unmapped cost codes are compared with it. */
export const mappingKey = 'mapping';

/**
 * No lost release. A plan notes the connection's count before it reads anything (`clockNow`). Whoever mends something
 * counts up and marks the keys that he touched (`touch`) in the transaction that mends it, before he looks for holds.
 * A hold is opened only when none of its keys was marked after the plan's count (`touchedSince`); otherwise the plan
 * may have missed the fix and a new pass begins. The count is taken under the connection's row lock, so a count that a
 * plan has seen belongs to a transaction whose facts it has seen too.
 */
export class VersionRows {
  readonly #trx: Trx;

  constructor(context: TxContext) {
    this.#trx = context.trx;
  }

  /** The connection's count, to be noted before anything is read. */
  async clockNow(scope: Scope): Promise<string> {
    const row = await this.#trx
      .selectFrom('connection')
      .select('clock')
      .where('id', '=', scope.connectionId)
      .executeTakeFirstOrThrow();
    return row.clock;
  }

  /** Marks the keys. A fix that holds may wait for goes through `tx.mended` or `tx.mending`, which release them too. */
  async touch(scope: Scope, keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    // One order for all, so that two fixes never wait for each other.
    const sorted = [...new Set(keys)].sort();
    const { numAffectedRows } = await sql`
    with counted as (update connection set clock = clock + 1 where id = ${scope.connectionId} returning clock)
    insert into version_row (connection_id, tenant_id, key, version)
    select ${scope.connectionId}, ${scope.tenantId}, key, clock
    from counted, unnest(${sql.val(sorted)}::text[]) with ordinality as touched (key, place)
    order by place
    on conflict (connection_id, key) do update set version = excluded.version`.execute(this.#trx);
    if (numAffectedRows !== BigInt(sorted.length))
      throw new RangeError(`connection ${scope.connectionId} is not there`);
  }

  /** Locks the keys' rows for share; true when one was marked after `asOf`. */
  async touchedSince(scope: Scope, keys: readonly string[], asOf: string): Promise<boolean> {
    if (keys.length === 0) return false;
    const sorted = [...new Set(keys)].sort();
    for (const key of sorted) {
      await this.#trx
        .insertInto('versionRow')
        .values({ connectionId: scope.connectionId, tenantId: scope.tenantId, key, version: '0' })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
    const rows = await this.#trx
      .selectFrom('versionRow')
      .select('version')
      .where('connectionId', '=', scope.connectionId)
      .where('key', 'in', sorted)
      .orderBy('key')
      .forShare()
      .execute();
    return rows.some((row) => BigInt(row.version) > BigInt(asOf));
  }
}
