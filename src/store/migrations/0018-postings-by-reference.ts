import { sql, type Kysely } from 'kysely';

/** A posting is found by what its system calls it, where none of our keys shows on what changed there. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index posting_reference on posting using gin (reference jsonb_path_ops)`.execute(db);
}
