import { sql } from 'kysely';
import { AuditHeadSigner } from '../crypto/audit-head-signer';
import { KeyRing } from '../crypto/key-ring';
import type { EncryptingCodecOptions } from '../crypto/payload-codec';
import { loadMasterKey } from '../crypto/master-key';
import { createTenantOf } from '../crypto/tenant-directory';
import { dataKeys } from '../store/connections/data-keys';
import { openDatabase, type Database } from '../store/database';
import { requireSchema } from '../store/migrate';
import { SealedJson } from '../store/sealed-json';
import { createStore, type Store } from '../store/store';
import { isError } from '../telemetry/is-error';
import { whileDatabaseAway } from './while-database-away';
import { ActionError } from '../application/action-error';

export interface OpenedStore {
  readonly store: Store;
  readonly database: Database;
  readonly keyRing: KeyRing;
  readonly headSigner: AuditHeadSigner;
  /** What the data converter of every Temporal client and worker needs: payloads travel sealed with the tenant's key. */
  readonly payloads: EncryptingCodecOptions;
  close(): Promise<void>;
}

export interface StoreLocation {
  readonly databaseUrl: string;
  /** Read when ML_CONNECTOR_MASTER_KEY is not set. */
  readonly masterKeyFile?: string | undefined;
  readonly env?: NodeJS.ProcessEnv | undefined;
  /** Connections in the pool. Default 10. */
  readonly poolSize?: number | undefined;
  /**
   * How long payloads wait for the database to give their keys. Default not at all. The SDK ends a worker whose payloads
   * cannot be read or written, although only the database was restarted.
   */
  readonly payloadsWaitMs?: number | undefined;
}

/** PostgreSQL at the right schema, the keys to it, and the converter that goes with them. */
export async function openStore(where: StoreLocation): Promise<OpenedStore> {
  const masterKeys = await loadMasterKey({
    env: where.env ?? process.env,
    ...(where.masterKeyFile === undefined ? {} : { file: where.masterKeyFile }),
  });
  const database = openDatabase(where.databaseUrl, where.poolSize);
  try {
    await requireAnswer(database, where.databaseUrl);
    await requireSchema(database.shared);
  } catch (error) {
    await database.close();
    throw error;
  }
  // Keys are read inside transactions too: from one pool, as many transactions as it has connections would wait for ever.
  const keyDatabase = openDatabase(where.databaseUrl, 2);
  const keys = dataKeys(keyDatabase);
  const keyRing = new KeyRing({ store: keys, masterKeys });
  const wait = <T>(work: () => Promise<T>): Promise<T> => whileDatabaseAway(where.payloadsWaitMs ?? 0, work);
  const tenantOf = createTenantOf(async (id) => (await wait(() => database.tenantOfConnection(id))) ?? undefined);
  const ofPayloads = { ...keys, load: (tenantId: string) => wait(() => keys.load(tenantId)) };
  return {
    database,
    keyRing,
    headSigner: new AuditHeadSigner(masterKeys),
    store: createStore(database, new SealedJson(keyRing)),
    payloads: { keyRing: new KeyRing({ store: ofPayloads, masterKeys }), tenantOf },
    close: async () => {
      await database.close();
      await keyDatabase.close();
    },
  };
}

/** Told apart from a missing schema, because the cure is another. */
async function requireAnswer(database: Database, databaseUrl: string): Promise<void> {
  try {
    await sql`select 1`.execute(database.shared);
  } catch (cause) {
    const { host, pathname } = new URL(databaseUrl);
    const why = isError(cause) && cause.message !== '' ? ` (${cause.message})` : '';
    throw new ActionError(
      'refused',
      `the database ${host}${pathname} does not answer${why}; is "ml-connector up" running, or is DATABASE_URL right?`,
      { cause },
    );
  }
}
