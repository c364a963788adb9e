import { sql } from 'kysely';
import { Client } from 'pg';
import { createTestStore, type TestStore } from '../../test/stack/test-store';
import { openDatabase, type Trx } from './database';
import type { Scope } from './scope';
import { WebhookInbox } from './signals/webhook-inbox';

describe('row-level security of the application role', () => {
  let acme: TestStore;
  let mine: Scope;
  let theirs: Scope;

  beforeAll(async () => {
    acme = await createTestStore({ connectionId: 'mine' });
    mine = { tenantId: acme.tenantId, connectionId: acme.connectionId };
    theirs = await acme.addConnection({ tenantId: 'rival', connectionId: 'theirs' });
    for (const scope of [mine, theirs]) {
      await acme.store.inTenant(scope.tenantId, async (tx) => {
        await tx.documents.see(scope, { kind: 'requisition', sourceId: '1' });
        await tx.auditTrail.append({ act: 'seen', facts: {} });
      });
    }
  });
  afterAll(() => acme.close());

  test('every table that names a tenant, save the outbox, shows only rows of the tenant that asks', async () => {
    const { rows: tables } = await sql<{ table: string }>`
      select table_name as "table" from information_schema.columns
      where table_schema = 'public' and column_name = 'tenant_id' and table_name <> 'outbox'`.execute(
      acme.database.shared,
    );
    expect(tables.length).toBeGreaterThan(20);
    for (const { table } of tables) {
      const seen = await acme.database.inTenant(mine.tenantId, (trx) => tenantsIn(trx, table));
      expect({ table, others: seen.filter((tenant) => tenant !== mine.tenantId) }).toEqual({ table, others: [] });
    }
    expect(await acme.database.inTenant(mine.tenantId, (trx) => tenantsIn(trx, 'document'))).toEqual([mine.tenantId]);
    expect(await acme.database.inTenant('nobody', (trx) => tenantsIn(trx, 'document'))).toEqual([]);
  });

  test('a transaction is that of its tenant alone, whatever stands in the name, and ends with it', async () => {
    const named = (trx: Trx) =>
      sql<{ name: string | null }>`select current_setting('ml_connector.tenant', true) as name`
        .execute(trx)
        .then(({ rows }) => rows[0]?.name);
    const odd = "ac'me\\', true); rollback; select set_config('ml_connector.tenant', 'rival";
    expect(await acme.database.inTenant(odd, named)).toBe(odd);
    expect(await acme.database.inTenant(odd, (trx) => tenantsIn(trx, 'document'))).toEqual([]);
    const one = openDatabase(acme.testDatabase.appUrl, 1);
    try {
      expect(await one.inTenant(mine.tenantId, named)).toBe(mine.tenantId);
      expect(await one.shared.connection().execute((connection) => named(connection as Trx))).toBe('');
      await expect(one.inTenant(mine.tenantId, () => Promise.reject(new Error('undone')))).rejects.toThrow('undone');
      expect(await one.inTenant(theirs.tenantId, named)).toBe(theirs.tenantId);
    } finally {
      await one.close();
    }
  });

  test('every table is under the policy, or stands in the list of those that hold no content of a tenant', async () => {
    const { rows } = await sql<{ table: string; guarded: boolean }>`
      select c.relname as "table", c.relrowsecurity and exists (
        select from pg_policy p
        where p.polrelid = c.oid and p.polname = 'same_tenant' and p.polcmd = '*' and p.polpermissive
          and p.polroles = '{0}'
          and pg_get_expr(p.polqual, p.polrelid) = ${samePolicy} and pg_get_expr(p.polwithcheck, p.polrelid) = ${samePolicy}
      ) and 1 = (select count(*) from pg_policy p where p.polrelid = c.oid) as guarded
      from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
      order by c.relname`.execute(acme.database.shared);
    expect(rows.filter((row) => !row.guarded).map((row) => row.table)).toEqual(outsideTenants);
    expect(rows.filter((row) => row.guarded).length).toBeGreaterThan(20);
  });

  test('the application role is no superuser, bypasses no policy, owns nothing and is member of no other role', async () => {
    const { rows } = await sql`
      select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
        exists (select from pg_auth_members where member = pg_roles.oid) as member,
        exists (select from pg_class where relowner = pg_roles.oid) as owner
      from pg_roles where rolname = current_user`.execute(acme.database.shared);
    expect(new Set(Object.values(rows[0] as Record<string, boolean>))).toEqual(new Set([false]));
  });

  test('without a tenant nothing is seen, also on a connection that has just served one', async () => {
    await acme.database.inTenant(mine.tenantId, (trx) => tenantsIn(trx, 'document'));
    expect(await acme.database.shared.selectFrom('document').select('id').execute()).toEqual([]);
  });

  test('a row for another tenant cannot be inserted, changed or taken over', async () => {
    const insert = acme.store.inTenant(mine.tenantId, (tx) =>
      tx.documents.see(theirs, { kind: 'requisition', sourceId: '2' }),
    );
    await expect(insert).rejects.toThrow(/row-level security/);
    const { numUpdatedRows } = await acme.database.inTenant(mine.tenantId, (trx) =>
      trx.updateTable('document').set({ open: true }).where('connectionId', '=', 'theirs').executeTakeFirstOrThrow(),
    );
    expect(numUpdatedRows).toBe(0n);
    const move = acme.database.inTenant(mine.tenantId, (trx) =>
      trx.updateTable('document').set({ tenantId: theirs.tenantId }).execute(),
    );
    await expect(move).rejects.toThrow(/row-level security/);
  });

  test('the same connection id cannot be taken by another tenant', async () => {
    await expect(acme.addConnection({ tenantId: 'rival', connectionId: 'mine' })).rejects.toThrow(/duplicate key/);
  });

  describe('webhook events, which are stored without a transaction that names the tenant', () => {
    const facts = { resource: 'Draw Requests', resourceId: '1', projectId: '2', userId: '3', eventType: 'update' };
    const store = (scope: Scope, eventId = '01EVENT', database = acme.database): Promise<boolean> =>
      new WebhookInbox(database).store(scope, { ...facts, eventId, eventAt: null }, Buffer.from('sealed'));
    const seenBy = (tenantId: string): Promise<{ tenantId: string; outcome: string | null }[]> =>
      acme.database.inTenant(tenantId, (trx) =>
        trx.selectFrom('webhookEvent').select(['tenantId', 'outcome']).where('eventId', '=', '01EVENT').execute(),
      );

    test('are seen by their own tenant only, and one id is two events at two tenants', async () => {
      expect([await store(mine), await store(mine), await store(theirs)]).toEqual([true, false, true]);
      expect([await seenBy('acme'), await seenBy('rival'), await seenBy('nobody')]).toEqual([
        [{ tenantId: 'acme', outcome: null }],
        [{ tenantId: 'rival', outcome: null }],
        [],
      ]);
    });

    test('leave no tenant named on the connection they went over', async () => {
      const one = openDatabase(acme.testDatabase.appUrl, 1);
      try {
        expect(await store(mine, '01OTHER', one)).toBe(true);
        expect(await one.shared.selectFrom('webhookEvent').select('eventId').execute()).toEqual([]);
      } finally {
        await one.close();
      }
    });

    test("cannot be stored for another tenant's connection, nor for one that is not there", async () => {
      for (const connectionId of ['theirs', 'missing']) {
        await expect(store({ tenantId: mine.tenantId, connectionId })).rejects.toThrow(/no such connection/);
      }
    });

    test('that wait are told of by tenant and time alone, and taken in under their own tenant alone', async () => {
      const queues = await acme.store.webhookInbox.waitingQueues();
      expect(queues.map(({ tenantId }) => tenantId).sort()).toEqual(['acme', 'rival']);
      const due = await acme.store.inTenant('rival', (tx) => tx.webhookIntake.lockDue(false, 10));
      expect(due.map(({ tenantId, eventId }) => [tenantId, eventId])).toEqual([['rival', '01EVENT']]);
      await acme.store.inTenant('rival', (tx) =>
        tx.webhookIntake.setOutcomes([{ ...mine, eventId: '01EVENT', outcome: 'echo' }]),
      );
      expect(await seenBy('acme')).toEqual([{ tenantId: 'acme', outcome: null }]);
    });
  });

  test.each([
    'delete from data_key',
    'truncate data_key',
    "update data_key set key_id = 'x'",
    'delete from audit_head',
    'truncate audit_head',
    'delete from posting',
    'delete from decision',
  ])('the application role may not: %s', async (statement) => {
    await expect(acme.database.inTenant(mine.tenantId, (trx) => sql.raw(statement).execute(trx))).rejects.toThrow(
      /permission denied/,
    );
  });

  test('the application role deletes only what is replaced, sent, or was never anything', async () => {
    const { rows } = await sql<{ table: string }>`
      select table_name as "table" from information_schema.role_table_grants
      where grantee = current_user and privilege_type in ('DELETE', 'TRUNCATE') order by 1`.execute(
      acme.database.shared,
    );
    expect(rows.map((row) => row.table)).toEqual([
      'document',
      'effect',
      'erp_caller',
      'match_decision',
      'match_finding',
      'opening_balance',
      'outbox',
      'retainage_release',
      'temporal_cluster',
      'vendor_base',
      'webhook_hook',
    ]);
  });

  test.each(["update audit_entry set actor = 'x'", 'delete from audit_entry', 'truncate audit_entry'])(
    'the audit trail is append-only: %s',
    async (statement) => {
      const change = acme.database.inTenant(mine.tenantId, (trx) => sql.raw(statement).execute(trx));
      await expect(change).rejects.toThrow(/permission denied/);
    },
  );

  test.each([
    'alter table document disable row level security',
    'drop policy same_tenant on document',
    "do $$ begin execute format('set role %I', (select tableowner from pg_tables where tablename = 'document')); end $$",
    'set session_replication_role = replica',
    'set session authorization postgres',
  ])('the role cannot lift what binds it: %s', async (statement) => {
    const lift = acme.database.inTenant(mine.tenantId, (trx) => sql.raw(statement).execute(trx));
    await expect(lift).rejects.toThrow(/must be owner|permission denied/);
  });

  test('a trail that nobody touched verifies; an entry that its owner changed, past the trigger, does not', async () => {
    const verify = () => acme.store.inTenant(mine.tenantId, (tx) => tx.auditTrail.verify());
    expect((await verify()).faults).toEqual([]);
    const owner = new Client({ connectionString: acme.testDatabase.ownerUrl });
    await owner.connect();
    try {
      const change = "update audit_entry set actor = 'somebody' where tenant_id = 'acme'";
      await expect(owner.query(change)).rejects.toThrow(/append-only/);
      await owner.query('alter table audit_entry disable trigger user');
      await owner.query(change);
    } finally {
      await owner.end();
    }
    expect((await verify()).faults).toEqual(['entry 1 was changed']);
  });
});

/** Exactly what each policy says; a looser one would pass for a policy too. */
const samePolicy = "(tenant_id = current_setting('ml_connector.tenant'::text, true))";

/** What each of them holds stands in its migration. */
const outsideTenants = [
  'erp_caller',
  'kysely_migration',
  'kysely_migration_lock',
  'outbox',
  'procore_quota',
  'procore_quota_share',
  'temporal_cluster',
  'tenant',
];

async function tenantsIn(trx: Trx, table: string): Promise<string[]> {
  const { rows } = await sql<{ tenantId: string }>`select distinct tenant_id from ${sql.table(table)}`.execute(trx);
  return rows.map((row) => row.tenantId);
}
