import type { DocumentRow } from '../store/documents/documents';
import type { Tx } from '../store/unit-of-work';
import type { Member } from './ledger-request';

/** Locks the owner and its members in one statement, and gives those whose plan and hint are still their newest. */
export async function lockMembers(
  tx: Tx,
  owner: Pick<DocumentRow, 'id'>,
  members: readonly Member[],
): Promise<readonly Member[]> {
  const locked = await tx.documents.lockAll([owner.id, ...members.map((member) => member.documentId)]);
  const rows = new Map(locked.map((row) => [row.id, row]));
  return members.filter(({ documentId, planId, hintNo }) => {
    const now = rows.get(documentId);
    return now?.planId === planId && now.hintNo === hintNo;
  });
}
