import { sql, type Kysely } from 'kysely';

/** Which bill of which vendor a direct cost is of, so that two of one bill are seen. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table document add column bill text`.execute(db);
  await sql`create index document_bill on document (connection_id, bill) where bill is not null`.execute(db);
  await sql`comment on column document.bill is 'Vendor and number of the bill, without spaces, dashes and leading zeros; null: it has none.'`.execute(
    db,
  );
}
