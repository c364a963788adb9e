import { sql, type Kysely } from 'kysely';

/** A further kind of decision: a release of more retainage than was held, accepted by a person. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table decision drop constraint decision_kind_check`.execute(db);
  await sql`alter table decision add constraint decision_kind_check
    check (kind in ('acceptOverContract', 'acceptOverReleased', 'neverArrived', 'confirmVoided'))`.execute(db);
}
