import type { Trx } from '../store/database';
import type { DocumentRow } from '../store/documents/documents';
import type { ActivityPorts } from './ports';

/** Asked under the locks, right before sending: live, and not paused. */
export async function connectionMayPost({ store }: ActivityPorts, trx: Trx, document: DocumentRow): Promise<boolean> {
  return store.connections.mayPost(await store.connections.loadConnection(trx, document.connectionId));
}
