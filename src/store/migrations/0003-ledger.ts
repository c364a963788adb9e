import { sql, type Kysely } from 'kysely';

/** The ledger of effects in the ERP, every answer the ERP gave, and what counts as posted for a commitment's lines. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table posting (
      id bigint generated always as identity primary key,
      tenant_id text not null,
      connection_id text not null references connection,
      document_id uuid not null references document,
      step text not null,
      ordinal integer not null,
      erp_key text not null,
      state text not null default 'reserved'
        check (state in ('reserved', 'sent', 'uncertain', 'confirmed', 'rejected', 'voided')),
      plan_id bigint references plan,
      lease_no integer not null default 0,
      lease_until timestamptz,
      body bytea,
      body_hash text,
      sends integer not null default 0,
      send_by timestamptz,
      settle_at timestamptz,
      reference jsonb,
      facts jsonb,
      erp_stage text,
      created_at timestamptz not null default now(),
      confirmed_at timestamptz,
      unique (document_id, step, ordinal),
      unique (connection_id, erp_key)
    )`.execute(db);
  await sql`create unique index posting_in_flight on posting (document_id, step)
    where state in ('reserved', 'sent', 'uncertain')`.execute(db);
  await sql`create index posting_watched on posting (connection_id)
    where step = 'voucher' and state = 'confirmed' and erp_stage is distinct from 'posted'`.execute(db);

  await sql`
    create table posting_attempt (
      id bigint generated always as identity primary key,
      tenant_id text not null,
      posting_id bigint not null references posting,
      lease_no integer not null,
      run_id text not null,
      attempt integer not null,
      sent_at timestamptz not null default now(),
      answered_at timestamptz,
      outcome text,
      reference jsonb,
      detail text
    )`.execute(db);
  await sql`create index posting_attempt_posting on posting_attempt (posting_id)`.execute(db);

  await sql`
    create table counted_line (
      connection_id text not null,
      document_id uuid not null references document,
      item_key text not null,
      tenant_id text not null,
      commitment_id text not null,
      number integer not null,
      gross numeric not null,
      net_retainage numeric not null,
      primary key (document_id, item_key)
    )`.execute(db);
  await sql`create index counted_line_commitment on counted_line (connection_id, commitment_id, number)`.execute(db);
  await sql`comment on table counted_line is 'What counts as posted for a line under this requisition: previous and withheld of later numbers come from here.'`.execute(
    db,
  );

  await sql`
    create table opening_balance (
      connection_id text not null references connection,
      commitment_id text not null,
      tenant_id text not null,
      last_number integer not null,
      certified numeric not null,
      imported_by text not null,
      imported_at timestamptz not null default now(),
      confirmed_by text,
      confirmed_at timestamptz,
      primary key (connection_id, commitment_id)
    )`.execute(db);
  await sql`
    create table opening_balance_line (
      connection_id text not null,
      commitment_id text not null,
      item_key text not null,
      tenant_id text not null,
      billed numeric not null,
      stored numeric not null,
      withheld numeric not null,
      primary key (connection_id, commitment_id, item_key),
      foreign key (connection_id, commitment_id) references opening_balance on delete cascade
    )`.execute(db);
}
