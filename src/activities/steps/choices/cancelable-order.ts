import { documentKind, documentKinds } from '../../../domain/documents/document-kinds';
import { isGone } from '../../../domain/posting/stages/posting-stage';
import type { DocumentRow } from '../../../store/documents/documents';
import type { PostingRow } from '../../../store/ledger/posting-row';
import type { Tx } from '../../../store/unit-of-work';
import type { Targets } from '../step-context';

/** What goes onto the order of a commitment, or bills it. */
const onItsOrder = [documentKinds.requisition.name, documentKinds.changeOrder.name];

/**
 * An order that alone stands of a document, in a system that cancels the lines of one; null: more stands, or may. Of a commitment's
 * order nothing may be billed, and no change order may stand on it: these have their own ends.
 */
export async function cancelableOrder(
  tx: Tx,
  document: DocumentRow,
  standing: readonly PostingRow[],
  targets: Targets,
): Promise<PostingRow | null> {
  const [order, ...more] = standing;
  if (order?.step !== 'order' || more.length > 0) return null;
  const cancels = targets.get(order.system)?.kinds.has('orderCancel') === true;
  if (!cancels || order.state !== 'confirmed' || order.body === null || isGone(order.stage)) return null;
  const { commitmentId } = document;
  if (documentKind(document.kind).series !== null || commitmentId === null) return order;
  const others = await tx.effects.ofCommitment(document, commitmentId, onItsOrder);
  return others.mayStand().isEmpty ? order : null;
}
