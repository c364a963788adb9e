import type { EntryFilter, ListedEntry } from '../../store/lists';
import type { ConnectionContext } from '../context';
import { readPage, type Page, type PageRequest } from '../page';

/** Who did what on a connection, the newest first. */
export async function listEntries(
  { store, connection }: ConnectionContext,
  filter: EntryFilter,
  page: PageRequest,
): Promise<Page<ListedEntry>> {
  return store.inTenant(connection.tenantId, (tx) =>
    readPage('entries', page, (wanted) => tx.lists.entries(connection, filter, wanted)),
  );
}
