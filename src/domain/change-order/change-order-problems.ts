import { causeKey } from '../holds/cause-key';
import type { Problem } from '../holds/hold-reason';
import type { ChangeOrderWanted } from './change-order-wanted';

/** A total without any line says that the lines are not to be seen. */
export function noLines({ changeOrder }: Pick<ChangeOrderWanted, 'changeOrder'>): Problem[] {
  if (changeOrder.lineItems.length > 0) return [];
  return [
    {
      reason: 'amountsDiffer',
      kind: 'person',
      field: 'line_items',
      value: '',
      message: `Change order ${changeOrder.number ?? changeOrder.id} is approved, and Procore shows no line of it in any of its tiers.`,
      remedies: [{ act: 'inProcore', text: 'Give the change order its lines, or let the service account read them' }],
    },
  ];
}

/** Why an approved change order adds nothing to its order. */
export function nothingToAdd({ changeOrder, onOrder }: ChangeOrderWanted): string {
  const isThere = changeOrder.lineItems.some(({ id }) => onOrder.includes(`change_order_item:${id}`));
  return isThere ? 'All of its lines are on the order already.' : 'None of its lines has an amount.';
}

/** They come onto the order in the order of their approval. */
export function behindEarlier({ earlier, commitment }: ChangeOrderWanted): Problem[] {
  const [first] = earlier;
  if (first === undefined) return [];
  return [
    {
      reason: 'changePending',
      kind: 'waiting',
      field: 'reviewed_at',
      value: first.sourceId,
      message: `${earlier.length === 1 ? 'A change order' : `${earlier.length} change orders`} of commitment ${commitment.number ?? commitment.id} approved before this one ${earlier.length === 1 ? 'is' : 'are'} not on the order yet.`,
      remedies: [
        { act: 'byItself', text: 'It goes on by itself when they are, in the order of their approval' },
        { act: 'seeDocument', document: { kind: 'changeOrder', sourceId: first.sourceId } },
      ],
      causeKeys: earlier.map(({ sourceId }) => causeKey.changeOrder(sourceId)),
    },
  ];
}
