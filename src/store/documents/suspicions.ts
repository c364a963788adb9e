import { sql } from 'kysely';
import type { Reference } from '../../domain/posting/look';
import type { Trx } from '../database';
import { toPosting, timeLeft, type PostingRow } from '../ledger/posting-row';
import type { Scope } from '../scope';
import type { DocumentName } from './documents';
import type { TxContext } from '../tx-context';

/**
 * Postings under whose key the ERP was seen to show something else than the ledger says: a second document, or one for a
 * posting that was given up.
 */
export class Suspicions {
  readonly #trx: Trx;

  constructor(context: TxContext) {
    this.#trx = context.trx;
  }

  /** Its own postings and those that it has a part in. The document's next pass looks, and holds it or clears the posting. */
  async of(scope: Scope, { kind, sourceId }: DocumentName): Promise<PostingRow[]> {
    const rows = await this.#trx
      .selectFrom('posting')
      .selectAll('posting')
      .select(timeLeft)
      .where('posting.connectionId', '=', scope.connectionId)
      .where('posting.suspectedAt', 'is not', null)
      .where(
        sql<boolean>`exists (
          select from document where document.connection_id = ${scope.connectionId}
            and document.kind = ${kind} and document.source_id = ${sourceId}
            and (document.id = posting.document_id or exists (
              select from effect where effect.posting_id = posting.id and effect.document_id = document.id)))`,
      )
      .orderBy('posting.id')
      .execute();
    return rows.map(toPosting);
  }

  /** False when it was suspected already. */
  async suspect(postingId: string): Promise<boolean> {
    const result = await this.#trx
      .updateTable('posting')
      .set({ suspectedAt: sql<Date>`now()` })
      .where('id', '=', postingId)
      .where('suspectedAt', 'is', null)
      .executeTakeFirst();
    return result.numUpdatedRows > 0n;
  }

  /** All is as it should be; `reference` is the one document that stands. */
  async clear(postingId: string, reference: Reference | null): Promise<void> {
    await this.#trx
      .updateTable('posting')
      .set({
        suspectedAt: null,
        ...(reference === null ? {} : { reference: JSON.stringify(reference) }),
      })
      .where('id', '=', postingId)
      .execute();
  }

  /** The postings with these keys whose outcome is settled. */
  async settledByKey(scope: Scope, keys: readonly string[]): Promise<PostingRow[]> {
    if (keys.length === 0) return [];
    const rows = await this.#trx
      .selectFrom('posting')
      .selectAll()
      .select(timeLeft)
      .where('connectionId', '=', scope.connectionId)
      .where('key', 'in', [...keys])
      .where('state', 'in', ['confirmed', 'rejected', 'voided'])
      .execute();
    return rows.map(toPosting);
  }
}
