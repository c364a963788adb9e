import { sql, type Kysely } from 'kysely';

/**
 * Whether a commitment is a subcontract or a purchase order: where it is read from. It is known from a list, which gives
 * no lines, so that it can be shown when its lines are needed. Those that were read before are tried as either.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table commitment add column type text`.execute(db);
  // A list's rows without lines were kept as if they had been shown: the next requisition of each reads it again.
  await sql`update commitment set read_at = null where body is not null`.execute(db);
}
