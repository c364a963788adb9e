import { sql, type Kysely } from 'kysely';

/** When a tenant's audit head was last written to the log. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table audit_head add column logged_at timestamptz`.execute(db);
  await sql`comment on column audit_head.logged_at is 'Whoever sets it writes the signed head to its log: one line a day (UTC).'`.execute(
    db,
  );
}
