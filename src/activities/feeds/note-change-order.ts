import { isApproved } from '../../domain/change-order/approved';
import { readInItsSecond } from '../../domain/documents/read-in-its-second';
import type { ListedChangeOrder } from '../../domain/procore/procore-change-orders';
import { changeOrderSeen } from '../../ledger/change-order-content';
import type { Connection } from '../../store/connections/connections';
import type { Tx } from '../../store/unit-of-work';

/**
 * Notes what a list says of a change order package and hints its document when lines of it may have to come onto an order, or
 * stand there, in one transaction. A list has no lines, so the pass that begins reads it, and finds out whether its contract is a
 * commitment. `askedAt` is when the list was asked for. Gives whether it was hinted.
 */
export async function noteChangeOrder(
  tx: Tx,
  connection: Connection,
  listed: ListedChangeOrder,
  askedAt: Date,
): Promise<boolean> {
  const name = { kind: 'changeOrder', sourceId: listed.id };
  const known = await tx.documents.find(connection, name);
  // Of one that was never approved nothing is to be ordered: it is no document yet.
  if (known === null && !isApproved(listed)) return false;
  const noted = await tx.sightings.note(connection, name, askedAt, changeOrderSeen(listed));
  if (typeof noted === 'string') return false;
  const { before, document } = noted;
  const isNews =
    before.sourceUpdatedAt?.getTime() !== new Date(listed.updatedAt).getTime() ||
    readInItsSecond(before) ||
    before.sourceStatus !== listed.status ||
    // A deletion need not move the time of change; one that is gone already is not hinted again and again.
    (listed.deletedAt !== null && before.stage !== 'withdrawn');
  const concerns = isApproved(listed) || document.open || document.stage !== null;
  if (!isNews || !concerns || connection.goLiveAt === null) return false;
  await tx.documents.hintOfAnswer(document);
  return true;
}

/** One of which not even its members are as documented: a pass reads it, and says what is wrong with it. */
export async function noteUnreadableChangeOrder(
  tx: Tx,
  connection: Connection,
  { id, projectId }: { readonly id: string; readonly projectId: string },
): Promise<boolean> {
  const document = await tx.documents.see(connection, { kind: 'changeOrder', sourceId: id }, { projectId });
  // Held for that, or told before: it is asked for again by its own passes.
  if (connection.goLiveAt === null || document.open || document.stage !== null) return false;
  await tx.documents.hint(document);
  return true;
}
