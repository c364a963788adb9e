import type { PostingState } from '../../domain/posting/stages/posting-state';
import type { ListedPosting } from '../../store/ledger/posting-row';
import type { ConnectionContext } from '../context';
import { readableNames } from '../documents/readable-names';
import { readPage, type Page, type PageRequest } from '../page';

export interface PostingView {
  /** The document, as people call it. */
  readonly name: string;
  readonly posting: ListedPosting;
}

/** What was posted to the ERP, and what is being posted, in the order in which it was reserved. */
export async function listPostings(
  { store, connection }: ConnectionContext,
  filter: { readonly state?: PostingState; readonly step?: string },
  page: PageRequest,
): Promise<Page<PostingView>> {
  return store.inTenant(connection.tenantId, (tx) =>
    readPage('postings', page, async (wanted) => {
      const found = await tx.lists.postings(connection, filter, wanted);
      const { connectionId } = connection;
      const documentOf = (posting: ListedPosting) => ({ ...posting, connectionId, kind: posting.documentKind });
      const namesOf = await readableNames(tx, found.rows.map(documentOf));
      const rows = found.rows.map((posting) => ({ name: namesOf(documentOf(posting)).name, posting }));
      return { ...found, rows };
    }),
  );
}
