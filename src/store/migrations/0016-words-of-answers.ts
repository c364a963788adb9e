import { sql, type Kysely } from 'kysely';

/**
 * What the outside system said is kept with each call, sealed. A supplier's invoice number is looked up before it is sent, and
 * names under which a call was refused are looked for until they are closed.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table posting_attempt add column said bytea`.execute(db);
  await sql`create index posting_invoice on posting (connection_id, supplier, number)
    where number <> '' and state in ('sent', 'uncertain', 'confirmed')`.execute(db);
  await sql`create index posting_uncertain on posting (connection_id) where state = 'uncertain'`.execute(db);
}
