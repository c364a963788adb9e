import { sql } from 'kysely';
import type { Database } from '../database';

/** How much of Procore's quota is left, per app and company, as the headers of the last answer said. */
export interface QuotaState {
  readonly waitMs: number;
}

/** The bucket of calls that all processes share. */
export class ProcoreQuota {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Takes one call out of the bucket. `waitMs` above 0: nothing was taken, come back then. */
  async take(key: string): Promise<QuotaState> {
    await this.#database.shared
      .insertInto('procoreQuota')
      .values({ key })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const taken = await this.#database.shared
      .updateTable('procoreQuota')
      .set({
        remaining: sql<number | null>`case when reset_at > now() then remaining - 1 end`,
      })
      .where('key', '=', key)
      .where(sql<boolean>`(blocked_until is null or blocked_until <= now())`)
      .where(sql<boolean>`(remaining is null or remaining > 0 or reset_at <= now())`)
      .returning('key')
      .executeTakeFirst();
    if (taken !== undefined) return { waitMs: 0 };
    const row = await this.#database.shared
      .selectFrom('procoreQuota')
      .select(
        sql<string>`extract(epoch from greatest(
        coalesce(blocked_until, now()), case when remaining <= 0 then coalesce(reset_at, now()) else now() end
      ) - clock_timestamp()) * 1000`.as('waitMs'),
      )
      .where('key', '=', key)
      .executeTakeFirstOrThrow();
    return { waitMs: Math.max(100, Math.ceil(Number(row.waitMs))) };
  }

  /** Corrects the bucket from an answer's headers; `blockedMs` after a 429. Several calls may be under way: the lower count stands. */
  async observe(
    key: string,
    seen: { remaining: number | null; resetAt: Date | null; blockedMs: number | null },
  ): Promise<void> {
    const { remaining, resetAt, blockedMs } = seen;
    await this.#database.shared
      .updateTable('procoreQuota')
      .set({
        ...(remaining === null || resetAt === null
          ? {}
          : {
              remaining: sql<number>`case when reset_at = ${resetAt} then least(remaining, ${remaining}) else ${remaining} end`,
              resetAt,
            }),
        ...(blockedMs === null ? {} : { blockedUntil: sql<Date>`now() + ${blockedMs} * interval '1 millisecond'` }),
        key,
      })
      .where('key', '=', key)
      .execute();
  }
}
