import { sql, type Kysely } from 'kysely';

/** Generated rows of a mapping know their combination in Procore, and what people changed there may be accepted. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table mapping_row add column wbs_code_id text`.execute(db);
  await sql`comment on column mapping_row.wbs_code_id is
    'Of a generated row: the combination in Procore that it is for, whatever its code is called now.'`.execute(db);
  await sql`
    create table cost_code_accepted (
      connection_id text not null references connection,
      scope text not null,
      level text not null check (level in ('standard', 'project', 'wbs')),
      code text not null,
      cost_type text not null,
      tenant_id text not null references tenant,
      erp text not null,
      procore text not null,
      accepted_by text not null,
      accepted_at timestamptz not null default now(),
      primary key (connection_id, scope, level, code, cost_type)
    )`.execute(db);
  await sql`comment on table cost_code_accepted is
    'Differences that a person accepted, by what either side was then: while both still are, they are not listed.'`.execute(
    db,
  );
  await sql`alter table cost_code_accepted enable row level security`.execute(db);
  await sql`create policy same_tenant on cost_code_accepted
    using (tenant_id = current_setting('ml_connector.tenant', true))
    with check (tenant_id = current_setting('ml_connector.tenant', true))`.execute(db);
}
