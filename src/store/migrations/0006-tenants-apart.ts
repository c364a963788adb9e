import { sql, type Kysely } from 'kysely';

const scopedTables = [
  'data_key',
  'connection',
  'version_row',
  'project',
  'feed',
  'commitment',
  'document',
  'snapshot',
  'plan',
  'hold',
  'webhook_event',
  'posting',
  'posting_attempt',
  'counted_line',
  'opening_balance',
  'opening_balance_line',
  'mapping_version',
  'mapping_row',
  'party',
  'erp_fact',
  'audit_head',
  'audit_entry',
];

/**
 * Row-level security: the application's role sees only rows of the tenant that its transaction named. Two tables stay
 * outside: `tenant` (ids, so that background work can go from one to the next) and `outbox` (workflow ids, no content).
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of scopedTables) {
    await sql`alter table ${sql.table(table)} enable row level security`.execute(db);
    await sql`create policy same_tenant on ${sql.table(table)}
      using (tenant_id = current_setting('ml_connector.tenant', true))
      with check (tenant_id = current_setting('ml_connector.tenant', true))`.execute(db);
  }

  // Where a connection belongs is asked before a tenant is known: by the webhook endpoint and by the codec.
  await sql`
    create function tenant_of_connection(wanted text) returns text
    language sql stable security definer set search_path = public
    as $$ select tenant_id from connection where id = wanted $$`.execute(db);
  await sql`revoke all on function tenant_of_connection(text) from public`.execute(db);
}
