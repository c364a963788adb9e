import { causeKey } from '../holds/cause-key';
import type { Problem } from '../holds/hold-reason';
import type { RequisitionWanted } from '../requisition/requisition-wanted';
import { undecided } from './undecided';

/** How an ERP calls itself and an order. */
interface OrderWords {
  /** For people: `Fusion`. */
  readonly erp: string;
  /** The column of an order's number. */
  readonly field: string;
  /** The order that stands and is not in force; null: there is none. */
  readonly order: string | null;
}

/** The commitment has no order in the ERP that its requisitions could bill, or none that is in force yet. */
export function noOrder(
  { commitment, atGoLive }: Pick<RequisitionWanted, 'commitment' | 'atGoLive'>,
  { erp, field, order }: OrderWords,
): Problem {
  const { id, number } = commitment;
  if (atGoLive?.choice === 'undecided') return undecided(commitment);
  const why =
    order === null
      ? `Commitment ${number ?? id} has no purchase order in ${erp} yet`
      : `Order ${order} of commitment ${number ?? id} is not in force in ${erp}`;
  return {
    reason: 'orderNotOpen',
    kind: 'waiting',
    field,
    value: order ?? '',
    message: `${why}, so there is nothing that the requisition could bill.`,
    remedies: [
      {
        act: 'byItself',
        text: 'It goes on by itself when the commitment has an order, made from here or linked, and that one is open',
      },
      { act: 'seeDocument', document: { kind: 'commitment', sourceId: id } },
    ],
    causeKey: causeKey.order(id),
  };
}
