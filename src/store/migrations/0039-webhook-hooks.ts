import { sql, type Kysely } from 'kysely';

/** Hooks in Procore that are ours, and how the last comparison with its list of deliveries ended. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table webhook_hook (
      connection_id text not null references connection,
      scope text not null,
      tenant_id text not null references tenant,
      hook_id text not null,
      destination text not null,
      made_at timestamptz not null default now(),
      compared_at timestamptz,
      amiss text,
      missed integer not null default 0,
      last_missed_at timestamptz,
      undelivered integer not null default 0,
      primary key (connection_id, scope)
    )`.execute(db);
  await sql`comment on column webhook_hook.scope is 'A project, or empty: the company.'`.execute(db);
  await sql`comment on column webhook_hook.missed is
    'Events that Procore lists and that had not arrived when they were compared; they were taken in then.'`.execute(db);
  await sql`comment on column webhook_hook.amiss is
    'Why nothing could be compared the last time (gone, refused); null: it was.'`.execute(db);
  await sql`alter table webhook_hook enable row level security`.execute(db);
  await sql`create policy same_tenant on webhook_hook
    using (tenant_id = current_setting('ml_connector.tenant', true))
    with check (tenant_id = current_setting('ml_connector.tenant', true))`.execute(db);
}
