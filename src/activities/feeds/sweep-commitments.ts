import type { ProcorePort } from '../../clients/procore/procore-port';
import type { DocumentRow } from '../../store/documents/documents';
import type { Store } from '../../store/store';
import { commitmentTypes } from '../commitment/read-commitment';
import { noteCommitment } from './note-commitment';
import { idsPerCall } from './read-by-ids';
import type { OfFeed } from './read-windows';
import { readAgain } from './sweep-listed';

/**
 * Finds out which commitments of a project were deleted, or changed, where neither an event nor a time of change said so. What
 * does not come back is looked at by its own pass, which concludes nothing from what the account may not see.
 */
export async function sweepCommitments(
  { store, procore }: { readonly store: Store; readonly procore: ProcorePort },
  of: OfFeed,
): Promise<number> {
  let hinted = 0;
  for (let after = ''; ;) {
    const documents = await store.inTenant(of.tenantId, (tx) =>
      tx.toRead.toSweep(of, 'commitment', { projectId: of.projectId, after, limit: idsPerCall }),
    );
    const last = documents.at(-1);
    if (last === undefined) return hinted;
    after = last.sourceId;
    const typeOf = await typesOf(store, of, documents);
    for (const type of commitmentTypes) {
      const own = documents.filter(({ sourceId }) => typeOf.get(sourceId) === type);
      const read = (commitmentIds: readonly string[]) =>
        procore.commitmentsByIds({ projectId: of.projectId, type, commitmentIds });
      hinted += await readAgain({ store, of, read, note: noteCommitment }, own);
    }
  }
}

/** One whose kind nobody has told yet was never read. */
async function typesOf(store: Store, of: OfFeed, documents: readonly DocumentRow[]) {
  const ids = documents.map(({ sourceId }) => sourceId);
  const named = await store.inTenant(of.tenantId, (tx) => tx.commitments.named(of, { ids }));
  return new Map(named.map(({ id, type }) => [id, type]));
}
