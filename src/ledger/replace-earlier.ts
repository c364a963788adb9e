import { replacedByFact } from '../domain/posting/stages/replaced';
import type { PostingKind } from '../domain/posting/posting-kind';
import type { PostingRow } from '../store/ledger/posting-row';
import type { DocumentRow } from '../store/documents/documents';
import type { Tx } from '../store/unit-of-work';

/**
 * What was changed into a posting that stands now counts no more. In the transaction that confirms that one, so that never both
 * count and never neither. Their document must be locked.
 */
export async function replaceEarlier(
  tx: Tx,
  document: DocumentRow,
  { documentId, key }: Pick<PostingRow, 'documentId' | 'key'>,
  kind: Pick<PostingKind, 'replaces'>,
  body: unknown,
): Promise<void> {
  const replaced = kind.replaces?.(body) ?? null;
  if (replaced === null) return;
  const earlier = (await tx.postings.lockOf(documentId)).find((one) => one.key === replaced);
  if (earlier?.state !== 'confirmed') return;
  await tx.postings.move(earlier, 'voided', {
    facts: { ...earlier.facts, [replacedByFact]: key },
    stage: 'gone',
    stageWord: 'replaced',
    leaseMs: null,
  });
  await tx.audit(document, `${earlier.step}.replaced`, { key: replaced, by: key });
}
