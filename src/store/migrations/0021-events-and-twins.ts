import { sql, type Kysely } from 'kysely';

/**
 * An event of a webhook of which it is known at once that it concerns nothing is stored with its outcome. Several vendors of
 * Procore may be one party, and a tax id may be written on several: it is searched by, and is no key.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table party drop constraint party_tax_digest, add column same_as uuid references party`.execute(db);
  await sql`create index party_tax_digest on party (connection_id, erp_tax_digest)`.execute(db);
  await sql`comment on column party.same_as is 'The party that this vendor of Procore belongs to since its supplier was handed over.'`.execute(
    db,
  );
  await sql`
    drop function store_webhook_event(text, text, text, text, text, text, text, timestamptz, text, bytea)`.execute(db);
  await sql`
    create function store_webhook_event(
      its_tenant text, its_connection text, its_event text, its_resource text, its_resource_id text,
      its_project text, its_type text, its_time timestamptz, its_user text, its_body bytea, its_outcome text
    ) returns boolean language plpgsql as $$
    begin
      perform set_config('ml_connector.tenant', its_tenant, true);
      insert into webhook_event
        (tenant_id, connection_id, event_id, resource, resource_id, project_id, event_type, event_at, user_id, body, outcome)
      select its_tenant, id, its_event, its_resource, its_resource_id, its_project, its_type, its_time, its_user, its_body,
        its_outcome
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
}
