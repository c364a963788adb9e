import { sql, type RawBuilder } from 'kysely';
import type { Database } from '../database';

/** Calls that were taken, or how long to wait before the next try. */
export type QuotaTaken = { readonly calls: number } | { readonly waitMs: number };

export interface QuotaWish {
  /** Who asks: connections of one app and company share the bucket, whichever tenant they belong to. */
  readonly tenantId: string;
  readonly connectionId: string;
  /** What is asked in bulk leaves this share of each window (0 to 1) to documents that are on their way. */
  readonly leaves?: number;
  /** More than one call is given where plenty are left: at most a twentieth of these. */
  readonly atMost?: number;
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
   * Takes calls out of the bucket. Documents go by what Procore told of the hour, not by our count of it. A tenant of which a
   * connection had to wait has its equal share of the window that begins then kept for it, however many connections it has, and
   * within that a connection that had to wait has its own; where nobody waited, anybody takes all.
   */
  async take(key: string, wish: QuotaWish): Promise<QuotaTaken> {
    for (;;) {
      const taken = await this.#taken(key, wish);
      if (taken !== undefined) return { calls: taken };
      const waitMs = await this.#wait(key, wish);
      if (waitMs !== undefined) return { waitMs: Math.max(100, Math.ceil(waitMs)) };
      await this.#database.shared
        .insertInto('procoreQuota')
        .values({ key })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
  }

  async #taken(key: string, wish: QuotaWish): Promise<number | undefined> {
    const { tenantId, connectionId, leaves = 0, atMost = 1 } = wish;
    const { rows } = await sql<{ calls: number }>`
      with bucket as (${bucketOf(key, wish)}),
      granted as (
        select *, greatest(1, least(${atMost}::integer,
          coalesce(floor((short_left - short_limit * ${leaves}::numeric) / 20), 0),
          case when long_is_believed then floor((long_left - long_limit * ${leaves}::numeric) / 20) end))::integer as calls
        from bucket
        where coalesce(blocked_until <= now(), true) and not short_is_used and not long_is_used
      ),
      taken as (
        update procore_quota set short_remaining = short_left - calls, long_remaining = long_left - calls,
          short_reset_at = ${nextReset('short', '10 seconds')}, long_reset_at = ${nextReset('long', '1 hour')}
        from granted where procore_quota.key = granted.key
        returning calls, procore_quota.short_reset_at as short_until, procore_quota.long_reset_at as long_until
      )
      insert into procore_quota_share as share (key, connection_id, tenant, short_taken, short_until, long_taken, long_until)
      select ${key}, ${connectionId}, ${tenantId}, calls, short_until, calls, long_until from taken
      on conflict (key, connection_id) do update set
        short_taken = case when share.short_until > now() then share.short_taken else 0 end + excluded.short_taken,
        short_until = excluded.short_until,
        long_taken = case when share.long_until > now() then share.long_taken else 0 end + excluded.long_taken,
        long_until = excluded.long_until
      returning (select calls from taken) as calls`.execute(this.#database.shared);
    return rows[0]?.calls;
  }

  /** Notes that the connection waits, and for which window. Undefined: there is no bucket yet. */
  async #wait(key: string, wish: QuotaWish): Promise<number | undefined> {
    const { rows } = await sql<{ waitMs: string }>`
      with bucket as (${bucketOf(key, wish)}),
      noted as (
        insert into procore_quota_share as share (key, connection_id, tenant, short_kept_until, long_kept_until)
        select key, ${wish.connectionId}, ${wish.tenantId},
          case when short_is_used then short_reset_at + interval '10 seconds' end,
          case when long_is_used then long_reset_at + interval '1 hour' end
        from bucket
        on conflict (key, connection_id) do update set
          short_kept_until = coalesce(excluded.short_kept_until, share.short_kept_until),
          long_kept_until = coalesce(excluded.long_kept_until, share.long_kept_until)
      )
      select extract(epoch from greatest(
        blocked_until,
        case when short_is_used then short_reset_at end,
        case when long_is_used then long_reset_at end,
        now()
      ) - clock_timestamp()) * 1000 as wait_ms from bucket`.execute(this.#database.shared);
    return rows[0] === undefined ? undefined : Number(rows[0].waitMs);
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

/** The bucket, locked, as it is at this moment: what is left, and whether none of that is for whoever asks. */
function bucketOf(key: string, { tenantId, connectionId, leaves = 0 }: QuotaWish): RawBuilder<unknown> {
  const left = (window: Window) =>
    sql`${column(window, 'left')} <= ceil(${column(window, 'limit')} * ${leaves}::numeric)`;
  // Of a window that is over nothing is counted.
  const shareOfTenant = (window: Window) =>
    sql`${column(window, 'limit')}::numeric / (${column(window, 'tenants')} + 1)`;
  const isOverShare = (window: Window) => sql`(${column(window, 'tenants')} > 0
    and ${column(window, 'ours')} >= ceil(${shareOfTenant(window)})
    or ${column(window, 'kept')} > 0
    and ${column(window, 'mine')} >= ceil(${shareOfTenant(window)} / (${column(window, 'kept')} + 1)))`;
  const isUsed = (window: Window) =>
    sql`coalesce(${column(window, 'reset_at')} > now() and (${left(window)} or ${isOverShare(window)}), false)`;
  return sql`
    select *, ${isUsed('short')} as short_is_used,
      ${leaves > 0}::boolean and long_is_believed and ${isUsed('long')} as long_is_used
    from (
      select *,
        case when short_reset_at > now() then short_remaining else short_limit end as short_left,
        case when long_reset_at > now() then long_remaining else long_limit end as long_left,
        coalesce(long_told_at > now() - interval '1 day', false) as long_is_believed
      from procore_quota where key = ${key} for update
    ) bucket,
    lateral (
      select ${sharesOf('short', tenantId, connectionId)}, ${sharesOf('long', tenantId, connectionId)}
      from procore_quota_share share where share.key = bucket.key
    ) shares`;
}

/** Other tenants of which one waits, other connections of this tenant that do; what this tenant took, and this connection. */
function sharesOf(window: Window, tenantId: string, connectionId: string): RawBuilder<unknown> {
  const waits = sql`${column(window, 'kept_until')} > now()`;
  const taken = sql`coalesce(sum(${column(window, 'taken')}) filter (where ${column(window, 'until')} > now()`;
  return sql`
    count(distinct tenant) filter (where tenant <> ${tenantId} and ${waits}) as ${column(window, 'tenants')},
    count(*) filter (where tenant = ${tenantId} and connection_id <> ${connectionId} and ${waits}) as ${column(window, 'kept')},
    ${taken} and tenant = ${tenantId}), 0) as ${column(window, 'ours')},
    ${taken} and connection_id = ${connectionId}), 0) as ${column(window, 'mine')}`;
}

/** A window that is over begins anew with this call. */
function nextReset(window: Window, length: string): RawBuilder<Date | null> {
  const [resetAt, limit] = [sql`granted.${column(window, 'reset_at')}`, sql`granted.${column(window, 'limit')}`];
  return sql`case when ${resetAt} > now() then ${resetAt} when ${limit} is not null then now() + ${sql.lit(length)}::interval end`;
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

type Column =
  'limit' | 'remaining' | 'reset_at' | 'left' | 'taken' | 'until' | 'kept_until' | 'kept' | 'tenants' | 'ours' | 'mine';

function column(window: Window, name: Column): RawBuilder<unknown> {
  return sql.raw(`${window}_${name}`);
}

function inMs(milliseconds: number): RawBuilder<Date> {
  return sql`now() + ${milliseconds} * interval '1 millisecond'`;
}
