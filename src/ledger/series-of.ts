import type { DocumentOfSeries, DocumentRow } from '../store/documents/documents';
import type { Tx } from '../store/unit-of-work';

/** The documents of its kind and commitment, itself included, lowest number first; none where it has no number there. */
export async function seriesOf(tx: Tx, document: DocumentRow): Promise<readonly DocumentOfSeries[]> {
  const { commitmentId, number, kind } = document;
  return commitmentId === null || number === null ? [] : tx.documents.ofCommitment(document, kind, commitmentId);
}
