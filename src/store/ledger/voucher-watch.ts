import { sql } from 'kysely';
import type { ErpReference } from '../../domain/posting/found-posting';
import type { Trx } from '../database';
import type { Scope } from '../scope';

/** Notes how far the ERP itself has come with a confirmed voucher, and its tax there; false when both were known. */
export async function setErpStage(
  trx: Trx,
  documentId: string,
  { erpKey, stage, reference, tax }: { erpKey: string; stage: string; reference: ErpReference | null; tax: string },
): Promise<boolean> {
  const result = await trx
    .updateTable('posting')
    .set({
      erp_stage: stage,
      facts: sql<string>`coalesce(facts, '{}'::jsonb) || jsonb_build_object('erpTax', ${tax}::text)`,
      ...(reference === null ? {} : { reference: JSON.stringify(reference) }),
    })
    .where('document_id', '=', documentId)
    .where('step', '=', 'voucher')
    .where('state', '=', 'confirmed')
    .where('erp_key', '=', erpKey)
    .where(
      // In the batch tables the tax is our own; only the ledger's says something new.
      sql<boolean>`(erp_stage is distinct from ${stage}
        or (${stage} <> 'delivered' and facts ->> 'erpTax' is distinct from ${tax}))`,
    )
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Documents whose vouchers stand in the ERP but are not posted there yet, or about which something is open. */
export async function watchedDocuments(trx: Trx, scope: Scope): Promise<string[]> {
  const rows = await trx
    .selectFrom('posting')
    .select('document_id')
    .distinct()
    .where('connection_id', '=', scope.connectionId)
    .where('step', '=', 'voucher')
    .where('state', '=', 'confirmed')
    .where(
      sql<boolean>`(erp_stage is distinct from 'posted' or exists (
        select from document where document.id = posting.document_id and document.open))`,
    )
    .execute();
  return rows.map((row) => row.document_id);
}

/** Whether the ERP has posted any voucher of the connection: only then can one be voided or changed after that. */
export async function hasPostedVouchers(trx: Trx, scope: Scope): Promise<boolean> {
  const row = await trx
    .selectFrom('posting')
    .select('id')
    .where('connection_id', '=', scope.connectionId)
    .where('step', '=', 'voucher')
    .where('state', '=', 'confirmed')
    .where('erp_stage', '=', 'posted')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export interface PostedVoucher {
  readonly documentId: string;
  readonly erpKey: string;
  /** As last read in the ERP's ledger. */
  readonly erpTax: string | null;
}

/** Those of the keys that are vouchers of ours which the ERP has posted, as far as we know. */
export async function postedVouchers(trx: Trx, scope: Scope, erpKeys: readonly string[]): Promise<PostedVoucher[]> {
  const rows = await trx
    .selectFrom('posting')
    .select(['document_id', 'erp_key', 'facts'])
    .where('connection_id', '=', scope.connectionId)
    .where('step', '=', 'voucher')
    .where('state', '=', 'confirmed')
    .where('erp_stage', '=', 'posted')
    .where(sql<boolean>`erp_key = any(${sql.val([...erpKeys])}::text[])`)
    .execute();
  return rows.map((row) => ({
    documentId: row.document_id,
    erpKey: row.erp_key,
    erpTax: row.facts?.['erpTax'] ?? null,
  }));
}
