import { sql } from 'kysely';
import type { Database, Trx } from './database';

/** Of one tenant, for the metrics. */
export async function countPostings(trx: Trx): Promise<Record<string, number>> {
  const rows = await trx
    .selectFrom('posting')
    .select(['state', sql<string>`count(*)`.as('count')])
    .groupBy('state')
    .execute();
  return Object.fromEntries(rows.map((row) => [row.state, Number(row.count)]));
}

/** Documents of one tenant by stage; those that are not on their way are left out. */
export async function countDocuments(trx: Trx, kind: string): Promise<Record<string, number>> {
  const rows = await trx
    .selectFrom('document')
    .select(['stage', sql<string>`count(*)`.as('count')])
    .where('kind', '=', kind)
    .where('stage', 'is not', null)
    .groupBy('stage')
    .execute();
  return Object.fromEntries(rows.map((row) => [row.stage ?? '', Number(row.count)]));
}

/** Open holds of one tenant; one with two reasons counts under both. */
export async function countHolds(trx: Trx): Promise<Record<string, number>> {
  const rows = await trx
    .selectFrom('hold')
    .select([sql<string>`unnest(reasons)`.as('reason'), sql<string>`count(*)`.as('count')])
    .where('closed_at', 'is', null)
    .groupBy('reason')
    .execute();
  return Object.fromEntries(rows.map((row) => [row.reason, Number(row.count)]));
}

export interface OutboxCounts {
  readonly pending: number;
  readonly dead: number;
  /** Since it was written, the time it waits on purpose included. */
  readonly oldestPendingMs: number;
}

export async function countOutbox(database: Database): Promise<OutboxCounts> {
  const row = await database.shared
    .selectFrom('outbox')
    .select([
      sql<string>`count(*) filter (where dead_at is null)`.as('pending'),
      sql<string>`count(*) filter (where dead_at is not null)`.as('dead'),
      sql<number>`coalesce(extract(epoch from now() - min(created_at) filter (where dead_at is null)) * 1000, 0)::float8`.as(
        'oldest_ms',
      ),
    ])
    .executeTakeFirstOrThrow();
  return { pending: Number(row.pending), dead: Number(row.dead), oldestPendingMs: Math.max(0, row.oldest_ms) };
}

export interface WaitingEventCounts {
  readonly new: number;
  /** Failed by itself at least once; after the first failure it may have been another event's fault. */
  readonly failing: number;
  readonly oldestMs: number;
}

/** Webhook events of one tenant that are not taken in yet. */
export async function countWaitingEvents(trx: Trx): Promise<WaitingEventCounts> {
  const row = await trx
    .selectFrom('webhook_event')
    .select([
      sql<string>`count(*) filter (where attempts < 2)`.as('new'),
      sql<string>`count(*) filter (where attempts >= 2)`.as('failing'),
      sql<number>`coalesce(extract(epoch from now() - min(received_at)) * 1000, 0)::float8`.as('oldest_ms'),
    ])
    .where('outcome', 'is', null)
    .executeTakeFirstOrThrow();
  return { new: Number(row.new), failing: Number(row.failing), oldestMs: Math.max(0, row.oldest_ms) };
}
