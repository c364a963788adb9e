import { sql, type Kysely } from 'kysely';

/** Cadences and blackouts follow calendars of Procore and of the ERP, and a feed can be paused. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table project add column billing_periods jsonb`.execute(db);
  await sql`comment on column project.billing_periods is
    'Dates of its billing periods in Procore, as last read: [{end, due}]. Null: nothing asked for them.'`.execute(db);
  await sql`alter table connection add column period_ends jsonb, add column period_ends_at timestamptz`.execute(db);
  await sql`comment on column connection.period_ends is
    'Last days of the periods of the calendar of the ERP, as they were at period_ends_at. Null: nothing asked for them.'`.execute(
    db,
  );
  await sql`alter table feed add column paused_note text`.execute(db);
  await sql`comment on column feed.paused_note is 'Why a person paused it; null: it is polled.'`.execute(db);
}
