import { sql } from 'kysely';
import type { Trx } from '../database';
import type { DocumentRow } from './documents';
import type { SealedJson } from '../sealed-json';

export interface StoredPlan<T> {
  readonly id: string;
  /** The newest note about the source when the plan was made. */
  readonly hintNo: string;
  /** The connection's count when the plan began to read (version-rows.ts). */
  readonly asOf: string;
  readonly mappingVersion: number;
  readonly createdAt: Date;
  readonly plan: T;
}

/** Stores a plan and makes it the document's current one: any older plan is stale from here on. */
export async function storePlan(
  trx: Trx,
  sealed: SealedJson,
  document: DocumentRow,
  plan: { hintNo: string; asOf: string; mappingVersion: number; contentHash: string; body: unknown },
): Promise<string> {
  const { id } = await trx
    .insertInto('plan')
    .values({
      tenant_id: document.tenantId,
      document_id: document.id,
      hint_no: plan.hintNo,
      as_of: plan.asOf,
      mapping_version: plan.mappingVersion,
      content_hash: plan.contentHash,
      body: await sealed.seal(document.tenantId, 'plan', plan.body),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await trx.updateTable('document').set({ plan_id: id }).where('id', '=', document.id).execute();
  return id;
}

export async function loadPlan<T>(
  trx: Trx,
  sealed: SealedJson,
  tenantId: string,
  planId: string,
): Promise<StoredPlan<T>> {
  const row = await trx.selectFrom('plan').selectAll().where('id', '=', planId).executeTakeFirstOrThrow();
  return {
    id: row.id,
    hintNo: row.hint_no,
    asOf: row.as_of,
    mappingVersion: row.mapping_version,
    createdAt: row.created_at,
    plan: await sealed.open<T>(tenantId, 'plan', row.body),
  };
}

/** Whether the plan is younger than `maxAgeMs`, by the database's clock. */
export async function planIsFresh(trx: Trx, planId: string, maxAgeMs: number): Promise<boolean> {
  const row = await trx
    .selectFrom('plan')
    .select('id')
    .where('id', '=', planId)
    .where('created_at', '>', sql<Date>`clock_timestamp() - ${maxAgeMs} * interval '1 millisecond'`)
    .executeTakeFirst();
  return row !== undefined;
}

export async function contentHashOf(trx: Trx, planId: string): Promise<string> {
  const row = await trx.selectFrom('plan').select('content_hash').where('id', '=', planId).executeTakeFirstOrThrow();
  return row.content_hash;
}
