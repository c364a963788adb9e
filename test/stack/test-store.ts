import { randomBytes } from 'node:crypto';
import { settingsApart, type Sections } from '../../src/application/connections/settings-by-section';
import type { ErpSystem } from '../../src/clients/erp-system';
import { jdeSystem } from '../../src/clients/jde/system';
import {
  connectionSettingsSchema,
  type ConnectionSecrets,
  type ConnectionSettings,
} from '../../src/config/connection-settings';
import { KeyRing } from '../../src/crypto/key-ring';
import { MasterKeyRing } from '../../src/crypto/master-key-ring';
import { dataKeys } from '../../src/store/connections/data-keys';
import { openDatabase, type Database } from '../../src/store/database';
import type { Scope } from '../../src/store/scope';
import { SealedJson } from '../../src/store/sealed-json';
import { createStore, type Store } from '../../src/store/store';
import { createTestDatabase, type TestDatabase } from './test-database';

export const testCompanyId = '562949953421312';
export const testProjectId = '562949953443325';
export const testWebhookSecret = 'Bearer webhook-secret-of-the-test';

export interface ConnectionOverrides {
  readonly tenantId?: string;
  readonly connectionId?: string;
  readonly environment?: 'sandbox' | 'production';
  readonly companyId?: string;
  /** Default JD Edwards. */
  readonly erp?: ErpSystem;
  /** By section of connection.json; merged into the valid settings, member by member. */
  readonly settings?: Sections;
  readonly secrets?: Partial<ConnectionSecrets>;
  /** Known to the connection. Default one, `testProjectId`. */
  readonly projectIds?: readonly string[];
  /** Default true. */
  readonly live?: boolean;
}

export interface TestStore {
  readonly store: Store;
  readonly keyRing: KeyRing;
  /** As ML_CONNECTOR_MASTER_KEY has it, for programs that are started beside the test. */
  readonly masterKey: string;
  readonly database: Database;
  readonly testDatabase: TestDatabase;
  readonly tenantId: string;
  readonly connectionId: string;
  /** A further connection; its tenant is made when there is none of that id. */
  addConnection(overrides?: ConnectionOverrides): Promise<Scope>;
  /** Also drops the database. */
  close(): Promise<void>;
}

/** A database of its own with a random master key, one tenant and one connection that is live and knows one project. */
export async function createTestStore(first: ConnectionOverrides = {}): Promise<TestStore> {
  const testDatabase = await createTestDatabase();
  const database = openDatabase(testDatabase.appUrl);
  // Keys are also read inside transactions: from one pool, as many transactions as it has connections would wait for ever.
  const keyDatabase = openDatabase(testDatabase.appUrl, 2);
  const masterKey = `test:${randomBytes(32).toString('base64')}`;
  const keyRing = new KeyRing({
    store: dataKeys(keyDatabase),
    masterKeys: MasterKeyRing.parse(masterKey, 'the master key of the test'),
  });
  const store = createStore(database, new SealedJson(keyRing));
  const addConnection = (overrides: ConnectionOverrides = {}): Promise<Scope> => addTo(store, overrides);
  const scope = await addConnection(first);
  return {
    ...scope,
    store,
    keyRing,
    masterKey,
    database,
    testDatabase,
    addConnection,
    close: async () => {
      await database.close();
      await keyDatabase.close();
      await testDatabase.drop();
    },
  };
}

async function addTo(store: Store, overrides: ConnectionOverrides): Promise<Scope> {
  const scope: Scope = {
    tenantId: overrides.tenantId ?? 'acme',
    connectionId: overrides.connectionId ?? `conn-${randomBytes(4).toString('hex')}`,
  };
  await store.tenants.ensure(scope.tenantId, `Tenant ${scope.tenantId}`);
  await store.inTenant(scope.tenantId, async (tx) => {
    await tx.connections.save({
      ...scope,
      environment: overrides.environment ?? 'sandbox',
      settings: testSettings(overrides),
      secrets: {
        procoreClientId: 'client-id-of-the-test',
        procoreClientSecret: 'client-secret-of-the-test',
        erp: { username: 'PCUSER', password: 'jde-password-of-the-test' },
        webhookSecret: testWebhookSecret,
        ...overrides.secrets,
      },
    });
    for (const id of overrides.projectIds ?? [testProjectId]) {
      await tx.projects.save(scope, { id, number: `P-${id}`, name: `Project ${id}`, timeZone: 'America/Chicago' });
    }
    if (overrides.live ?? true) await tx.connections.goLive(scope, 'test');
  });
  return scope;
}

/** Settings that pass the schemas; exported for tests that need them without a store. */
export function testSettings({
  companyId = testCompanyId,
  erp = jdeSystem,
  settings = {},
}: Pick<ConnectionOverrides, 'companyId' | 'erp' | 'settings'> = {}): ConnectionSettings {
  const common: Sections = { procore: { companyId, environment: 'sandbox' } };
  return parsedSettings(erp, mergedSections(common, mergedSections(erp === jdeSystem ? jdeSections : {}, settings)));
}

const jdeSections: Sections = {
  jde: { baseUrl: 'http://127.0.0.1:9/jderest', environment: 'JPD920' },
  posting: {
    branchPlant: { rule: 'businessUnit' },
    orderCommitment: 'untracked',
    companies: { '00200': { retainageAccount: '200.4110' } },
    glDatePolicy: 'billingDate',
    ediUser: 'PCEDI',
  },
};

export function mergedSections(
  base: Sections,
  changes: { readonly [section: string]: Sections[string] | undefined },
): Sections {
  const names = new Set([...Object.keys(base), ...Object.keys(changes)]);
  return Object.fromEntries([...names].map((name) => [name, { ...base[name], ...changes[name] }]));
}

/** Throws a ZodError that names what is wrong. */
export function parsedSettings(erp: ErpSystem, sections: Sections): ConnectionSettings {
  const settings = connectionSettingsSchema.parse(settingsApart(erp, sections));
  return { ...settings, erp: { ...settings.erp, settings: erp.settings.parse(settings.erp.settings) } };
}
