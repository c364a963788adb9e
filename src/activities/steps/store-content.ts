import { isSaidBy, type SyncStage } from '../../domain/posting/stages/sync-stage';
import type { PassEnd } from '../../domain/posting/stages/pass';
import type { DocumentRow } from '../../store/documents/documents';
import type { Answer } from '../../store/documents/sightings';
import type { Snapshot } from '../../store/documents/snapshots';
import type { Store } from '../../store/store';

const olderVersion = { afterMs: 30_000, why: 'Procore answers with an older version of it than it did before' };

interface ReadContent {
  readonly answer: Answer;
  readonly contentHash: string;
  /** Null: its source does not have it any more. */
  readonly content: unknown;
  /** When the source was asked, by the database's clock. */
  readonly askedAt: Date;
  /** By what was read, something of it is to be posted. */
  readonly isWanted: boolean;
  /** What is stored and is this very content: no answer later than `askedAt` has taken its place. Null: it is another. */
  readonly stored?: Snapshot<unknown> | null;
}

/** Keeps what was read of a document. Ends the pass when the answer is not the newest. */
export async function storeContent(
  store: Store,
  document: DocumentRow,
  { answer, contentHash, content, askedAt, isWanted, stored = null }: ReadContent,
): Promise<DocumentRow | PassEnd> {
  return store.inTenant(document.tenantId, async (tx) => {
    // What is posted stays what it is while it is looked at again: later numbers of the commitment go by it. What never was
    // on its way is not on it because somebody looked.
    const stageOf = ({ stage }: DocumentRow): SyncStage | null =>
      isSaidBy('posted', stage) || (stage === null && !isWanted) ? stage : 'checking';
    const noted = await tx.sightings.note(document, document, askedAt, answer, stageOf);
    if (noted === 'overtaken') return { next: 'again', why: 'overtaken' };
    if (noted === 'olderVersion') {
      await tx.documents.noteWait(document.id, olderVersion);
      return { next: 'wait', ...olderVersion };
    }
    const now = noted.document;
    const isStored = stored?.contentHash === contentHash && BigInt(stored.hintNo) >= BigInt(now.hintNo);
    if (!isStored) await tx.snapshots.store(now, { hintNo: now.hintNo, contentHash, content });
    return now;
  });
}
