import { sql, type Kysely } from 'kysely';

/** What is held for want of an account was never planned: the money behind it is what its source says. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table document
    add column claimed numeric,
    add column claimed_currency text not null default ''`.execute(db);
  await sql`comment on column document.claimed is 'What its source says that it comes to, before any plan: of a requisition the payment due. Null: not known.'`.execute(
    db,
  );
}
