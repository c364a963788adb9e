import { sql, type Kysely } from 'kysely';

/**
 * A commitment's number is a column, so that a document can be named without opening its commitment. Those that were read
 * before have it only in their body, which the database cannot open: they count as not read lately, and the next read
 * notes it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table commitment add column number text`.execute(db);
  await sql`update commitment set read_at = null where body is not null`.execute(db);
  await sql`create index commitment_number on commitment (connection_id, project_id, number)`.execute(db);
  // The order of the list of documents, which is read page by page.
  await sql`create index document_in_order on document (
    connection_id, kind, project_id, coalesce(commitment_id, ''), coalesce(number, 2147483647), source_id)`.execute(db);
}
