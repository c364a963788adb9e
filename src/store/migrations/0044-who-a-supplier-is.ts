import { sql, type Kysely } from 'kysely';

/** A number may be given to another supplier, after a restore say: a link knows whom it meant. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table party add column erp_identity jsonb`.execute(db);
  await sql`comment on column party.erp_identity is
    'Who the linked supplier was by the ERP when that was first seen under the link: its instance, ids, number and day of creation. Null: not seen yet.'`.execute(
    db,
  );
}
