import type { Connection } from '../../store/connections/connections';
import type { DocumentRow, DocumentSeen } from '../../store/documents/documents';
import type { Snapshot } from '../../store/documents/snapshots';
import type { Store } from '../../store/store';
import type { DocumentRef } from '../../workflows/messages';

interface BegunPass<Content> {
  readonly connection: Connection;
  readonly document: DocumentRow;
  /** Null: it was never read. */
  readonly known: Snapshot<Content> | null;
  /** What is known is not older than the newest hint. */
  readonly isCurrent: boolean;
  /** The connection's count before anything was read (store/version-rows.ts). */
  readonly asOf: string;
  /** The database's time before the source is asked. */
  readonly askedAt: Date;
}

/** Begins a pass of a document, in one transaction: closes the hold that ended, and says what is known of it. */
export async function beginPass<Content>(
  store: Store,
  ref: DocumentRef,
  seen: DocumentSeen = {},
): Promise<BegunPass<Content>> {
  return store.inTenant(ref.tenantId, async (tx) => {
    const connection = await tx.connections.load(ref.connectionId);
    const { clock: asOf } = connection;
    const place = ref.projectId === '' ? {} : { projectId: ref.projectId };
    const begun = await tx.documents.seeAtBegin(ref, ref, { ...seen, ...place, passClock: asOf });
    const { document, now: askedAt, isHeld } = begun;
    if (isHeld) await tx.holds.close(document.id);
    const known = await tx.snapshots.load<Content>(document);
    const isCurrent = known !== null && BigInt(known.hintNo) >= BigInt(document.hintNo);
    return { connection, document, known, isCurrent, asOf, askedAt };
  });
}
