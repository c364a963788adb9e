import { sql, type Kysely } from 'kysely';

/** Plans of what accounts of the ERP come to as cost codes in Procore, and what stands there as ours. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table cost_code_plan (
      connection_id text not null references connection,
      number integer not null,
      tenant_id text not null references tenant,
      state text not null check (state in ('planning', 'planned')),
      accounts jsonb,
      scopes jsonb not null default '{}',
      made_by text not null,
      made_at timestamptz not null default now(),
      applied_by text,
      applied_at timestamptz,
      primary key (connection_id, number)
    )`.execute(db);
  await sql`create unique index cost_code_plan_planning on cost_code_plan (connection_id) where state = 'planning'`.execute(
    db,
  );
  await sql`comment on column cost_code_plan.scopes is
    'By project, and "" for the company''s list: how many calls to Procore its rows take. One that is missing is not planned yet.'`.execute(
    db,
  );
  await sql`
    create table cost_code_row (
      connection_id text not null,
      plan integer not null,
      scope text not null,
      position integer not null,
      tenant_id text not null references tenant,
      row jsonb not null,
      outcome text check (outcome in ('done', 'moved', 'refused')),
      told text not null default '',
      primary key (connection_id, plan, scope, position),
      foreign key (connection_id, plan) references cost_code_plan
    )`.execute(db);
  await sql`
    create table cost_code_link (
      connection_id text not null references connection,
      scope text not null,
      level text not null check (level in ('standard', 'project', 'wbs')),
      code text not null,
      cost_type text not null,
      tenant_id text not null references tenant,
      procore_id text not null,
      name text,
      account text not null default '',
      inactivated boolean not null default false,
      linked_at timestamptz not null default now(),
      primary key (connection_id, scope, level, code, cost_type)
    )`.execute(db);
  await sql`comment on column cost_code_link.name is
    'Our last name. Null: it was adopted under another, which stays.'`.execute(db);
  for (const table of ['cost_code_plan', 'cost_code_row', 'cost_code_link']) {
    await sql`alter table ${sql.table(table)} enable row level security`.execute(db);
    await sql`create policy same_tenant on ${sql.table(table)}
      using (tenant_id = current_setting('ml_connector.tenant', true))
      with check (tenant_id = current_setting('ml_connector.tenant', true))`.execute(db);
  }
}
