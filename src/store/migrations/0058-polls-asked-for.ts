import { sql, type Kysely } from 'kysely';

/** An ERP may ask for a poll. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table feed add column poll_due_at timestamptz`.execute(db);
  await sql`comment on column feed.poll_due_at is
    'When the last poll that a system asked for was or is due; null: none ever did.'`.execute(db);
  await sql`alter table outbox drop constraint outbox_signal_check`.execute(db);
  await sql`alter table outbox add constraint outbox_signal_check check (signal in ('sourceChanged', 'resume', 'poll'))`.execute(
    db,
  );
}
