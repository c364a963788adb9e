import { sql, type Selectable, type Updateable } from 'kysely';
import type { FeedName } from '../../config/feed-names';
import type { ConnectionTables } from '../schema/connection-tables';
import type { Trx } from '../database';
import type { Scope } from '../scope';
import type { TxContext } from '../tx-context';

/** A thing that is polled, and when. `projectId` is '' for what belongs to the whole connection. */
export type Feed = Readonly<Selectable<ConnectionTables['feed']>>;

export interface FeedFilter {
  readonly projectId?: string;
  readonly name?: FeedName;
}

/** A poll that a system asked for. */
export interface AskedPoll extends Pick<Feed, 'projectId' | 'name'> {
  readonly dueAt: Date;
  readonly isDueNow: boolean;
}

/** What is polled, how often, and how far it has come. */
export class Feeds {
  readonly #trx: Trx;

  constructor(context: TxContext) {
    this.#trx = context.trx;
  }

  /** Makes the feed when there is none; a cadence that was set stays. */
  async ensure(scope: Scope, projectId: string, name: FeedName, cadence: unknown): Promise<void> {
    await this.#trx
      .insertInto('feed')
      .values({
        connectionId: scope.connectionId,
        tenantId: scope.tenantId,
        projectId,
        name,
        cadence: JSON.stringify(cadence),
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  /** False: there is no such feed. */
  async setCadence(scope: Scope, projectId: string, name: FeedName, cadence: unknown): Promise<boolean> {
    return this.#set(scope, projectId, name, { cadence: JSON.stringify(cadence) });
  }

  /** Why it is paused; null: it is polled again. False: there is no such feed. */
  async setPaused(scope: Scope, projectId: string, name: FeedName, note: string | null): Promise<boolean> {
    return this.#set(scope, projectId, name, { pausedNote: note });
  }

  async #set(
    scope: Scope,
    projectId: string,
    name: FeedName,
    change: Updateable<ConnectionTables['feed']>,
  ): Promise<boolean> {
    const { numUpdatedRows } = await this.#trx
      .updateTable('feed')
      .set(change)
      .where('connectionId', '=', scope.connectionId)
      .where('projectId', '=', projectId)
      .where('name', '=', name)
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  }

  /** By name and project. */
  async list(scope: Scope, filter: FeedFilter = {}): Promise<Feed[]> {
    let query = this.#trx.selectFrom('feed').selectAll().where('connectionId', '=', scope.connectionId);
    if (filter.projectId !== undefined) query = query.where('projectId', '=', filter.projectId);
    if (filter.name !== undefined) query = query.where('name', '=', filter.name);
    return query.orderBy('name').orderBy('projectId').execute();
  }

  /**
   * A poll of each feed that is not paused: at once, or where one was asked for less than `windowMs` ago, when that time is over. A feed
   * that is not given is paused, or has such a poll before it already, which begins after this call.
   */
  async askForPolls(scope: Scope, filter: FeedFilter, windowMs: number): Promise<readonly AskedPoll[]> {
    let query = this.#trx
      .updateTable('feed')
      .set({ pollDueAt: sql<Date>`greatest(now(), poll_due_at + ${windowMs} * interval '1 millisecond')` })
      .where('connectionId', '=', scope.connectionId)
      .where('pausedNote', 'is', null)
      .where((feed) => feed.or([feed('pollDueAt', 'is', null), feed('pollDueAt', '<=', sql<Date>`now()`)]));
    if (filter.projectId !== undefined) query = query.where('projectId', '=', filter.projectId);
    if (filter.name !== undefined) query = query.where('name', '=', filter.name);
    return query
      .returning([
        'projectId',
        'name',
        sql<Date>`poll_due_at`.as('dueAt'),
        sql<boolean>`poll_due_at <= now()`.as('isDueNow'),
      ])
      .execute();
  }

  /** Null: it was never made. */
  async find(scope: Scope, projectId: string, name: FeedName): Promise<Feed | null> {
    const [feed] = await this.list(scope, { projectId, name });
    return feed ?? null;
  }

  /** Moves the watermark, last of all, and only when nobody else has moved it since it was read. */
  async moveWatermark(feed: Feed, watermark: unknown): Promise<boolean> {
    const result = await this.#trx
      .updateTable('feed')
      .set({
        watermark: JSON.stringify(watermark),
        watermarkNo: sql<string>`watermark_no + 1`,
        lastRunAt: sql<Date>`now()`,
        lastError: null,
      })
      .where('connectionId', '=', feed.connectionId)
      .where('projectId', '=', feed.projectId)
      .where('name', '=', feed.name)
      .where('watermarkNo', '=', feed.watermarkNo)
      .executeTakeFirst();
    return result.numUpdatedRows > 0n;
  }

  /** How the last run ended: null when it went well. */
  async noteRun(scope: Scope, projectId: string, name: FeedName, error: string | null): Promise<void> {
    await this.#trx
      .updateTable('feed')
      .set({ lastRunAt: sql<Date>`now()`, lastError: error })
      .where('connectionId', '=', scope.connectionId)
      .where('projectId', '=', projectId)
      .where('name', '=', name)
      .execute();
  }
}
