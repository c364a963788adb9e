import { sql } from 'kysely';
import type { Trx } from '../database';
import type { DocumentName } from '../documents/documents';
import type { Scope } from '../scope';

export interface WriteBack {
  readonly userId: string;
  readonly openedAt: Date;
  /** Procore's `updated_at` in the answer; null while the answer is outstanding. */
  readonly returnedUpdatedAt: Date | null;
}

/** To be committed before the record is written: its webhook may be here before the answer. */
export async function openWriteBack(trx: Trx, scope: Scope, document: DocumentName, userId: string): Promise<void> {
  const values = { user_id: userId, opened_at: sql<Date>`now()`, returned_updated_at: null };
  await trx
    .insertInto('write_back')
    .values({
      connection_id: scope.connectionId,
      tenant_id: scope.tenantId,
      document_kind: document.kind,
      source_id: document.sourceId,
      ...values,
    })
    .onConflict((conflict) => conflict.columns(['connection_id', 'document_kind', 'source_id']).doUpdateSet(values))
    .execute();
}

export async function writeBackReturned(
  trx: Trx,
  scope: Scope,
  document: DocumentName,
  updatedAt: string,
): Promise<void> {
  await trx
    .updateTable('write_back')
    .set({ returned_updated_at: updatedAt })
    .where('connection_id', '=', scope.connectionId)
    .where('document_kind', '=', document.kind)
    .where('source_id', '=', document.sourceId)
    .execute();
}

export async function findWriteBack(trx: Trx, scope: Scope, document: DocumentName): Promise<WriteBack | null> {
  const row = await trx
    .selectFrom('write_back')
    .selectAll()
    .where('connection_id', '=', scope.connectionId)
    .where('document_kind', '=', document.kind)
    .where('source_id', '=', document.sourceId)
    .executeTakeFirst();
  return row === undefined
    ? null
    : { userId: row.user_id, openedAt: row.opened_at, returnedUpdatedAt: row.returned_updated_at };
}
