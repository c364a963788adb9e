import { sql, type Kysely } from 'kysely';

/** The audit trail: append-only, one hash chain per tenant. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table audit_head (
      tenant_id text primary key references tenant,
      count bigint not null default 0,
      hash text not null default ''
    )`.execute(db);
  await sql`
    create table audit_entry (
      tenant_id text not null references tenant,
      seq bigint not null,
      at timestamptz not null default now(),
      actor text not null,
      connection_id text,
      document_kind text,
      source_id text,
      act text not null,
      facts jsonb not null,
      payload_hash text,
      previous_hash text not null,
      hash text not null,
      primary key (tenant_id, seq)
    )`.execute(db);
  await sql`create index audit_entry_document on audit_entry (tenant_id, connection_id, source_id)`.execute(db);
  await sql`
    create function audit_is_append_only() returns trigger language plpgsql as $$
    begin
      raise exception 'audit_entry is append-only: % is refused', tg_op;
    end $$`.execute(db);
  await sql`create trigger audit_is_append_only before update or delete on audit_entry
    for each row execute function audit_is_append_only()`.execute(db);
  await sql`create trigger audit_is_never_truncated before truncate on audit_entry
    for each statement execute function audit_is_append_only()`.execute(db);
}
