import { sql, type Kysely } from 'kysely';

/** What was approved when the connection went live is in the books: later edits are compared with what it came to. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table document add column in_books_before boolean not null default false`.execute(db);
  await sql`comment on column document.in_books_before is
    'It was approved when its connection went live, and is in the books by other means. Of requisitions their stage says it.'`.execute(
    db,
  );
}
