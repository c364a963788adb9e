import { sql } from 'kysely';
import type { Trx } from '../database';
import type { DocumentRow } from './documents';
import type { TxContext } from '../tx-context';
import type { TenantSeal } from '../tenant-seal';

export interface Snapshot<T> {
  /** The newest note that was there when it was read; older than the document's: it may be stale. */
  readonly hintNo: string;
  readonly contentHash: string;
  /** Null when the source no longer has it (404). */
  readonly content: T | null;
}

/** Documents as last read from their source. */
export class Snapshots {
  readonly #trx: Trx;
  readonly #sealed: TenantSeal;

  constructor(context: TxContext) {
    this.#trx = context.trx;
    this.#sealed = context.sealed;
  }

  /** Keeps the newest content of a document. One that was read before an already stored one is not written. */
  async store(document: DocumentRow, snapshot: Snapshot<unknown>): Promise<void> {
    const body = await this.#sealed.seal('snapshot', snapshot.content);
    const values = {
      hintNo: snapshot.hintNo,
      gone: snapshot.content === null,
      contentHash: snapshot.contentHash,
      body,
      fetchedAt: sql<Date>`now()`,
    };
    await this.#trx
      .insertInto('snapshot')
      .values({ documentId: document.id, tenantId: document.tenantId, ...values })
      .onConflict((conflict) =>
        conflict.column('documentId').doUpdateSet(values).where('snapshot.hintNo', '<=', snapshot.hintNo),
      )
      .execute();
  }

  /**
   * Of a document whose content was read a moment ago, and which was hinted since: what was current stays so, and the pass that
   * begins need not read the source again; what was stale before the hint stays stale. `document`: as it was before the hint.
   */
  async keepCurrent(document: DocumentRow, hintNo: string): Promise<void> {
    await this.#trx
      .updateTable('snapshot')
      .set({ hintNo })
      .where('documentId', '=', document.id)
      .where('hintNo', '>=', document.hintNo)
      .execute();
  }

  /** As last stored; null when the document was never read. */
  async load<T>(document: DocumentRow): Promise<Snapshot<T> | null> {
    const row = await this.#trx
      .selectFrom('snapshot')
      .selectAll()
      .where('documentId', '=', document.id)
      .executeTakeFirst();
    if (row === undefined) return null;
    return {
      hintNo: row.hintNo,
      contentHash: row.contentHash,
      content: await this.#sealed.open<T | null>('snapshot', row.body),
    };
  }
}
