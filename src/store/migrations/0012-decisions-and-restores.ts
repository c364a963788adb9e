import { sql, type Kysely } from 'kysely';

/** What people decided about a held document, and which connections wait for their ledger to be rebuilt. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table decision (
      id bigint generated always as identity primary key,
      tenant_id text not null references tenant,
      connection_id text not null references connection,
      document_id uuid not null references document,
      kind text not null check (kind in ('acceptOverContract', 'neverArrived', 'confirmVoided')),
      subject text not null,
      note text not null check (note <> ''),
      decided_by text not null,
      decided_at timestamptz not null default clock_timestamp()
    )`.execute(db);
  await sql`comment on column decision.subject is 'What was decided about: the content hash that was accepted, the key of the posting that never arrived or was voided. A later content or call needs a decision of its own.'`.execute(
    db,
  );
  await sql`create index decision_document on decision (document_id, kind)`.execute(db);
  await sql`alter table decision enable row level security`.execute(db);
  await sql`create policy same_tenant on decision
    using (tenant_id = current_setting('ml_connector.tenant', true))
    with check (tenant_id = current_setting('ml_connector.tenant', true))`.execute(db);

  await sql`alter table connection add column rebuild_reason text`.execute(db);
  await sql`comment on column connection.rebuild_reason is 'Set when the database turned out to be a restored one: nothing is posted until the ledger was rebuilt from the ERP.'`.execute(
    db,
  );
  await sql`create table temporal_cluster (id text primary key, noted_at timestamptz not null default now())`.execute(
    db,
  );
  await sql`create index posting_number on posting (connection_id, id)`.execute(db);
}
