import { sql } from 'kysely';
import type { ErpReference } from '../../domain/posting/found-posting';
import type { PostingState } from '../../domain/posting/posting-state';
import type { Database, Trx } from '../database';
import type { DocumentRow } from '../documents/documents';
import { after } from './postings';
import type { Scope } from '../scope';

/** What tells one PostgreSQL from another, and one state of it from a later one. */
export interface DatabaseIdentity {
  /** Given to a cluster when it is made (initdb). Null where a provider hides it. */
  readonly systemIdentifier: string | null;
  /** Counts up when a backup is recovered or a standby promoted. Null where a provider hides it. */
  readonly timeline: number | null;
  /** Counts up with each posting of any tenant; a cheap sign that there is something new. */
  readonly postingCounter: string;
}

export async function databaseIdentity(database: Database): Promise<DatabaseIdentity> {
  const one = async <T>(query: ReturnType<typeof sql<{ value: T }>>): Promise<T | null> =>
    (await query.execute(database.shared)).rows[0]?.value ?? null;
  // Some managed services refuse these functions; then only what can be asked is compared.
  const hidden = (): null => null;
  return {
    systemIdentifier: await one(
      sql<{ value: string }>`select system_identifier::text as value from pg_control_system()`,
    ).catch(hidden),
    timeline: await one(
      sql<{ value: number }>`select ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int as value`,
    ).catch(hidden),
    postingCounter:
      (await one(sql<{ value: string }>`select pg_sequence_last_value('posting_id_seq')::text as value`)) ?? '0',
  };
}

/** The highest number in the connection's ledger; 0 when it is empty. */
export async function highestPosting(trx: Trx, scope: Scope): Promise<string> {
  const row = await trx
    .selectFrom('posting')
    .select(sql<string>`coalesce(max(id), 0)`.as('highest'))
    .where('connection_id', '=', scope.connectionId)
    .executeTakeFirstOrThrow();
  return row.highest;
}

/** Notes which Temporal cluster this database works with; gives the one before, null when there was none. */
export async function noteTemporalCluster(database: Database, clusterId: string): Promise<string | null> {
  return database.shared.transaction().execute(async (trx) => {
    const before = await trx.selectFrom('temporal_cluster').select('id').forUpdate().executeTakeFirst();
    if (before?.id === clusterId) return clusterId;
    await trx.deleteFrom('temporal_cluster').execute();
    await trx.insertInto('temporal_cluster').values({ id: clusterId }).execute();
    return before?.id ?? null;
  });
}

/** The state of every posting of the connection, by its key in the ERP. */
export async function statesByKey(trx: Trx, scope: Scope): Promise<Map<string, PostingState>> {
  const rows = await trx
    .selectFrom('posting')
    .select(['erp_key', 'state'])
    .where('connection_id', '=', scope.connectionId)
    .execute();
  return new Map(rows.map((row) => [row.erp_key, row.state as PostingState]));
}

/**
 * Enters a posting that stands in the ERP and that the ledger has forgotten: `uncertain`, with no call left that could still
 * arrive. Lower ordinals that are not confirmed were given up in the time that is lost, or the higher one would not exist.
 * The document must be locked.
 */
export async function enterFound(
  trx: Trx,
  document: DocumentRow,
  found: { step: string; ordinal: number; reference: ErpReference; keyOf: (ordinal: number) => string },
): Promise<void> {
  await trx
    .updateTable('posting')
    .set({ state: 'rejected', lease_until: null })
    .where('document_id', '=', document.id)
    .where('step', '=', found.step)
    .where('state', 'in', ['reserved', 'sent', 'uncertain'])
    .execute();
  const values = (ordinal: number) => ({
    tenant_id: document.tenantId,
    connection_id: document.connectionId,
    document_id: document.id,
    step: found.step,
    ordinal,
    erp_key: found.keyOf(ordinal),
  });
  for (let earlier = 1; earlier < found.ordinal; earlier += 1) {
    await trx
      .insertInto('posting')
      .values({ ...values(earlier), state: 'rejected' })
      .onConflict((conflict) => conflict.columns(['document_id', 'step', 'ordinal']).doNothing())
      .execute();
  }
  await trx
    .insertInto('posting')
    .values({
      ...values(found.ordinal),
      state: 'uncertain',
      settle_at: after(0),
      reference: JSON.stringify(found.reference),
    })
    .execute();
}
