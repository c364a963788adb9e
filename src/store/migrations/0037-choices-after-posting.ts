import { sql, type Kysely } from 'kysely';

/** A choice about what was posted is bound to what stood and to what was shown; who made it says in which role, and by what evidence. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table decision
    add column stands text not null default '',
    add column shown text not null default '',
    add column role text not null default '',
    add column evidence text not null default ''`.execute(db);
  await sql`comment on column decision.stands is 'Of a choice after posting: hash of what stood of the document when it was made. It counts for nothing else.'`.execute(
    db,
  );
  await sql`comment on column decision.shown is 'Of a choice after posting: mark of what would be posted, as the person saw it.'`.execute(
    db,
  );
}
