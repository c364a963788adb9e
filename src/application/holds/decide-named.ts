import type { ConnectionContext } from '../context';
import { findDocumentNamed } from '../documents/find-document';
import { readableNames } from '../documents/readable-names';
import { decideHeld, type DecidedBy } from './decide-held';

/** As `decideHeld`, for the document that a person means. */
export async function decideNamed(
  { store, ports, connection, actor }: ConnectionContext,
  name: string,
  decision: DecidedBy,
): Promise<{ readonly document: string; readonly subjects: readonly string[] }> {
  const { document, names } = await store.inTenant(connection.tenantId, async (tx) => {
    const document = await findDocumentNamed(tx, connection, name);
    return { document, names: (await readableNames(tx, [document]))(document) };
  });
  const { subjects } = await decideHeld({ store, erp: ports.erp }, connection, document, {
    ...decision,
    role: actor.role,
  });
  return { document: names.document, subjects };
}
