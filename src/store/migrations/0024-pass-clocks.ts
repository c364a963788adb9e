import { sql, type Kysely } from 'kysely';

/** What was mended since a document's pass began is known also where the pass failed before it could say what it read. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table document add column pass_clock bigint`.execute(db);
  await sql`comment on column document.pass_clock is 'The count of the connection when the newest pass over it began; null: none did since this is written down.'`.execute(
    db,
  );
}
