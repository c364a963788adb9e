import type { DocumentRow } from '../store/documents/documents';
import type { Tx } from '../store/unit-of-work';
import type { Member, Members } from './ledger-request';

/** Locks the owner and its members in one statement, and gives those that are still to go with it under their newest plan. */
export async function lockMembers(
  tx: Tx,
  owner: Pick<DocumentRow, 'id'>,
  { all, mayGo }: Members,
): Promise<readonly Member[]> {
  const locked = await tx.documents.lockAll([owner.id, ...all.map((member) => member.documentId)]);
  const rows = new Map(locked.map((row) => [row.id, row]));
  const rest: Member[] = [];
  for (const member of all) {
    const now = rows.get(member.documentId);
    if (now?.planId !== member.planId || now.hintNo !== member.hintNo) continue;
    if (mayGo === undefined || (await mayGo(tx, now, member))) rest.push(member);
  }
  return rest;
}
