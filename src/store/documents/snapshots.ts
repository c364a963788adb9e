import { sql } from 'kysely';
import type { Trx } from '../database';
import type { Scope } from '../scope';
import type { DocumentName, DocumentRow } from './documents';
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
   * Of documents whose content was read a moment ago, and which were hinted once since: what was current stays so, and the pass
   * that begins need not read the source again; what was stale before the hint stays stale.
   */
  async keepAllCurrent(documents: readonly Pick<DocumentRow, 'id'>[]): Promise<void> {
    if (documents.length === 0) return;
    await this.#trx
      .updateTable('snapshot')
      .from('document')
      .set((row) => ({ hintNo: row.ref('document.hintNo') }))
      .whereRef('document.id', '=', 'snapshot.documentId')
      .where(
        'snapshot.documentId',
        'in',
        documents.map(({ id }) => id),
      )
      .where(sql<boolean>`snapshot.hint_no >= document.hint_no - 1`)
      .execute();
  }

  /** As last stored; null when the document was never read. */
  async load<T>(document: DocumentRow): Promise<Snapshot<T> | null> {
    const row = await this.#trx
      .selectFrom('snapshot')
      .selectAll()
      .where('documentId', '=', document.id)
      .executeTakeFirst();
    return row === undefined ? null : this.#opened(row);
  }

  /** A document by its name, and its content as last stored. Null: nobody has seen it yet, or it was never read. */
  async named<T>(
    scope: Scope,
    { kind, sourceId }: DocumentName,
  ): Promise<{ readonly document: DocumentRow | null; readonly snapshot: Snapshot<T> | null }> {
    const row = await this.#trx
      .selectFrom('document')
      .leftJoin('snapshot', 'snapshot.documentId', 'document.id')
      .selectAll('document')
      .select(['snapshot.hintNo as readHintNo', 'snapshot.contentHash', 'snapshot.body'])
      .where('document.connectionId', '=', scope.connectionId)
      .where('document.kind', '=', kind)
      .where('document.sourceId', '=', sourceId)
      .executeTakeFirst();
    if (row === undefined) return { document: null, snapshot: null };
    const { readHintNo: hintNo, contentHash, body, ...document } = row;
    const isRead = hintNo !== null && contentHash !== null && body !== null;
    return { document, snapshot: isRead ? await this.#opened<T>({ hintNo, contentHash, body }) : null };
  }

  async #opened<T>(row: { hintNo: string; contentHash: string; body: Buffer }): Promise<Snapshot<T>> {
    const { hintNo, contentHash, body } = row;
    return { hintNo, contentHash, content: await this.#sealed.open<T | null>('snapshot', body) };
  }
}
