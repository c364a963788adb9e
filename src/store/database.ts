import { CamelCasePlugin, Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import { DatabaseError, Pool, TypeOverrides } from 'pg';
import { connectionLimits, giveUpWhenSilent } from './connection-limits';
import type { Schema } from './schema';
import { TenantDialect } from './tenant-dialect';

export type Trx = Transaction<Schema>;

/** What the rest needs of a database: work on behalf of one tenant, and the few things that stand above tenants. */
export interface Database {
  /**
   * Runs `work` in one transaction that sees only this tenant's rows. Where it and another wait for each other, PostgreSQL gives one of
   * them up, which is run again: `work` does nothing outside of the transaction, not even counting.
   */
  inTenant<T>(tenantId: string, work: (trx: Trx) => Promise<T>): Promise<T>;
  /** For the tables `tenant`, `outbox`, `procore_quota` and `temporal_cluster`, which belong to no tenant alone. */
  readonly shared: Kysely<Schema>;
  readonly pool: Pool;
  tenantOfConnection(connectionId: string): Promise<string | null>;
  close(): Promise<void>;
}

// PostgreSQL's own texts for these types: 64-bit integers, exact decimals, days without a time zone.
const asText = [20, 1700, 1082];

/** A new connection costs a process there: one is kept through pauses, and given up before it counts as silent. */
const idleTimeoutMillis = 35_000;

/** Of one that is given up again and again, whoever called it says when it is tried next. */
const mostTries = 4;

/** Opens a pool of `max` connections, each within the limits of `connection-limits.ts`. */
export function openDatabase(connectionString: string, max = 10): Database {
  const types = new TypeOverrides();
  for (const oid of asText) types.setTypeParser(oid, (text: string) => text);
  const pool = new Pool({
    connectionString,
    max,
    types,
    idleTimeoutMillis,
    ...connectionLimits,
    application_name: 'ml-connector',
    // What tenant-dialect.ts rests on.
    ...{ pipeline: true },
  });
  // An idle connection that the server ends (restart, shutdown) must not end this process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => {
    // Nor one that is at work: its query fails, and that is told to whoever asked.
    client.on('error', () => undefined);
    giveUpWhenSilent(client);
  });
  // What stands inside jsonb keeps its own keys.
  const plugins = [new CamelCasePlugin({ maintainNestedObjectKeys: true })];
  const shared = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }), plugins });
  const tenants = new Map<string, Kysely<Schema>>();
  const ofTenant = (tenantId: string): Kysely<Schema> => {
    const known = tenants.get(tenantId);
    if (known !== undefined) return known;
    const made = new Kysely<Schema>({ dialect: new TenantDialect({ pool }, tenantId), plugins });
    tenants.set(tenantId, made);
    return made;
  };
  return {
    shared,
    pool,
    inTenant: async (tenantId, work) => {
      for (let tried = 1; ; tried += 1) {
        try {
          return await ofTenant(tenantId).transaction().execute(work);
        } catch (error) {
          if (tried === mostTries || !isDeadlock(error)) throw error;
        }
      }
    },
    tenantOfConnection: async (connectionId) => {
      const { rows } = await sql<{
        tenant: string | null;
      }>`select tenant_of_connection(${connectionId}) as tenant`.execute(shared);
      return rows[0]?.tenant ?? null;
    },
    // Not Kysely's `destroy`: that leaves the pool open where only tenants were asked for.
    close: async () => {
      if (!pool.ending) await pool.end();
    },
  };
}

function isDeadlock(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === '40P01';
}
