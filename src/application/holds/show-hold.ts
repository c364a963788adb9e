import { ActionError } from '../action-error';
import type { ConnectionContext } from '../context';
import { findDocumentNamed } from '../documents/find-document';
import { standsAs } from '../documents/stands-as';
import { readableNames } from '../documents/readable-names';
import { heldView, type HeldView } from './held-view';

/** Why the document that a person means waits. */
export async function showHold({ store, connection }: ConnectionContext, wanted: string): Promise<HeldView> {
  return store.inTenant(connection.tenantId, async (tx) => {
    const document = await findDocumentNamed(tx, connection, wanted);
    const [held] = await tx.holds.list(connection, { documentId: document.id });
    const project = await tx.projects.find(connection, document.projectId);
    const names = (await readableNames(tx, [document]))(document);
    if (held === undefined) {
      throw new ActionError('notFound', `${names.name} is not held; it is ${standsAs(document)}`);
    }
    return heldView(held, names, project?.number ?? null);
  });
}
