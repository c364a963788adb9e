import type { EntryFilter, ListedEntry } from '../../store/lists';
import type { ConnectionContext } from '../context';
import { readableNames } from '../documents/readable-names';
import { readPage, type Page, type PageRequest } from '../page';

export interface EntryView extends ListedEntry {
  /** Kind and Procore id of what it is about; null: the connection. */
  readonly document: string | null;
}

/** Who did what on a connection, the newest first. */
export async function listEntries(
  { store, connection }: ConnectionContext,
  filter: EntryFilter,
  page: PageRequest,
): Promise<Page<EntryView>> {
  return store.inTenant(connection.tenantId, (tx) =>
    readPage('entries', page, async (wanted) => {
      const found = await tx.lists.entries(connection, filter, wanted);
      const { connectionId } = connection;
      const documentOf = ({ documentKind: kind, sourceId }: ListedEntry) =>
        kind === null || sourceId === null
          ? null
          : { connectionId, kind, sourceId, commitmentId: null, number: null, label: null };
      const namesOf = await readableNames(
        tx,
        found.rows.flatMap((entry) => documentOf(entry) ?? []),
      );
      const rows = found.rows.map((entry) => {
        const document = documentOf(entry);
        return { ...entry, document: document === null ? null : namesOf(document).document };
      });
      return { ...found, rows };
    }),
  );
}
