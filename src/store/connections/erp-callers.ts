import { sql } from 'kysely';
import type { Database } from '../database';

/** A process that calls the ERP of a connection. */
export interface ErpCaller {
  readonly process: string;
  /** How long it has called without a gap. */
  readonly forMs: number;
}

/** Which processes call the ERP of a connection at this time; one that died is forgotten after a while. */
export class ErpCallers {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Says that the process calls on, or that it comes anew, and gives all that call: those that said so within `goneAfterMs`, the one
   * that has called longest first.
   */
  async saySeen(
    connectionId: string,
    process: string,
    { goneAfterMs, isNew }: { readonly goneAfterMs: number; readonly isNew: boolean },
  ): Promise<readonly ErpCaller[]> {
    const gone = sql`clock_timestamp() - ${goneAfterMs} * interval '1 millisecond'`;
    await sql`
      insert into erp_caller as caller (connection_id, process) values (${connectionId}, ${process})
      on conflict (connection_id, process) do update set
        seen_at = clock_timestamp(),
        since = case when ${isNew}::boolean or caller.seen_at < ${gone} then clock_timestamp() else caller.since end`.execute(
      this.#database.shared,
    );
    const { rows } = await sql<{ process: string; forMs: string }>`
      select process,
        round(extract(epoch from clock_timestamp() - since) * 1000)::text as for_ms
      from erp_caller where connection_id = ${connectionId} and seen_at >= ${gone}
      order by since, process`.execute(this.#database.shared);
    return rows.map(({ process: one, forMs }) => ({ process: one, forMs: Number(forMs) }));
  }

  /** It calls no more; with it goes who was not seen for an hour. */
  async leave(connectionId: string, process: string): Promise<void> {
    await sql`
      delete from erp_caller where connection_id = ${connectionId}
        and (process = ${process} or seen_at < clock_timestamp() - interval '1 hour')`.execute(this.#database.shared);
  }
}
