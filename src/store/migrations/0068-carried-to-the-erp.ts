import { sql, type Kysely } from 'kysely';

/** What a person confirmed of a vendor, so that it is written on its supplier. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table vendor_base add column carry bytea`.execute(db);
  await sql`comment on column vendor_base.carry is
    'Sealed: the newest confirmation that fields of the vendor are written on its supplier. Null: there was none.'`.execute(
    db,
  );
}
