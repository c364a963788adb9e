import type { PassEnd, Wait } from '../domain/posting/stages/pass';
import type { DocumentRow } from '../store/documents/documents';
import type { ActivityPorts } from './ports';

/** Ends the pass with a wait: nothing is wrong, and the document's row says what it waits for and until when. */
export async function endWithWait(ports: ActivityPorts, document: DocumentRow, wait: Wait): Promise<PassEnd> {
  await ports.store.inTenant(document.tenantId, (tx) => tx.documents.noteWait(document.id, wait));
  return { next: 'wait', ...wait };
}
