import { documentKind } from '../../domain/documents/document-kinds';
import { causeKey } from '../../domain/holds/cause-key';
import type { DocumentRow } from '../../store/documents/documents';
import type { Tx } from '../../store/unit-of-work';

/**
 * Documents that wait for this one are read anew: their source counts what this one bills as billed before them, so a change
 * here is a change there, whether or not their source tells of it.
 */
export async function hintWaitingFor(tx: Tx, document: DocumentRow): Promise<void> {
  if (documentKind(document.kind).series === null) return;
  const held = await tx.holds.standing(document, { causeKeys: [causeKey.requisition(document.sourceId)] });
  const waiting = held.map((one) => one.document).filter((one) => one.id !== document.id);
  for (const other of waiting.sort((a, b) => (a.id < b.id ? -1 : 1))) await tx.documents.hint(other);
}

/** As what is posted of a document came to be another by a person's choice: higher numbers of its series that are held count by it. */
export async function hintHigherNumbers(tx: Tx, document: DocumentRow): Promise<void> {
  const { commitmentId, number, kind } = document;
  if (documentKind(kind).series === null || commitmentId === null || number === null) return;
  for (const other of await tx.documents.ofCommitment(document, kind, commitmentId)) {
    if (other.open && other.holdId !== null && (other.number ?? 0) > number) await tx.documents.hint(other);
  }
}
