import type { ConnectionContext } from '../context';
import { documentName } from '../documents/document-name';
import { findDocumentNamed } from '../documents/find-document';
import { decideHeld, type DecidedBy } from './decide-held';

/** As `decideHeld`, for the document that a person means. */
export async function decideNamed(
  { store, ports, connection }: ConnectionContext,
  name: string,
  decision: DecidedBy,
): Promise<{ readonly document: string; readonly subjects: readonly string[] }> {
  const document = await store.inTenant(connection.tenantId, (tx) => findDocumentNamed(tx, connection, name));
  const { subjects } = await decideHeld({ store, erp: ports.erp }, connection, document, decision);
  return { document: documentName(document), subjects };
}
