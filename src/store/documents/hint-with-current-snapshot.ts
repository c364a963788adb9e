import type { Trx } from '../database';
import { hintDocument, type DocumentRow } from './documents';

/**
 * Hints a document whose content was read a moment ago. A snapshot that was current stays so, and the pass that begins
 * need not read the source again; one that was stale before stays stale.
 */
export async function hintWithCurrentSnapshot(trx: Trx, document: DocumentRow): Promise<void> {
  const hintNo = await hintDocument(trx, document);
  await trx
    .updateTable('snapshot')
    .set({ hint_no: hintNo })
    .where('document_id', '=', document.id)
    .where('hint_no', '>=', document.hintNo)
    .execute();
}
