import { sql } from 'kysely';
import type { Database } from '../database';
import type { Scope } from '../scope';
import type { OutboxSignal } from './outbox';

export interface DueSignal extends OutboxSignal, Scope {
  readonly id: string;
  readonly attempts: number;
}

export interface OutboxCounts {
  readonly pending: number;
  readonly dead: number;
  /** Since it was written, the time it waits on purpose included. */
  readonly oldestPendingMs: number;
}

const deadAfterAttempts = 20;

/** The outbox of all tenants, as whoever sends from it sees it. */
export class OutboxQueue {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Takes up to `limit` due signals, hands each to `send`, and deletes what was sent. What failed stays, with back-off
   * (1 s doubling to 5 min); after `deadAfterAttempts` it is a dead letter, which the metrics show and `reconcile` revives.
   * The rows stay locked while they are sent, so that no two drain loops send the same one.
   */
  async drain(limit: number, send: (signal: DueSignal) => Promise<void>): Promise<number> {
    return this.#database.shared.transaction().execute(async (trx) => {
      const rows = await trx
        .selectFrom('outbox')
        .selectAll()
        .where('deadAt', 'is', null)
        .where('notBefore', '<=', sql<Date>`now()`)
        .orderBy('id')
        .limit(limit)
        .forUpdate()
        .skipLocked()
        .execute();
      const sent: string[] = [];
      await Promise.all(
        rows.map(async (row) => {
          try {
            await send(row);
            sent.push(row.id);
          } catch (error) {
            const attempts = row.attempts + 1;
            const backOffMs = Math.min(1000 * 2 ** row.attempts, 300_000);
            await trx
              .updateTable('outbox')
              .set({
                attempts,
                lastError: error instanceof Error ? error.name : 'unknown',
                notBefore: sql<Date>`now() + ${backOffMs} * interval '1 millisecond'`,
                deadAt: attempts >= deadAfterAttempts ? sql<Date>`now()` : null,
              })
              .where('id', '=', row.id)
              .execute();
          }
        }),
      );
      if (sent.length > 0) await trx.deleteFrom('outbox').where('id', 'in', sent).execute();
      return rows.length;
    });
  }

  /** How long until the next row falls due that is not due yet; null when there is none. */
  async nextDueMs(): Promise<number | null> {
    const row = await this.#database.shared
      .selectFrom('outbox')
      .select(sql<number | null>`(extract(epoch from min(not_before) - now()) * 1000)::float8`.as('dueInMs'))
      .where('deadAt', 'is', null)
      .where('notBefore', '>', sql<Date>`now()`)
      .executeTakeFirstOrThrow();
    return row.dueInMs;
  }

  /** Of all tenants, for the metrics. */
  async counts(): Promise<OutboxCounts> {
    const row = await this.#database.shared
      .selectFrom('outbox')
      .select([
        sql<string>`count(*) filter (where dead_at is null)`.as('pending'),
        sql<string>`count(*) filter (where dead_at is not null)`.as('dead'),
        sql<number>`coalesce(extract(epoch from now() - min(created_at) filter (where dead_at is null)) * 1000, 0)::float8`.as(
          'oldestMs',
        ),
      ])
      .executeTakeFirstOrThrow();
    return { pending: Number(row.pending), dead: Number(row.dead), oldestPendingMs: Math.max(0, row.oldestMs) };
  }
}
