import { sql, type Kysely } from 'kysely';

/** Mapping versions, parties (vendor here, supplier there), and what was last read of the ERP's master data. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table mapping_version (
      connection_id text not null references connection,
      version integer not null,
      tenant_id text not null,
      created_by text not null,
      created_at timestamptz not null default now(),
      primary key (connection_id, version)
    )`.execute(db);
  await sql`
    create table mapping_row (
      connection_id text not null,
      version integer not null,
      line integer not null,
      tenant_id text not null,
      project text not null,
      sub_job text not null,
      cost_code text not null,
      cost_type text not null,
      business_unit text not null,
      object text not null,
      subsidiary text not null,
      subledger text not null,
      subledger_type text not null,
      primary key (connection_id, version, line),
      foreign key (connection_id, version) references mapping_version
    )`.execute(db);

  await sql`
    create table party (
      id uuid primary key default gen_random_uuid(),
      tenant_id text not null,
      connection_id text not null references connection,
      procore_vendor_id text not null,
      erp_number text,
      erp_tax_id text,
      linked_by text,
      linked_at timestamptz,
      unique (connection_id, procore_vendor_id),
      unique (connection_id, erp_number),
      unique (connection_id, erp_tax_id)
    )`.execute(db);

  await sql`
    create table erp_fact (
      connection_id text not null references connection,
      kind text not null check (kind in ('account', 'businessUnit', 'company', 'supplier')),
      key text not null,
      tenant_id text not null,
      fact jsonb,
      read_at timestamptz not null default now(),
      primary key (connection_id, kind, key)
    )`.execute(db);
  await sql`comment on column erp_fact.fact is 'Null: the ERP was asked and has no such record.'`.execute(db);
}
