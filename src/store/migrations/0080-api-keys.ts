import { sql, type Kysely } from 'kysely';

/** Keys by which a person is known: of one tenant, with a role. Of a key itself only its digest is kept. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table api_key (
      id uuid primary key default gen_random_uuid(),
      tenant_id text not null references tenant,
      number integer not null,
      person text not null,
      role text not null check (role in ('viewer', 'operator', 'approver', 'admin')),
      digest bytea not null unique,
      issued_by text not null,
      issued_at timestamptz not null default now(),
      revoked_by text,
      revoked_at timestamptz,
      unique (tenant_id, number)
    )`.execute(db);
  await sql`comment on column api_key.digest is 'SHA-256 of the key, which is random and was shown once.'`.execute(db);
  await sql`alter table api_key enable row level security`.execute(db);
  await sql`create policy same_tenant on api_key
    using (tenant_id = current_setting('ml_connector.tenant', true))
    with check (tenant_id = current_setting('ml_connector.tenant', true))`.execute(db);
}
