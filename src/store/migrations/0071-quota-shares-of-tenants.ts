import { sql, type Kysely } from 'kysely';

/**
 * Whose connection it is that took calls of Procore's windows or had to wait: tenants share equally, and within its part each
 * tenant's connections. Shares that stand are of the last hour and are counted anew.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`delete from procore_quota_share`.execute(db);
  await sql`alter table procore_quota_share add column tenant text not null`.execute(db);
  await sql`comment on table procore_quota_share is 'It holds ids and counts, and belongs to no tenant alone, like procore_quota.'`.execute(
    db,
  );
}
