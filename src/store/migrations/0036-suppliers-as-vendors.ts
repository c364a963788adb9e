import { sql, type Kysely } from 'kysely';

/** Plans of what suppliers of the ERP come to as vendors in Procore, and what both sides of each pair were when last agreed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table vendor_import_plan (
      connection_id text not null references connection,
      number integer not null,
      tenant_id text not null references tenant,
      taken text[] not null,
      linked integer not null,
      calls integer not null,
      made_by text not null,
      made_at timestamptz not null default now(),
      applied_by text,
      applied_at timestamptz,
      primary key (connection_id, number)
    )`.execute(db);
  await sql`comment on column vendor_import_plan.taken is
    'Fields of which a person took the ERP''s value for all pairs, for this plan alone.'`.execute(db);
  await sql`
    create table vendor_import_row (
      connection_id text not null,
      plan integer not null,
      position integer not null,
      tenant_id text not null references tenant,
      body bytea not null,
      sent_at timestamptz,
      outcome text check (outcome in ('done', 'moved', 'refused')),
      told bytea,
      primary key (connection_id, plan, position),
      foreign key (connection_id, plan) references vendor_import_plan
    )`.execute(db);
  await sql`comment on column vendor_import_row.sent_at is
    'Before the call that carries it. With no outcome, nobody knows yet what came of it.'`.execute(db);
  await sql`
    create table vendor_base (
      connection_id text not null references connection,
      vendor text not null,
      tenant_id text not null references tenant,
      body bytea not null,
      kept_at timestamptz not null default now(),
      primary key (connection_id, vendor)
    )`.execute(db);
  for (const table of ['vendor_import_plan', 'vendor_import_row', 'vendor_base']) {
    await sql`alter table ${sql.table(table)} enable row level security`.execute(db);
    await sql`create policy same_tenant on ${sql.table(table)}
      using (tenant_id = current_setting('ml_connector.tenant', true))
      with check (tenant_id = current_setting('ml_connector.tenant', true))`.execute(db);
  }
}
