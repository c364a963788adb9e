import { isInForce } from '../../domain/commitment/in-force';
import { readInItsSecond } from '../../domain/documents/read-in-its-second';
import type { ListedCommitment } from '../../domain/procore/procore-commitments';
import type { Connection } from '../../store/connections/connections';
import type { Tx } from '../../store/unit-of-work';
import { seenOf } from '../../ledger/commitment-content';

/**
 * Notes what a list says of a commitment and hints its document when an order of it may have to be made or looked at, in one
 * transaction. A list has no lines, so the pass that begins reads it. `askedAt` is when the list was asked for: what was read or
 * heard after that counts, and the list says nothing. Gives whether it was hinted.
 */
export async function noteCommitment(
  tx: Tx,
  connection: Connection,
  listed: ListedCommitment,
  askedAt: Date,
): Promise<boolean> {
  await tx.commitments.noteListed(connection, listed.projectId, listed);
  const name = { kind: 'commitment', sourceId: listed.id };
  const noted = await tx.sightings.note(connection, name, askedAt, seenOf(listed));
  if (typeof noted === 'string') return false;
  const { before, document } = noted;
  const isNews =
    before.sourceUpdatedAt?.getTime() !== new Date(listed.updatedAt).getTime() ||
    readInItsSecond(before) ||
    before.sourceStatus !== listed.status ||
    // A deletion need not move the time of change; one that is gone already is not hinted again and again.
    (listed.deletedAt !== null && before.stage !== 'withdrawn');
  const concerns = isInForce(listed) || document.open || document.stage !== null;
  if (!isNews || !concerns || connection.goLiveAt === null) return false;
  await tx.documents.hintOfAnswer(document);
  return true;
}

/** One of which not even its members are as documented: a pass reads it, and says what is wrong with it. */
export async function noteUnreadableCommitment(
  tx: Tx,
  connection: Connection,
  { id, projectId }: { readonly id: string; readonly projectId: string },
): Promise<boolean> {
  const document = await tx.documents.see(connection, { kind: 'commitment', sourceId: id }, { projectId });
  // Held for that, or told before: it is asked for again by its own passes.
  if (connection.goLiveAt === null || document.open || document.stage !== null) return false;
  await tx.documents.hint(document);
  return true;
}
