import { sql, type Kysely } from 'kysely';

/**
 * Tax ids of suppliers, and what was read back of a created one, stand no longer in plain. A party that was linked
 * before has no digest; its supplier number still belongs to it alone.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table party drop column erp_tax_id`.execute(db);
  await sql`alter table party add column erp_tax_digest text`.execute(db);
  await sql`alter table party add constraint party_tax_digest unique (connection_id, erp_tax_digest)`.execute(db);
  await sql`update erp_fact set fact = fact - 'taxId' where kind = 'supplier'`.execute(db);
  await sql`update posting set facts = facts - 'name' - 'taxId' where step = 'vendor'`.execute(db);
}
