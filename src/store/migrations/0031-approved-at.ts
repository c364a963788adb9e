import { sql, type Kysely } from 'kysely';

/** When a change order was approved: those of one commitment come onto its order in that order, whatever their numbers. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table document add column approved_at timestamptz`.execute(db);
  await sql`comment on column document.approved_at is 'When its source says that it was approved; null: not, or not known.'`.execute(
    db,
  );
}
