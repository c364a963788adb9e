import { sql, type Kysely } from 'kysely';

/** Tenants, their wrapped data keys, connections, and the version rows that holds are compared with. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table tenant (
      id text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
      name text not null,
      created_at timestamptz not null default now()
    )`.execute(db);

  await sql`
    create table data_key (
      tenant_id text not null,
      key_id text not null,
      version integer not null,
      master_key_id text not null,
      wrapped bytea not null,
      created_at timestamptz not null default now(),
      primary key (tenant_id, key_id),
      unique (tenant_id, version)
    )`.execute(db);

  await sql`
    create table connection (
      id text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
      tenant_id text not null references tenant,
      environment text not null check (environment in ('sandbox', 'production')),
      erp text not null check (erp in ('jde', 'fusion')),
      procore_company_id text not null,
      settings jsonb not null,
      settings_version integer not null default 1,
      secrets bytea not null,
      clock bigint not null default 0,
      go_live_at timestamptz,
      take_over text,
      paused_reason text,
      procore_user_id text,
      created_at timestamptz not null default now()
    )`.execute(db);
  await sql`comment on column connection.clock is 'Counts every fix; version_row.version is the count at which a key was last touched.'`.execute(
    db,
  );

  await sql`
    create table version_row (
      connection_id text not null references connection,
      tenant_id text not null,
      key text not null,
      version bigint not null,
      primary key (connection_id, key)
    )`.execute(db);

  await sql`
    create table project (
      connection_id text not null references connection,
      id text not null,
      tenant_id text not null,
      number text not null,
      name text not null,
      time_zone text,
      seen_at timestamptz not null default now(),
      primary key (connection_id, id)
    )`.execute(db);

  await sql`
    create table feed (
      connection_id text not null references connection,
      project_id text not null default '',
      name text not null,
      tenant_id text not null,
      cadence jsonb not null,
      watermark jsonb,
      watermark_no bigint not null default 0,
      last_run_at timestamptz,
      last_error text,
      primary key (connection_id, project_id, name)
    )`.execute(db);

  await sql`
    create table procore_quota (
      key text primary key,
      remaining integer,
      reset_at timestamptz,
      blocked_until timestamptz
    )`.execute(db);
}
