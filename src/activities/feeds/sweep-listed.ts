import type { Connection } from '../../store/connections/connections';
import type { DocumentRow } from '../../store/documents/documents';
import type { Store } from '../../store/store';
import type { Tx } from '../../store/unit-of-work';
import { hintMissing } from './note-listed';
import { idsPerCall } from './read-by-ids';
import type { OfFeed } from './read-windows';

interface Swept<Listed> {
  readonly store: Store;
  readonly of: OfFeed;
  readonly kind: string;
  /** Asks the source for these ids, at most 100 of them. */
  readonly read: (ids: readonly string[]) => Promise<{
    readonly found: readonly Listed[];
    readonly unreadable: readonly { readonly id: string | null }[];
  }>;
  /** What an answer says of one; gives whether it was hinted. */
  readonly note: (tx: Tx, connection: Connection, listed: Listed, askedAt: Date) => Promise<boolean>;
}

/**
 * Finds out which documents of a kind and project were deleted, or changed, where neither an event nor a time of change said so.
 * What does not come back is looked at by its own pass, which concludes nothing from what the account may not see. Gives how many
 * were hinted.
 */
export async function sweepListed<Listed extends { readonly id: string }>(swept: Swept<Listed>): Promise<number> {
  const { store, of, kind } = swept;
  let hinted = 0;
  for (let after = ''; ;) {
    const documents = await store.inTenant(of.tenantId, (tx) =>
      tx.toRead.toSweep(of, kind, { projectId: of.projectId, after, limit: idsPerCall }),
    );
    const last = documents.at(-1);
    if (last === undefined) return hinted;
    after = last.sourceId;
    hinted += await readAgain(swept, documents);
  }
}

/** Reads documents again by id, and hints those that changed or did not come back. Gives how many. */
export async function readAgain<Listed extends { readonly id: string }>(
  { store, of, read, note }: Omit<Swept<Listed>, 'kind'>,
  documents: readonly DocumentRow[],
): Promise<number> {
  const askedAt = await store.inTenant(of.tenantId, (tx) => tx.sightings.now());
  const { found, unreadable } = await read(documents.map(({ sourceId }) => sourceId));
  return store.inTenant(of.tenantId, async (tx) => {
    let hinted = 0;
    const now = await tx.connections.lock(of.connectionId);
    for (const listed of found) if (await note(tx, now, listed, askedAt)) hinted += 1;
    return hinted + (await hintMissing(tx, now, documents, [...found, ...unreadable]));
  });
}
