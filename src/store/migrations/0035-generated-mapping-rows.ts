import { sql, type Kysely } from 'kysely';

/** Rows of a mapping that were made with cost codes: they only fill gaps between those of people. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table mapping_row add column generated boolean not null default false`.execute(db);
}
