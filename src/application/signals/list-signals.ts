import type { ListedSignal } from '../../store/lists';
import type { ConnectionContext } from '../context';
import { readPage, type Page, type PageRequest } from '../page';

/** Signals that Temporal has not taken yet, oldest first: those that are tried, and dead ones. */
export async function listSignals(
  { store, connection }: ConnectionContext,
  filter: { readonly deadOnly: boolean },
  page: PageRequest,
): Promise<Page<ListedSignal>> {
  return store.inTenant(connection.tenantId, (tx) =>
    readPage('signals', page, (wanted) => tx.lists.signals(connection, filter, wanted)),
  );
}
