import { sql, type Kysely } from 'kysely';

/**
 * What each connection took of Procore's two windows, where several share an app and a company: who had to wait has its
 * equal share kept. It holds ids and counts, and belongs to no tenant alone, like `procore_quota`.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table procore_quota_share (
      key text not null references procore_quota (key),
      connection_id text not null,
      short_taken integer not null default 0,
      short_until timestamptz,
      short_kept_until timestamptz,
      long_taken integer not null default 0,
      long_until timestamptz,
      long_kept_until timestamptz,
      primary key (key, connection_id)
    )`.execute(db);
  await sql`comment on column procore_quota_share.short_kept_until is 'It had to wait for the short window: until then the others leave it its equal share.'`.execute(
    db,
  );
}
