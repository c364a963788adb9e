import { sql, type Kysely } from 'kysely';

/**
 * The processes that call the ERP of a connection now, so that they can share the calls that it may make at once. It holds ids of
 * connections and processes, and belongs to no tenant alone.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table erp_caller (
      connection_id text not null,
      process text not null,
      since timestamptz not null default clock_timestamp(),
      seen_at timestamptz not null default clock_timestamp(),
      primary key (connection_id, process)
    )`.execute(db);
  await sql`comment on column erp_caller.since is 'Since when without a gap: the others have heard of it a while after.'`.execute(
    db,
  );
}
