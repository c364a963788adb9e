import { sql, type Kysely } from 'kysely';

/** The day on which an invoice is booked, by which it is told in which period it falls where periods are no calendar months. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table effect_entry add column booked_on date`.execute(db);
  await sql`comment on column effect_entry.booked_on is 'The accounting date of an invoice; null: not kept, the month is in period.'`.execute(
    db,
  );
}
