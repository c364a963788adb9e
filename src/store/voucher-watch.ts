import { sql } from 'kysely';
import type { ErpReference } from '../domain/found-posting';
import type { Trx } from './database';
import type { Scope } from './scope';

/** Notes how far the ERP itself has come with a confirmed voucher; false when that was known. */
export async function setErpStage(
  trx: Trx,
  documentId: string,
  stage: string,
  reference: ErpReference | null,
): Promise<boolean> {
  const result = await trx
    .updateTable('posting')
    .set({ erp_stage: stage, ...(reference === null ? {} : { reference: JSON.stringify(reference) }) })
    .where('document_id', '=', documentId)
    .where('step', '=', 'voucher')
    .where('state', '=', 'confirmed')
    .where(sql<boolean>`erp_stage is distinct from ${stage}`)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Documents whose vouchers stand in the ERP but are not posted there yet. */
export async function watchedDocuments(trx: Trx, scope: Scope): Promise<string[]> {
  const rows = await trx
    .selectFrom('posting')
    .select('document_id')
    .distinct()
    .where('connection_id', '=', scope.connectionId)
    .where('step', '=', 'voucher')
    .where('state', '=', 'confirmed')
    .where((where) => where.or([where('erp_stage', 'is', null), where('erp_stage', '!=', 'posted')]))
    .execute();
  return rows.map((row) => row.document_id);
}
