import { isGone } from '../../../domain/posting/stages/posting-stage';
import type { PostingRow } from '../../../store/ledger/posting-row';
import type { Targets } from '../step-context';

/** An order that alone stands of a document, in a system that cancels the lines of one; null: more stands, or may. */
export function cancelableOrder(standing: readonly PostingRow[], targets: Targets): PostingRow | null {
  const [order, ...more] = standing;
  if (order?.step !== 'order' || more.length > 0) return null;
  const cancels = targets.get(order.system)?.kinds.has('orderCancel') === true;
  return cancels && order.state === 'confirmed' && order.body !== null && !isGone(order.stage) ? order : null;
}
