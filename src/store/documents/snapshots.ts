import { sql } from 'kysely';
import type { Trx } from '../database';
import type { DocumentRow } from './documents';
import type { SealedJson } from '../sealed-json';

export interface Snapshot<T> {
  /** The newest note that was there when it was read; older than the document's: it may be stale. */
  readonly hintNo: string;
  readonly contentHash: string;
  /** Null when the source no longer has it (404). */
  readonly content: T | null;
}

/** Keeps the newest content of a document. One that was read before an already stored one is not written. */
export async function storeSnapshot(
  trx: Trx,
  sealed: SealedJson,
  document: DocumentRow,
  snapshot: Snapshot<unknown>,
): Promise<void> {
  const body = await sealed.seal(document.tenantId, 'snapshot', snapshot.content);
  const values = {
    hint_no: snapshot.hintNo,
    gone: snapshot.content === null,
    content_hash: snapshot.contentHash,
    body,
    fetched_at: sql<Date>`now()`,
  };
  await trx
    .insertInto('snapshot')
    .values({ document_id: document.id, tenant_id: document.tenantId, ...values })
    .onConflict((conflict) =>
      conflict.column('document_id').doUpdateSet(values).where('snapshot.hint_no', '<=', snapshot.hintNo),
    )
    .execute();
}

export async function loadSnapshot<T>(
  trx: Trx,
  sealed: SealedJson,
  document: DocumentRow,
): Promise<Snapshot<T> | null> {
  const row = await trx.selectFrom('snapshot').selectAll().where('document_id', '=', document.id).executeTakeFirst();
  if (row === undefined) return null;
  return {
    hintNo: row.hint_no,
    contentHash: row.content_hash,
    content: await sealed.open<T | null>(document.tenantId, 'snapshot', row.body),
  };
}
