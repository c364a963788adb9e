import { sql, type Kysely } from 'kysely';

/** Requests that the bank details of a supplier are changed in the ERP, and what persons did about each. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table bank_change (
      id uuid primary key,
      tenant_id text not null references tenant,
      connection_id text not null references connection,
      number integer not null,
      party_id uuid not null references party,
      vendor text not null,
      supplier text not null,
      record_type text not null,
      masked text not null,
      state text not null check
        (state in ('requested', 'approved', 'applied', 'denied', 'expired', 'canceled', 'void', 'failed')),
      body bytea not null,
      requested_by text not null,
      requested_at timestamptz not null default now(),
      decide_by timestamptz not null,
      call_back bytea,
      called_by text,
      call_entered_at timestamptz,
      decision bytea,
      decided_by text,
      decided_at timestamptz,
      apply_at timestamptz,
      ended_by text,
      ended_at timestamptz,
      ended_why bytea,
      unique (connection_id, number)
    )`.execute(db);
  await sql`create unique index bank_change_open on bank_change (connection_id, supplier, record_type)
    where state in ('requested', 'approved')`.execute(db);
  await sql`comment on column bank_change.body is
    'Sealed, for this row alone: the new details in full, the reason, and what the ERP showed when it was requested.'`.execute(
    db,
  );
  await sql`comment on column bank_change.call_back is 'Sealed: which number was called, when, who was spoken with, and what proves that the number is an old one.'`.execute(
    db,
  );
  await sql`comment on column bank_change.decision is 'Sealed: the note of whoever decided.'`.execute(db);
  await sql`comment on column bank_change.ended_why is 'Sealed: why it has come to its end, in a sentence.'`.execute(
    db,
  );
  await sql`comment on column bank_change.apply_at is 'When the cooling-off ends; null until it is approved.'`.execute(
    db,
  );
  await sql`alter table bank_change enable row level security`.execute(db);
  await sql`create policy same_tenant on bank_change
    using (tenant_id = current_setting('ml_connector.tenant', true))
    with check (tenant_id = current_setting('ml_connector.tenant', true))`.execute(db);
}
