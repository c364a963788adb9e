import { sql, type Kysely } from 'kysely';

/** What we last wrote into a record of Procore, so that the webhook it raises can be told from a person's change. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table write_back (
      connection_id text not null references connection,
      tenant_id text not null references tenant,
      document_kind text not null,
      source_id text not null,
      user_id text not null,
      opened_at timestamptz not null default now(),
      returned_updated_at timestamptz,
      primary key (connection_id, document_kind, source_id)
    )`.execute(db);
  await sql`alter table write_back enable row level security`.execute(db);
  await sql`create policy same_tenant on write_back
    using (tenant_id = current_setting('ml_connector.tenant', true))
    with check (tenant_id = current_setting('ml_connector.tenant', true))`.execute(db);
}
