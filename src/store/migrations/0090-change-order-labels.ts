import { sql, type Kysely } from 'kysely';

/** What a change order is called beside the requisitions of its commitment. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table document add column label text`.execute(db);
  await sql`comment on column document.label is 'Of a change order what it is called, CO-003; null: not read since it is kept, or it is none.'`.execute(
    db,
  );
}
