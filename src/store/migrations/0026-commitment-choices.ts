import { sql, type Kysely } from 'kysely';

/**
 * Commitments that were known when their connection went live, and what persons chose for them. Of a connection that is live
 * already all that are known are older: none of them gets an order by itself.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table commitment add column before_go_live boolean not null default false`.execute(db);
  await sql`
    update commitment set before_go_live = true from connection
    where connection.id = commitment.connection_id and connection.go_live_at is not null`.execute(db);
  await sql`
    create table commitment_choice (
      connection_id text not null references connection,
      commitment_id text not null,
      tenant_id text not null references tenant,
      choice jsonb not null,
      chosen_by text not null,
      chosen_at timestamptz not null default now(),
      primary key (connection_id, commitment_id)
    )`.execute(db);
  await sql`alter table commitment_choice enable row level security`.execute(db);
  await sql`create policy same_tenant on commitment_choice
    using (tenant_id = current_setting('ml_connector.tenant', true))
    with check (tenant_id = current_setting('ml_connector.tenant', true))`.execute(db);
}
