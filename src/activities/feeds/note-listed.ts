import { readInItsSecond } from '../../domain/documents/read-in-its-second';
import type { Connection } from '../../store/connections/connections';
import type { DocumentName, DocumentRow } from '../../store/documents/documents';
import type { Answer } from '../../store/documents/sightings';
import type { Tx } from '../../store/unit-of-work';

interface Listed {
  readonly status: string;
  readonly updatedAt: string;
  readonly deletedAt: string | null;
}

interface ListAnswer {
  readonly listed: Listed;
  /** What it says about the document itself. */
  readonly seen: Exclude<Answer, string>;
  /** Something of it is to be posted, by what the list says. */
  readonly isWanted: boolean;
  /** When the list was asked for: what was read or heard after that counts, and the list says nothing. */
  readonly askedAt: Date;
  /** Whether it says something new although neither time nor status is another; absent: it does not. */
  readonly isNews?: (before: DocumentRow) => boolean;
}

/**
 * Notes what a list that has not all of a record says of it, and hints its document when something of it may have to be posted, or
 * is: the pass that begins reads it. Gives whether it was hinted.
 */
export async function noteListed(
  tx: Tx,
  connection: Connection,
  name: DocumentName,
  { listed, seen, isWanted, askedAt, isNews: saysNews = () => false }: ListAnswer,
): Promise<boolean> {
  const noted = await tx.sightings.note(connection, name, askedAt, seen);
  if (typeof noted === 'string') return false;
  const { before, document } = noted;
  const isNews =
    before.sourceUpdatedAt?.getTime() !== new Date(listed.updatedAt).getTime() ||
    readInItsSecond(before) ||
    saysNews(before) ||
    before.sourceStatus !== listed.status ||
    // A deletion need not move the time of change; one that is gone already is not hinted again and again.
    (listed.deletedAt !== null && before.stage !== 'withdrawn');
  const concerns = isWanted || document.open || document.stage !== null;
  if (!isNews || !concerns || connection.goLiveAt === null) return false;
  await tx.documents.hintOfAnswer(document);
  return true;
}

/** One of which not even its members are as documented: a pass reads it, and says what is wrong with it. */
export async function noteUnreadable(
  tx: Tx,
  connection: Connection,
  name: DocumentName,
  projectId: string,
): Promise<boolean> {
  const document = await tx.documents.see(connection, name, { projectId });
  // Held for that, or told before: it is asked for again by its own passes.
  if (connection.goLiveAt === null || document.open || document.stage !== null) return false;
  await tx.documents.hint(document);
  return true;
}

/** Hints those that a reading by id did not bring back, unless something is under way or was heard since. Gives how many. */
export async function hintMissing(
  tx: Tx,
  connection: Connection,
  documents: readonly DocumentRow[],
  found: readonly { readonly id: string | null }[],
): Promise<number> {
  if (connection.goLiveAt === null) return 0;
  const there = new Set(found.map(({ id }) => id));
  let hinted = 0;
  for (const document of documents) {
    if (there.has(document.sourceId) || document.open || document.stage === null) continue;
    const locked = await tx.documents.lock(document.id);
    if (locked.hintNo !== document.hintNo) continue;
    await tx.documents.hint(locked);
    hinted += 1;
  }
  return hinted;
}
