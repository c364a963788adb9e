import type { PostingKind } from '../domain/posting/posting-kind';
import type { DocumentRow } from '../store/documents/documents';
import type { PostingRow } from '../store/ledger/posting-row';
import type { Tx } from '../store/unit-of-work';

/**
 * Locks a posting's document, and all that have a part in it, in one statement. Gives the latter. `coming`: those that are to
 * have one.
 */
export async function lockSharing(
  tx: Tx,
  { id, documentId }: PostingRow,
  kind: PostingKind,
  coming: readonly string[] = [],
): Promise<readonly DocumentRow[]> {
  const sharing = kind.reduced === undefined ? [] : await tx.effects.documentsOf(id);
  const locked = await tx.documents.lockAll([...new Set([documentId, ...sharing, ...coming])]);
  return locked.filter((one) => one.id !== documentId);
}

/** What became of a posting is also theirs who have a part in it: each of them looks again. `locked`: of which they are. */
export async function wakeSharing(tx: Tx, { id }: PostingRow, locked: readonly DocumentRow[]): Promise<void> {
  if (locked.length === 0) return;
  const sharing = new Set(await tx.effects.documentsOf(id));
  for (const document of locked.filter((one) => sharing.has(one.id))) await wake(tx, document);
}

/** A new pass of the document begins, whatever it waited for. */
export async function wake(tx: Tx, document: DocumentRow): Promise<void> {
  await tx.documents.setStage(document.id, document.stage, true);
  await tx.outbox.signal(document, 'sourceChanged');
}
