import { ActionError } from '../action-error';
import type { ConnectionContext } from '../context';
import { findDocumentNamed } from '../documents/find-document';
import { readableNames } from '../documents/readable-names';
import { heldView, type HeldView } from './held-view';

/** Why the document that a person means waits. */
export async function showHold({ store, connection }: ConnectionContext, wanted: string): Promise<HeldView> {
  return store.inTenant(connection.tenantId, async (tx) => {
    const document = await findDocumentNamed(tx, connection, wanted);
    const [held] = await tx.holds.list(connection, { documentId: document.id });
    const project = await tx.projects.find(connection, document.projectId);
    const name = (await readableNames(tx, connection, [document]))(document);
    if (held === undefined) {
      throw new ActionError('notFound', `${name} is not held; it is ${document.stage ?? 'not on its way'}`);
    }
    return heldView(held, name, project?.number ?? null);
  });
}
