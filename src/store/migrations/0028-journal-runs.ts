import { sql, type Kysely } from 'kysely';

/** Documents that wait for a run to post a step of theirs together with those of others. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table document add column runs text[]`.execute(db);
  await sql`comment on column document.runs is 'The runs that its newest plan waits for; null: none, or a pass is under way.'`.execute(
    db,
  );
  await sql`create index document_waits_for_run on document (connection_id) where runs is not null`.execute(db);
}
