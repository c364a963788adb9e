import type { HoldReason } from '../../domain/holds/hold-reason';
import type { ConnectionContext } from '../context';
import { readableNames } from '../documents/readable-names';
import { readPage, type Page, type PageRequest } from '../page';
import { heldView, type HeldView } from './held-view';

/** The documents that wait, and why, the oldest hold first. */
export async function listHolds(
  { store, connection }: ConnectionContext,
  { reason, causeKey }: { readonly reason?: HoldReason; readonly causeKey?: string },
  page: PageRequest,
): Promise<Page<HeldView>> {
  const filter = {
    ...(reason === undefined ? {} : { reason }),
    ...(causeKey === undefined ? {} : { causeKeys: [causeKey] }),
  };
  return store.inTenant(connection.tenantId, (tx) =>
    readPage('holds', page, async (wanted) => {
      const found = await tx.lists.holds(connection, filter, wanted);
      const documents = found.rows.map(({ document }) => document);
      const numbers = new Map((await tx.projects.list(connection)).map((one) => [one.id, one.number]));
      const namesOf = await readableNames(tx, documents);
      const rows = found.rows.map((held) =>
        heldView(held, namesOf(held.document), numbers.get(held.document.projectId) ?? null),
      );
      return { ...found, rows };
    }),
  );
}
