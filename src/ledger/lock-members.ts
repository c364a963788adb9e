import type { DocumentRow } from '../store/documents/documents';
import type { Tx } from '../store/unit-of-work';
import type { Member } from './ledger-request';

/** Locks the owner and its members in one statement, and gives those members whose plan is still their newest. */
export async function lockMembers(
  tx: Tx,
  owner: Pick<DocumentRow, 'id'>,
  members: readonly Member[],
): Promise<readonly Member[]> {
  const locked = await tx.documents.lockAll([owner.id, ...members.map((member) => member.documentId)]);
  const planOf = new Map(locked.map((row) => [row.id, row.planId]));
  return members.filter((member) => planOf.get(member.documentId) === member.planId);
}
