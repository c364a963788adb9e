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
