import { sql, type Kysely } from 'kysely';

/** What a run was refused for is told to the documents whose part it was. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table document add column run_refusal bytea`.execute(db);
  await sql`comment on column document.run_refusal is
    'Sealed: for what its part in the posting of a run was refused, and under which plan, until a hold says so. Null: nothing.'`.execute(
    db,
  );
}
