import { sql } from 'kysely';
import type { ErpReference } from '../../domain/posting/found-posting';
import type { Trx } from '../database';
import type { Scope } from '../scope';
import type { TxContext } from '../tx-context';

export interface PostedVoucher {
  readonly documentId: string;
  readonly erpKey: string;
  /** As last read in the ERP's ledger. */
  readonly erpTax: string | null;
}

/** How far the ERP itself has come with vouchers that stand in it. */
export class VoucherWatch {
  readonly #trx: Trx;

  constructor(context: TxContext) {
    this.#trx = context.trx;
  }

  /** Notes how far the ERP itself has come with a confirmed voucher, and its tax there; false when both were known. */
  async setErpStage(
    documentId: string,
    { erpKey, stage, reference, tax }: { erpKey: string; stage: string; reference: ErpReference | null; tax: string },
  ): Promise<boolean> {
    const result = await this.#trx
      .updateTable('posting')
      .set({
        erpStage: stage,
        facts: sql<string>`coalesce(facts, '{}'::jsonb) || jsonb_build_object('erpTax', ${tax}::text)`,
        ...(reference === null ? {} : { reference: JSON.stringify(reference) }),
      })
      .where('documentId', '=', documentId)
      .where('step', '=', 'voucher')
      .where('state', '=', 'confirmed')
      .where('erpKey', '=', erpKey)
      .where(
        // In the batch tables the tax is our own; only the ledger's says something new.
        sql<boolean>`(erp_stage is distinct from ${stage}
        or (${stage} <> 'delivered' and facts ->> 'erpTax' is distinct from ${tax}))`,
      )
      .executeTakeFirst();
    return result.numUpdatedRows > 0n;
  }

  /** Documents whose vouchers stand in the ERP but are not posted there yet, or about which something is open. */
  async watchedDocuments(scope: Scope): Promise<string[]> {
    const rows = await this.#trx
      .selectFrom('posting')
      .select('documentId')
      .distinct()
      .where('connectionId', '=', scope.connectionId)
      .where('step', '=', 'voucher')
      .where('state', '=', 'confirmed')
      .where(
        sql<boolean>`(erp_stage is distinct from 'posted' or exists (
        select from document where document.id = posting.document_id and document.open))`,
      )
      .execute();
    return rows.map((row) => row.documentId);
  }

  /** Whether the ERP has posted any voucher of the connection: only then can one be voided or changed after that. */
  async hasPosted(scope: Scope): Promise<boolean> {
    const row = await this.#trx
      .selectFrom('posting')
      .select('id')
      .where('connectionId', '=', scope.connectionId)
      .where('step', '=', 'voucher')
      .where('state', '=', 'confirmed')
      .where('erpStage', '=', 'posted')
      .limit(1)
      .executeTakeFirst();
    return row !== undefined;
  }

  /** Those of the keys that are vouchers of ours which the ERP has posted, as far as we know. */
  async posted(scope: Scope, erpKeys: readonly string[]): Promise<PostedVoucher[]> {
    const rows = await this.#trx
      .selectFrom('posting')
      .select(['documentId', 'erpKey', 'facts'])
      .where('connectionId', '=', scope.connectionId)
      .where('step', '=', 'voucher')
      .where('state', '=', 'confirmed')
      .where('erpStage', '=', 'posted')
      .where(sql<boolean>`erp_key = any(${sql.val([...erpKeys])}::text[])`)
      .execute();
    return rows.map(({ facts, ...row }) => ({ ...row, erpTax: facts?.['erpTax'] ?? null }));
  }
}
