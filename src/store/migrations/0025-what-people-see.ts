import { sql, type Kysely } from 'kysely';

/**
 * A signal carries what its document is called, for the Temporal UI. A hold says since when its document has been held, however
 * often it was looked at meanwhile. A document knows the hold that goes on while it is looked at, what it waits for when nothing
 * is wrong with it, and the currency of its amounts. Secrets are sealed for their row alone; those that were sealed before that
 * are sealed anew when they are next read (`secrets_bound`).
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table outbox add column name text not null default ''`.execute(db);
  await sql`
    alter table document
      add column hold_id bigint,
      add column currency text not null default '',
      add column waits_for text,
      add column waits_until timestamptz`.execute(db);
  await sql`alter table connection add column secrets_bound boolean not null default false`.execute(db);
  await sql`alter table hold add column since timestamptz`.execute(db);
  await sql`update hold set since = opened_at`.execute(db);
  await sql`alter table hold alter column since set default now(), alter column since set not null`.execute(db);
  await sql`
    update document set hold_id = hold.id from hold
    where hold.document_id = document.id and hold.closed_at is null`.execute(db);
}
