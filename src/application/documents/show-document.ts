import type { ConnectionContext } from '../context';
import { documentDetails, type DocumentDetails } from './document-details';
import { findDocumentNamed } from './find-document';

/** All that is known of the document a person means. */
export async function showDocument({ store, connection }: ConnectionContext, name: string): Promise<DocumentDetails> {
  return store.inTenant(connection.tenantId, async (tx) =>
    documentDetails(tx, connection, await findDocumentNamed(tx, connection, name)),
  );
}
