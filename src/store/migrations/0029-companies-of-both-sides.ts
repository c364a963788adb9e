import { sql, type Kysely } from 'kysely';

/** Vendors of Procore and suppliers of the ERP as they were last read whole, to be matched with each other. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table company_sweep (
      connection_id text not null references connection,
      side text not null check (side in ('procore', 'erp')),
      number integer not null,
      tenant_id text not null references tenant,
      state text not null check (state in ('reading', 'whole', 'void')),
      reached jsonb,
      seen integer not null default 0,
      changed integer not null default 0,
      missing integer not null default 0,
      why text,
      begun_at timestamptz not null default now(),
      ended_at timestamptz,
      primary key (connection_id, side, number)
    )`.execute(db);
  await sql`
    create unique index company_sweep_reading on company_sweep (connection_id, side) where state = 'reading'`.execute(
    db,
  );
  await sql`comment on column company_sweep.reached is 'How far it has come, in the words of whoever reads.'`.execute(
    db,
  );
  await sql`
    create table company_record (
      connection_id text not null references connection,
      side text not null check (side in ('procore', 'erp')),
      id text not null,
      tenant_id text not null references tenant,
      body bytea not null,
      hash text not null,
      identity text not null,
      version integer not null,
      seen_in integer not null,
      changed_at timestamptz not null default now(),
      primary key (connection_id, side, id)
    )`.execute(db);
  await sql`
    comment on column company_record.seen_in is
      'The sweep that saw it last; it is there while no whole sweep came after that.'`.execute(db);
  for (const table of ['company_sweep', 'company_record']) {
    await sql`alter table ${sql.table(table)} enable row level security`.execute(db);
    await sql`create policy same_tenant on ${sql.table(table)}
      using (tenant_id = current_setting('ml_connector.tenant', true))
      with check (tenant_id = current_setting('ml_connector.tenant', true))`.execute(db);
  }
}
