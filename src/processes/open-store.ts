import { sql } from 'kysely';
import { AuditHeadSigner } from '../crypto/audit-head-signer';
import { KeyRing } from '../crypto/key-ring';
import type { EncryptingCodecOptions } from '../crypto/payload-codec';
import { loadMasterKey } from '../crypto/master-key';
import type { MasterKeyRing } from '../crypto/master-key-ring';
import { proveMasterKey } from '../crypto/prove-master-key';
import { SealError } from '../crypto/seal-error';
import { createTenantOf } from '../crypto/tenant-directory';
import { dataKeys } from '../store/connections/data-keys';
import { tenantIds } from '../store/connections/tenants';
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
  readonly close: () => Promise<void>;
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
  /** Refuses a master key that does not open the data keys; for what would go on by itself with a wrong one. Default false. */
  readonly provesMasterKey?: boolean;
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
    if (where.provesMasterKey === true) await requireFittingKey(database, masterKeys);
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

/** With a wrong one a process would find everything sealed, pause what it cannot read, and sign what nobody can check. */
async function requireFittingKey(database: Database, masterKeys: MasterKeyRing): Promise<void> {
  try {
    await proveMasterKey(dataKeys(database), masterKeys, await tenantIds(database));
  } catch (cause) {
    if (!(cause instanceof SealError)) throw cause;
    throw new ActionError(
      'refused',
      `the master key does not open the data keys of this database (${cause.message}); nothing was done. Bring the key back ` +
        'that they were wrapped by, in ML_CONNECTOR_MASTER_KEY or its file',
      { cause },
    );
  }
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
