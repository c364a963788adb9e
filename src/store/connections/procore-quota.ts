import { sql, type RawBuilder } from 'kysely';
import type { Database } from '../database';

export interface QuotaState {
  /** Above 0: nothing was taken, come back then. */
  readonly waitMs: number;
}

/** What the headers of an answer said; null: nothing. */
export interface QuotaSeen {
  readonly limit: number | null;
  readonly remaining: number | null;
  readonly resetAfterMs: number | null;
  /** After a 429: no call before that. */
  readonly blockedMs: number | null;
}

/** A limit that an answer speaks of is the hourly one when its window goes on for longer. */
const longestShortMs = 15_000;

/**
 * Calls of one app and company that are left in Procore's two windows, shared by all processes. Procore tells of the one
 * that will be hit first, so the hourly one shows only near its end; from then on, for a day, it is counted here.
 */
export class ProcoreQuota {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Takes one call out of the bucket. What is asked in bulk leaves this share of each window (0 to 1) to documents that are on
   * their way; these go by what Procore told, not by our count of the hour.
   */
  async take(key: string, leaves = 0): Promise<QuotaState> {
    for (;;) {
      const taken = await this.#database.shared
        .updateTable('procoreQuota')
        .set({
          shortRemaining: leftAfterOne('short'),
          shortResetAt: nextReset('short', '10 seconds'),
          longRemaining: leftAfterOne('long'),
          longResetAt: nextReset('long', '1 hour'),
        })
        .where('key', '=', key)
        .where(sql<boolean>`coalesce(blocked_until <= now(), true)`)
        .where(sql<boolean>`not ${isUsedUp('short', leaves)}`)
        .where(sql<boolean>`not (${leaves > 0}::boolean and ${isUsedUp('long', leaves)})`)
        .returning('key')
        .executeTakeFirst();
      if (taken !== undefined) return { waitMs: 0 };
      const row = await this.#database.shared
        .selectFrom('procoreQuota')
        .select(
          sql<string>`extract(epoch from greatest(
            blocked_until,
            case when ${isUsedUp('short', leaves)} then short_reset_at end,
            case when ${leaves > 0}::boolean and ${isUsedUp('long', leaves)} then long_reset_at end,
            now()
          ) - clock_timestamp()) * 1000`.as('waitMs'),
        )
        .where('key', '=', key)
        .executeTakeFirst();
      if (row !== undefined) return { waitMs: Math.max(100, Math.ceil(Number(row.waitMs))) };
      await this.#database.shared
        .insertInto('procoreQuota')
        .values({ key })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
  }

  /** Corrects the bucket. Several calls may be under way: of one window the lower count stands. */
  async observe(key: string, { limit, remaining, resetAfterMs, blockedMs }: QuotaSeen): Promise<void> {
    const isTold = limit !== null && remaining !== null && resetAfterMs !== null;
    const blocked = blockedMs ?? (remaining === 0 ? resetAfterMs : null);
    if (!isTold && blocked === null) return;
    await this.#database.shared
      .updateTable('procoreQuota')
      .set({
        ...(isTold ? told(resetAfterMs > longestShortMs ? 'long' : 'short', limit, remaining, resetAfterMs) : {}),
        ...(blocked === null ? {} : { blockedUntil: sql<Date>`greatest(blocked_until, ${inMs(blocked)})` }),
      })
      .where('key', '=', key)
      .execute();
  }
}

type Window = 'short' | 'long';

/** Whether what is left of it, by what was told and counted since, is not to be used now. */
function isUsedUp(window: Window, leaves: number): RawBuilder<boolean> {
  const left = sql`ceil(${column(window, 'limit')} * ${leaves}::numeric)`;
  const believed = window === 'short' ? sql`true` : sql`long_told_at > now() - interval '1 day'`;
  return sql`coalesce(
    ${believed} and ${column(window, 'reset_at')} > now() and ${column(window, 'remaining')} <= ${left}, false)`;
}

/** A window that is over begins anew with this call. */
function leftAfterOne(window: Window): RawBuilder<number | null> {
  const [remaining, limit] = [column(window, 'remaining'), column(window, 'limit')];
  return sql`case when ${column(window, 'reset_at')} > now() then ${remaining} else ${limit} end - 1`;
}

function nextReset(window: Window, length: string): RawBuilder<Date | null> {
  const [resetAt, limit] = [column(window, 'reset_at'), column(window, 'limit')];
  return sql`case when ${resetAt} > now() then ${resetAt} when ${limit} is not null then now() + ${length}::interval end`;
}

function told(window: Window, limit: number, remaining: number, resetAfterMs: number) {
  const resetAt = inMs(resetAfterMs);
  // Reset times have whole seconds.
  const isSame = sql`${column(window, 'reset_at')} > now() and ${resetAt} <= ${column(window, 'reset_at')} + interval '2 seconds'`;
  const left = sql<number>`case when ${isSame} then least(${column(window, 'remaining')}, ${remaining}::integer) else ${remaining}::integer end`;
  return window === 'short'
    ? { shortLimit: limit, shortRemaining: left, shortResetAt: resetAt }
    : { longLimit: limit, longRemaining: left, longResetAt: resetAt, longToldAt: sql<Date>`now()` };
}

function column(window: Window, name: 'limit' | 'remaining' | 'reset_at'): RawBuilder<unknown> {
  return sql.raw(`${window}_${name}`);
}

function inMs(milliseconds: number): RawBuilder<Date> {
  return sql`now() + ${milliseconds} * interval '1 millisecond'`;
}
