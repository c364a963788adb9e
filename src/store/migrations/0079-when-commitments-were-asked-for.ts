import { sql, type Kysely } from 'kysely';

/** When Procore was asked for what is kept of a commitment, so that it need not be asked again as long as nothing is heard of it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table commitment add column asked_at timestamptz`.execute(db);
  await sql`comment on column commitment.asked_at is 'When Procore was asked for the body, by the clock of the database; null: not known.'`.execute(
    db,
  );
}
