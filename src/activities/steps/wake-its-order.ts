import { documentKinds } from '../../domain/documents/document-kinds';
import { postedByLine } from '../../domain/commitment/billed-by-line';
import type { Plan } from '../../domain/posting/plan/planned-step';
import { reaches, type PostingStage } from '../../domain/posting/stages/posting-stage';
import { wake } from '../../ledger/sharing';
import type { PostingRow } from '../../store/ledger/posting-row';
import type { DocumentRow } from '../../store/documents/documents';
import type { Tx } from '../../store/unit-of-work';

type Bill = Pick<DocumentRow, 'kind' | 'commitmentId' | 'tenantId' | 'connectionId'>;

/**
 * A bill came to be posted, or is so no more: the order that follows it looks at what is open. `stage` is as it was. Whatever its plan
 * follows from now, since a pass of it may be under way with what was before.
 */
export async function wakeOrderOf(
  tx: Tx,
  { documentId, stage }: Pick<PostingRow, 'documentId' | 'stage'>,
  now: PostingStage,
): Promise<void> {
  if (reaches(stage, 'posted') === reaches(now, 'posted')) return;
  const order = await followingOrder(tx, await tx.documents.load(documentId));
  if (order !== null) await wake(tx, await tx.documents.lock(order.document.id));
}

/** The same wherever its plan follows from other bills than are posted, whatever became known in between. */
export async function wakeItsOrder(tx: Tx, bill: Bill): Promise<void> {
  const order = await followingOrder(tx, bill);
  if (order === null) return;
  const bills = await tx.effects.ofCommitment(bill, order.document.sourceId, [documentKinds.requisition.name]);
  if (postedByLine(bills) !== order.follows) await wake(tx, await tx.documents.lock(order.document.id));
}

/** Null: it bills none, or one that is not followed from here. */
async function followingOrder(
  tx: Tx,
  bill: Bill,
): Promise<{ readonly document: DocumentRow; readonly follows: string } | null> {
  const { kind, commitmentId } = bill;
  if (kind !== documentKinds.requisition.name || commitmentId === null) return null;
  const document = await tx.documents.find(bill, { kind: documentKinds.commitment.name, sourceId: commitmentId });
  if (document?.planId == null) return null;
  const { follows } = (await tx.plans.load<Plan>(document.planId)).plan;
  return follows === undefined ? null : { document, follows };
}
