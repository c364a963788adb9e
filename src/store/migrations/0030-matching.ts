import { sql, type Kysely } from 'kysely';

/** What vendors and suppliers were matched to, what persons decided, and that they closed it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table match_run (
      connection_id text primary key references connection,
      tenant_id text not null references tenant,
      ran_at timestamptz not null default now(),
      closed_by text,
      closed_at timestamptz
    )`.execute(db);
  await sql`comment on table match_run is 'The newest run. Once closed it stays closed, whatever later runs find.'`.execute(
    db,
  );
  await sql`
    create table match_finding (
      connection_id text not null references connection,
      number integer not null,
      tenant_id text not null references tenant,
      kind text not null,
      vendors text[] not null,
      suppliers text[] not null,
      score integer,
      matched_by text[] not null,
      primary key (connection_id, number)
    )`.execute(db);
  await sql`create index match_finding_vendors on match_finding using gin (vendors)`.execute(db);
  await sql`
    create table match_decision (
      connection_id text not null references connection,
      vendor text not null,
      supplier text not null,
      tenant_id text not null references tenant,
      decision text not null check (decision in ('accept', 'reject', 'create', 'never')),
      vendor_identity text not null,
      supplier_identity text not null,
      decided_by text not null,
      decided_at timestamptz not null default now(),
      primary key (connection_id, vendor, supplier)
    )`.execute(db);
  await sql`comment on column match_decision.vendor is 'Empty: it is about the supplier alone; and the other way.'`.execute(
    db,
  );
  for (const table of ['match_run', 'match_finding', 'match_decision']) {
    await sql`alter table ${sql.table(table)} enable row level security`.execute(db);
    await sql`create policy same_tenant on ${sql.table(table)}
      using (tenant_id = current_setting('ml_connector.tenant', true))
      with check (tenant_id = current_setting('ml_connector.tenant', true))`.execute(db);
  }
}
