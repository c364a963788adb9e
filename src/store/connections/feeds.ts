import { sql } from 'kysely';
import type { Trx } from '../database';
import type { Scope } from '../scope';

export type FeedName = 'requisitions' | 'voucherStatus' | 'erpFacts' | 'projects';

/** A thing that is polled, and when. `projectId` is '' for what belongs to the whole connection. */
export interface Feed extends Scope {
  readonly projectId: string;
  readonly name: FeedName;
  readonly cadence: unknown;
  readonly watermark: unknown;
  readonly watermarkNo: string;
  readonly lastRunAt: Date | null;
  readonly lastError: string | null;
}

export async function ensureFeed(
  trx: Trx,
  scope: Scope,
  projectId: string,
  name: FeedName,
  cadence: unknown,
): Promise<void> {
  await trx
    .insertInto('feed')
    .values({
      connection_id: scope.connectionId,
      tenant_id: scope.tenantId,
      project_id: projectId,
      name,
      cadence: JSON.stringify(cadence),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function setCadence(
  trx: Trx,
  scope: Scope,
  projectId: string,
  name: FeedName,
  cadence: unknown,
): Promise<boolean> {
  const result = await trx
    .updateTable('feed')
    .set({ cadence: JSON.stringify(cadence) })
    .where('connection_id', '=', scope.connectionId)
    .where('project_id', '=', projectId)
    .where('name', '=', name)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function listFeeds(trx: Trx, scope: Scope): Promise<Feed[]> {
  const rows = await trx
    .selectFrom('feed')
    .selectAll()
    .where('connection_id', '=', scope.connectionId)
    .orderBy('name')
    .orderBy('project_id')
    .execute();
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    connectionId: row.connection_id,
    projectId: row.project_id,
    name: row.name as FeedName,
    cadence: row.cadence,
    watermark: row.watermark,
    watermarkNo: row.watermark_no,
    lastRunAt: row.last_run_at,
    lastError: row.last_error,
  }));
}

export async function findFeed(trx: Trx, scope: Scope, projectId: string, name: FeedName): Promise<Feed | null> {
  const all = await listFeeds(trx, scope);
  return all.find((feed) => feed.projectId === projectId && feed.name === name) ?? null;
}

/** Moves the watermark, last of all, and only when nobody else has moved it since it was read. */
export async function moveWatermark(trx: Trx, feed: Feed, watermark: unknown): Promise<boolean> {
  const result = await trx
    .updateTable('feed')
    .set({
      watermark: JSON.stringify(watermark),
      watermark_no: sql<string>`watermark_no + 1`,
      last_run_at: sql<Date>`now()`,
      last_error: null,
    })
    .where('connection_id', '=', feed.connectionId)
    .where('project_id', '=', feed.projectId)
    .where('name', '=', feed.name)
    .where('watermark_no', '=', feed.watermarkNo)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function noteFeedRun(
  trx: Trx,
  scope: Scope,
  projectId: string,
  name: FeedName,
  error: string | null,
): Promise<void> {
  await trx
    .updateTable('feed')
    .set({ last_run_at: sql<Date>`now()`, last_error: error })
    .where('connection_id', '=', scope.connectionId)
    .where('project_id', '=', projectId)
    .where('name', '=', name)
    .execute();
}
