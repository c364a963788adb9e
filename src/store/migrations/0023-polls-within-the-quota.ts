import { sql, type Kysely } from 'kysely';

/**
 * Procore limits calls within seconds and within the hour, and tells of one of the two at a time: each is kept. Documents
 * are found by when their source changed them, so that a poll can count what it knows.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table procore_quota
      drop column remaining,
      drop column reset_at,
      add column short_limit integer,
      add column short_remaining integer,
      add column short_reset_at timestamptz,
      add column long_limit integer,
      add column long_remaining integer,
      add column long_reset_at timestamptz,
      add column long_told_at timestamptz`.execute(db);
  await sql`comment on column procore_quota.long_told_at is 'When Procore last told of the hourly limit; it tells only near its end.'`.execute(
    db,
  );
  await sql`
    create index document_changed_at_source on document (connection_id, kind, project_id, source_updated_at)`.execute(
    db,
  );
}
