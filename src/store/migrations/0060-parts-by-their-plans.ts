import { sql, type Kysely } from 'kysely';

/** A document's part in a posting of another one is by a plan, and a decision, of its own. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table effect
    add column plan_id bigint references plan,
    add column because bigint references decision`.execute(db);
  await sql`comment on column effect.plan_id is
    'Of a part in a posting that is made of many: the plan of its own document. Null: the plan of the posting.'`.execute(
    db,
  );
  await sql`comment on column effect.because is
    'The decision that asks for that part. Null: none does, or the posting says.'`.execute(db);
}
