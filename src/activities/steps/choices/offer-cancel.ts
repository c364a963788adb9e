import { movesOf, shownMark, type ChoiceOffer } from '../../../domain/holds/choice';
import { negate, toAmount } from '../../../domain/money/money';
import type { Plan } from '../../../domain/posting/plan/planned-step';
import { documentStands } from '../../../ledger/document-stands';
import type { DocumentRow } from '../../../store/documents/documents';
import type { PostingRow } from '../../../store/ledger/posting-row';
import type { Tx } from '../../../store/unit-of-work';
import { targetOf, type Targets } from '../step-context';
import { cancelableOrder } from './cancelable-order';

/** That the order's open lines are canceled, where it alone stands of a document that was withdrawn; else undefined. */
export async function offerCancel(
  tx: Tx,
  document: DocumentRow,
  standing: readonly PostingRow[],
  targets: Targets,
): Promise<ChoiceOffer | undefined> {
  const order = await cancelableOrder(tx, document, standing, targets);
  if (order === null || document.planId === null) return undefined;
  const stands = (await documentStands(tx, document)).hashBut(null);
  const all = (await tx.effects.of(document.id)).standing().all;
  const carried = all.flatMap(({ entries }) => entries).filter(({ book }) => book === 'order');
  // It is about the plan by which the order stands: approved in between, the question is another one.
  const binding = { contentHash: document.planId, stands };
  const { words } = targetOf(targets, order).target;
  const { currency } = (await tx.plans.load<Plan>(document.planId)).plan.head;
  return {
    ...binding,
    hintNo: document.hintNo,
    choices: [
      {
        kind: 'cancelOrder',
        says: 'The open lines of its order are canceled and read back. Then nothing of it stands any more, and an order that was canceled is never made again.',
        shown: shownMark('cancelOrder', binding, carried),
        moves: movesOf(carried).map((move) => ({ ...move, amount: toAmount(negate(move.amount), currency) })),
        facts: { order: words.reference(order.reference ?? {}) },
      },
    ],
  };
}
