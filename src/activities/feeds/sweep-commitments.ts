import type { ProcorePort } from '../../clients/procore/procore-port';
import type { ProcoreCommitment } from '../../domain/procore/procore-commitments';
import type { DocumentRow } from '../../store/documents/documents';
import type { Store } from '../../store/store';
import { commitmentTypes } from '../commitment/read-commitment';
import { noteCommitment } from './note-commitment';
import { hintMissing } from './note-listed';
import { idsPerCall } from './read-by-ids';
import type { OfFeed } from './read-windows';

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
      hinted += await readAgain({ store, procore }, of, { type, documents: own });
    }
  }
}

/** One whose kind nobody has told yet was never read. */
async function typesOf(store: Store, of: OfFeed, documents: readonly DocumentRow[]) {
  const ids = documents.map(({ sourceId }) => sourceId);
  const named = await store.inTenant(of.tenantId, (tx) => tx.commitments.named(of, { ids }));
  return new Map(named.map(({ id, type }) => [id, type]));
}

async function readAgain(
  { store, procore }: { readonly store: Store; readonly procore: ProcorePort },
  of: OfFeed,
  { type, documents }: { readonly type: ProcoreCommitment['type']; readonly documents: readonly DocumentRow[] },
): Promise<number> {
  const { projectId, tenantId } = of;
  const askedAt = await store.inTenant(tenantId, (tx) => tx.sightings.now());
  const commitmentIds = documents.map(({ sourceId }) => sourceId);
  const { found, unreadable } = await procore.commitmentsByIds({ projectId, type, commitmentIds });
  return store.inTenant(tenantId, async (tx) => {
    let hinted = 0;
    const now = await tx.connections.lock(of.connectionId);
    for (const listed of found) if (await noteCommitment(tx, now, listed, askedAt)) hinted += 1;
    return hinted + (await hintMissing(tx, now, documents, [...found, ...unreadable]));
  });
}
