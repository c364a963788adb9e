import { sql } from 'kysely';
import type { Database } from '../database';

/** One of the calls that a connection may make of its ERP at once, as a process holds it. */
export interface HeldSlot {
  readonly connectionId: string;
  readonly slot: number;
  /** The process. */
  readonly holder: string;
}

/** Calls that connections make of their ERPs at once, over all processes. What a process that died held falls back in time. */
export class ErpCallSlots {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Takes one of `limit` slots; null: others hold all, and are told that one is wanted. */
  async take(
    of: Pick<HeldSlot, 'connectionId' | 'holder'>,
    { limit, leaseMs, wantedMs }: { readonly limit: number; readonly leaseMs: number; readonly wantedMs: number },
  ): Promise<HeldSlot | null> {
    const { connectionId, holder } = of;
    const { rows } = await sql<{ slot: number }>`
      update erp_call_slot set holder = ${holder}, held_until = now() + ${leaseMs} * interval '1 millisecond'
      where connection_id = ${connectionId} and slot = (
        select slot from erp_call_slot
        where connection_id = ${connectionId} and slot <= ${limit} and held_until <= now()
        order by slot limit 1 for update skip locked)
      returning slot`.execute(this.#database.shared);
    if (rows[0] !== undefined) return { connectionId, holder, slot: rows[0].slot };
    const noted = await sql<{ isNew: boolean }>`
      insert into erp_call_slot (connection_id, slot)
      select ${connectionId}, generate_series(1, ${limit}::integer)
      on conflict (connection_id, slot) do update set wanted_until = now() + ${wantedMs} * interval '1 millisecond'
      where erp_call_slot.held_until > now()
      returning xmax = 0 as is_new`.execute(this.#database.shared);
    // Some were not there yet, or came free meanwhile.
    const isFree = noted.rows.length < limit || noted.rows.some(({ isNew }) => isNew);
    return isFree ? this.take(of, { limit, leaseMs, wantedMs }) : null;
  }

  /** Holds it on; false: another process wants one, or took this one when it fell back. */
  async keep({ connectionId, slot, holder }: HeldSlot, leaseMs: number, isInUse: boolean): Promise<boolean> {
    const { rows } = await sql`
      update erp_call_slot set held_until = now() + ${leaseMs} * interval '1 millisecond'
      where connection_id = ${connectionId} and slot = ${slot} and holder = ${holder}
        and (${isInUse}::boolean or wanted_until <= now())
      returning slot`.execute(this.#database.shared);
    return rows.length > 0;
  }

  async giveBack({ connectionId, slot, holder }: HeldSlot): Promise<void> {
    await sql`
      update erp_call_slot set held_until = '-infinity', holder = null
      where connection_id = ${connectionId} and slot = ${slot} and holder = ${holder}`.execute(this.#database.shared);
  }
}
