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
  /** Since it was written, or for what is let go on later on purpose since it fell due. */
  readonly oldestPendingMs: number;
}

const deadAfterAttempts = 20;
/** Longer than a send may take: by then it was sent, failed, or its process is gone. */
const attemptLimitMs = 30_000;

/** The outbox of all tenants, as whoever sends from it sees it. */
export class OutboxQueue {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Takes up to `limit` due signals, hands each to `send`, and deletes what was sent. What failed stays, with back-off
   * (1 s doubling to 5 min); after `deadAfterAttempts` it is a dead letter, which the metrics show and `reconcile` revives.
   * No transaction is open while they are sent: each row counts its attempt and falls due again only when that must be over,
   * so that no two drain loops send the same one, and what a process that was killed had taken is sent by the next.
   */
  async drain(limit: number, send: (signal: DueSignal) => Promise<void>): Promise<number> {
    const taken = await this.#take(limit);
    const sent: string[] = [];
    const failed: { readonly id: string; readonly attempts: number; readonly why: string }[] = [];
    await Promise.all(
      taken.map(async (row) => {
        try {
          await send({ ...row, attempts: row.attempts - 1 });
          sent.push(row.id);
        } catch (error) {
          failed.push({ id: row.id, attempts: row.attempts, why: error instanceof Error ? error.name : 'unknown' });
        }
      }),
    );
    const { shared } = this.#database;
    if (sent.length > 0) await shared.deleteFrom('outbox').where('id', 'in', sent).execute();
    for (const { id, attempts, why } of failed) {
      const backOffMs = Math.min(1000 * 2 ** (attempts - 1), 300_000);
      await shared
        .updateTable('outbox')
        .set({
          lastError: why,
          notBefore: sql<Date>`now() + ${backOffMs} * interval '1 millisecond'`,
          deadAt: attempts >= deadAfterAttempts ? sql<Date>`now()` : null,
        })
        .where('id', '=', id)
        // Not one that somebody else took since.
        .where('attempts', '=', attempts)
        .execute();
    }
    return taken.length;
  }

  /** One that was taken is no longer waiting for its first attempt: whoever hints its document now writes another. */
  async #take(limit: number) {
    const taken = await this.#database.shared
      .with('due', (db) =>
        db
          .selectFrom('outbox')
          .select('id')
          .where('deadAt', 'is', null)
          .where('notBefore', '<=', sql<Date>`now()`)
          .orderBy('id')
          .limit(limit)
          .forUpdate()
          .skipLocked(),
      )
      .updateTable('outbox')
      .set({
        attempts: sql<number>`attempts + 1`,
        notBefore: sql<Date>`now() + ${attemptLimitMs} * interval '1 millisecond'`,
      })
      .where('id', 'in', (db) => db.selectFrom('due').select('due.id'))
      .returningAll()
      .execute();
    return taken.sort((one, other) => (BigInt(one.id) < BigInt(other.id) ? -1 : 1));
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
        sql<number>`coalesce(extract(epoch from now() - min(case when attempts = 0 then greatest(created_at, not_before)
          else created_at end) filter (where dead_at is null)) * 1000, 0)::float8`.as('oldestMs'),
      ])
      .executeTakeFirstOrThrow();
    return { pending: Number(row.pending), dead: Number(row.dead), oldestPendingMs: Math.max(0, row.oldestMs) };
  }
}
