import { sql } from 'kysely';
import type { Database } from './database';

/** What tells one PostgreSQL from another, and one state of it from a later one. */
export interface DatabaseIdentity {
  /** Given to a cluster when it is made (initdb). Null where a provider hides it. */
  readonly systemIdentifier: string | null;
  /** Counts up when a backup is recovered or a standby promoted. Null where a provider hides it. */
  readonly timeline: number | null;
  /** Counts up with each posting of any tenant; a cheap sign that there is something new. */
  readonly postingCounter: string;
}

/** The database as a whole, and the Temporal that it works with: what shows that one of them was put back. */
export class Installation {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** As it is now. */
  async databaseIdentity(): Promise<DatabaseIdentity> {
    const one = async <T>(query: ReturnType<typeof sql<{ value: T }>>): Promise<T | null> =>
      (await query.execute(this.#database.shared)).rows[0]?.value ?? null;
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

  /** Notes which Temporal cluster this database works with; gives the one before, null when there was none. */
  async noteTemporalCluster(clusterId: string): Promise<string | null> {
    return this.#database.shared.transaction().execute(async (trx) => {
      const before = await trx.selectFrom('temporalCluster').select('id').forUpdate().executeTakeFirst();
      if (before?.id === clusterId) return clusterId;
      await trx.deleteFrom('temporalCluster').execute();
      await trx.insertInto('temporalCluster').values({ id: clusterId }).execute();
      return before?.id ?? null;
    });
  }
}
