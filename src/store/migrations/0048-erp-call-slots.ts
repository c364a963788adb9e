import { sql, type Kysely } from 'kysely';

/**
 * How many calls a connection may make of its ERP at once, over all processes: a row for each, held by one of them for a
 * while. It holds ids of connections and processes, and belongs to no tenant alone.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table erp_call_slot (
      connection_id text not null,
      slot integer not null,
      holder text,
      held_until timestamptz not null default '-infinity',
      wanted_until timestamptz not null default '-infinity',
      primary key (connection_id, slot)
    )`.execute(db);
  await sql`comment on column erp_call_slot.wanted_until is 'Another process waits for a slot: whoever held this one for its turn gives it up.'`.execute(
    db,
  );
}
