import { sql, type Kysely } from 'kysely';

/** Documents on their way: what was seen in Procore, what was planned, why they wait, and the signals that are due. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table commitment (
      connection_id text not null references connection,
      id text not null,
      tenant_id text not null,
      project_id text not null,
      body bytea,
      read_at timestamptz,
      primary key (connection_id, id)
    )`.execute(db);
  await sql`comment on table commitment is 'The row that is locked while a requisition of the commitment is sent.'`.execute(
    db,
  );

  await sql`
    create table document (
      id uuid primary key default gen_random_uuid(),
      tenant_id text not null references tenant,
      connection_id text not null references connection,
      kind text not null,
      source_id text not null,
      workflow_id text not null,
      project_id text not null default '',
      commitment_id text,
      number integer,
      source_status text not null default '',
      source_updated_at timestamptz,
      billed_through date,
      stage text,
      open boolean not null default false,
      hint_no bigint not null default 0,
      plan_id bigint,
      gross numeric,
      payable numeric,
      created_at timestamptz not null default now(),
      changed_at timestamptz not null default now(),
      unique (connection_id, kind, source_id)
    )`.execute(db);
  await sql`create index document_commitment on document (connection_id, commitment_id, number)`.execute(db);
  await sql`create index document_open on document (connection_id) where open`.execute(db);
  await sql`comment on column document.hint_no is 'Counts the notes that the source may have changed; a snapshot or plan older than it is stale.'`.execute(
    db,
  );

  await sql`
    create table snapshot (
      document_id uuid primary key references document,
      tenant_id text not null,
      hint_no bigint not null,
      gone boolean not null default false,
      content_hash text not null,
      body bytea not null,
      fetched_at timestamptz not null default now()
    )`.execute(db);

  await sql`
    create table plan (
      id bigint generated always as identity primary key,
      tenant_id text not null,
      document_id uuid not null references document,
      hint_no bigint not null,
      as_of bigint not null,
      mapping_version integer not null,
      content_hash text not null,
      body bytea not null,
      created_at timestamptz not null default now()
    )`.execute(db);
  await sql`create index plan_document on plan (document_id)`.execute(db);
  await sql`alter table document add constraint document_plan foreign key (plan_id) references plan`.execute(db);

  await sql`
    create table hold (
      id bigint generated always as identity primary key,
      tenant_id text not null,
      connection_id text not null,
      document_id uuid not null references document,
      kind text not null check (kind in ('person', 'waiting')),
      reasons text[] not null,
      cause_keys text[] not null,
      problems bytea not null,
      wake_at timestamptz,
      opened_at timestamptz not null default now(),
      release_asked_at timestamptz,
      release_asked_by text,
      closed_at timestamptz
    )`.execute(db);
  await sql`create unique index hold_open on hold (document_id) where closed_at is null`.execute(db);
  await sql`create index hold_cause on hold using gin (cause_keys) where closed_at is null`.execute(db);

  await sql`
    create table outbox (
      id bigint generated always as identity primary key,
      tenant_id text not null,
      connection_id text not null,
      workflow_type text not null,
      workflow_id text not null,
      document_kind text not null,
      source_id text not null,
      project_id text not null default '',
      signal text not null check (signal in ('sourceChanged', 'resume')),
      not_before timestamptz not null default now(),
      attempts integer not null default 0,
      last_error text,
      dead_at timestamptz,
      created_at timestamptz not null default now()
    )`.execute(db);
  await sql`create index outbox_due on outbox (not_before) where dead_at is null`.execute(db);
  await sql`
    create function outbox_notify() returns trigger language plpgsql as $$
    begin
      perform pg_notify('outbox', '');
      return null;
    end $$`.execute(db);
  await sql`create trigger outbox_notify after insert on outbox for each statement execute function outbox_notify()`.execute(
    db,
  );

  await sql`
    create table webhook_event (
      connection_id text not null references connection,
      event_id text not null,
      tenant_id text not null,
      resource text not null,
      resource_id text not null,
      project_id text not null default '',
      event_type text not null,
      event_at timestamptz,
      body bytea not null,
      outcome text,
      received_at timestamptz not null default now(),
      primary key (connection_id, event_id)
    )`.execute(db);
}
