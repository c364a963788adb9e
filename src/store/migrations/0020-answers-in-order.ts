import { sql, type Kysely } from 'kysely';

/** Which of two answers about a document is the newer, since when one that was asked for before is old, and what was deleted. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table document add column seen_at timestamptz, add column news_at timestamptz`.execute(db);
  await sql`comment on column document.seen_at is 'When what is known of it was asked for; null: not since this is written down.'`.execute(
    db,
  );
  await sql`comment on column document.news_at is 'When it was last heard to have changed: an answer that was asked for before may not know of it.'`.execute(
    db,
  );
  // Whether an event said that a record was deleted is asked by the record; other events are not.
  await sql`create index webhook_event_deletion on webhook_event (connection_id, resource_id) where event_type = 'delete'`.execute(
    db,
  );
}
