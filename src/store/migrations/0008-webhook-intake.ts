import { sql, type Kysely } from 'kysely';

/** A webhook event is stored before the answer and taken in behind it; until then its `outcome` is null. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // What is there was taken in when it was stored, and has its outcome.
  await sql`
    alter table webhook_event
      add column user_id text,
      add column attempts integer not null default 0,
      add column not_before timestamptz not null default now()`.execute(db);
  await sql`create index webhook_event_waiting on webhook_event (tenant_id, not_before) where outcome is null`.execute(
    db,
  );
  await sql`comment on column webhook_event.not_before is 'While outcome is null: when it is taken in at the earliest.'`.execute(
    db,
  );

  // Checking it would write a lock into the connection's row for each event. `store_webhook_event` looks without one;
  // connections are never deleted.
  await sql`alter table webhook_event drop constraint webhook_event_connection_id_fkey`.execute(db);

  // One round trip where a transaction that names its tenant takes four. It has the rights of its caller, so row-level
  // security binds it as it binds the caller's own statements, and the tenant is named until its transaction ends.
  await sql`
    create function store_webhook_event(
      its_tenant text, its_connection text, its_event text, its_resource text, its_resource_id text,
      its_project text, its_type text, its_time timestamptz, its_user text, its_body bytea
    ) returns boolean language plpgsql as $$
    begin
      perform set_config('ml_connector.tenant', its_tenant, true);
      insert into webhook_event
        (tenant_id, connection_id, event_id, resource, resource_id, project_id, event_type, event_at, user_id, body)
      select its_tenant, id, its_event, its_resource, its_resource_id, its_project, its_type, its_time, its_user, its_body
      from connection where id = its_connection
      on conflict (connection_id, event_id) do nothing;
      if found then
        return true;
      end if;
      if not exists (select from connection where id = its_connection) then
        raise foreign_key_violation using message = 'the tenant has no such connection';
      end if;
      return false;
    end $$`.execute(db);
  await sql`comment on function store_webhook_event is 'False: the event was stored before.'`.execute(db);

  // Which tenant has work is asked before a tenant is named. It tells tenants and times, and nothing of an event.
  await sql`
    create function waiting_webhook_events()
      returns table (tenant_id text, failed_before boolean, due_at timestamptz)
    language sql stable security definer set search_path = public
    as $$
      select tenant_id, attempts > 0, min(not_before) from webhook_event
      where outcome is null group by tenant_id, attempts > 0
    $$`.execute(db);
  await sql`revoke all on function waiting_webhook_events() from public`.execute(db);
}
