import { Kysely, PostgresDialect, sql } from 'kysely';
import { Pool } from 'pg';
import { createTestStore, testSettings, type TestStore } from '../../../test/stack/test-store';
import { jdeSystem } from '../../clients/jde/system';
import { up } from '../migrations/0015-settings-by-adapter';
import type { Tx } from '../unit-of-work';

let acme: TestStore;
beforeAll(async () => {
  acme = await createTestStore();
});
afterAll(() => acme.close());

const inTenant = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => acme.store.inTenant(acme.tenantId, work);

test('settings of an earlier version are moved: what is JDE’s own stands apart, and is as its schema has it', async () => {
  const { erp, posting, ...common } = testSettings({ settings: { posting: { apPosting: false, payStatus: 'A' } } });
  const own = erp.settings as Record<'jde' | 'posting', object>;
  const { approvedStatuses, apPosting, timeZone } = posting;
  const known = { approvedStatuses, apPosting, timeZone };
  const former = JSON.stringify({ ...common, jde: own.jde, posting: { ...own.posting, ...known } });
  const pool = new Pool({ connectionString: acme.testDatabase.ownerUrl, max: 1 });
  const owner = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    await sql`update connection set settings = ${former}::jsonb where id = ${acme.connectionId}`.execute(owner);
    await up(owner);
    await up(owner);
  } finally {
    await owner.destroy();
  }
  const { settings } = await inTenant((tx) => tx.connections.load(acme.connectionId));
  expect(settings).toEqual({ ...common, posting, erp });
  expect(jdeSystem.settings.parse(settings.erp.settings)).toEqual(erp.settings);
});

test('secrets that an earlier version sealed are read as the ERP’s own', async () => {
  const now = await inTenant((tx) => tx.connections.load(acme.connectionId));
  const { erp, ...common } = await inTenant((tx) => tx.connections.loadSecrets(acme));
  const former = { ...common, jdeUsername: erp['username'], jdePassword: erp['password'] };
  await inTenant((tx) => tx.connections.save({ ...now, secrets: former as never }));
  expect(await inTenant((tx) => tx.connections.loadSecrets(acme))).toEqual({ ...common, erp });
});

describe('secrets are sealed for their connection alone', () => {
  const asOwner = async (work: (owner: Kysely<unknown>) => Promise<unknown>) => {
    const pool = new Pool({ connectionString: acme.testDatabase.ownerUrl, max: 1 });
    const owner = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
    try {
      await work(owner);
    } finally {
      await owner.destroy();
    }
  };

  test('those of another connection of the tenant do not open in their place', async () => {
    const other = await acme.addConnection({ tenantId: acme.tenantId });
    await asOwner((owner) =>
      sql`update connection set secrets = (select secrets from connection where id = ${acme.connectionId})
        where id = ${other.connectionId}`.execute(owner),
    );
    await expect(inTenant((tx) => tx.connections.loadSecrets(other))).rejects.toMatchObject({ name: 'SealError' });
  });

  test('those that an earlier version sealed for the tenant are bound when they are next read', async () => {
    const secrets = await inTenant((tx) => tx.connections.loadSecrets(acme));
    const former = await inTenant((tx) => tx.sealed.seal('secrets', secrets));
    await asOwner((owner) =>
      sql`update connection set secrets = ${former}, secrets_bound = false where id = ${acme.connectionId}`.execute(
        owner,
      ),
    );
    expect(await inTenant((tx) => tx.connections.loadSecrets(acme))).toEqual(secrets);
    expect(await inTenant((tx) => tx.connections.loadSecrets(acme))).toEqual(secrets);
    await asOwner((owner) =>
      sql`update connection set secrets = ${former} where id = ${acme.connectionId}`.execute(owner),
    );
    await expect(inTenant((tx) => tx.connections.loadSecrets(acme))).rejects.toMatchObject({ name: 'SealError' });
    await asOwner((owner) =>
      sql`update connection set secrets_bound = false where id = ${acme.connectionId}`.execute(owner),
    );
  });
});
