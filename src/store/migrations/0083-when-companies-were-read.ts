import { sql, type Kysely } from 'kysely';

/** When a company was read, so that an answer that was asked for earlier and comes later takes the place of nothing. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table company_record add column read_at timestamptz`.execute(db);
  await sql`comment on column company_record.read_at is 'Before the call that read the body, by the clock of the database; null: not known.'`.execute(
    db,
  );
}
