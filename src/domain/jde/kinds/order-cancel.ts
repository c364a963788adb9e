import type { PostingKind } from '../../posting/posting-kind';
import { toOrderReference } from '../bodies/order-reference';
import type { OrderChangeBody } from '../bodies/order-change-body';
import type { CommitmentOrderBody } from '../bodies/order-of-commitment-body';
import type { OrderCancelBody, PurchaseOrderBody } from '../bodies/posting-body';
import { storedBody } from '../bodies/stored-body';

/** All that it is made of is the order that stands before it. */
export type OrderCancelDraft = Readonly<Record<string, never>>;

/** The open lines of an order of ours canceled, so that the commitment is not counted beside the cost. */
export const orderCancel: PostingKind<OrderCancelDraft, OrderCancelBody> = {
  name: 'orderCancel',
  called: 'canceling of the order',
  system: 'jde',
  nature: 'sets',
  mostSends: 2,
  occupiesUntil: null,
  restsAt: 'stands',

  parse: (stored) => storedBody<OrderCancelBody>(stored, 'orderCancel', ['lineKeys']),

  complete: (_draft, known) => {
    const order = known.earlier('order');
    if (order === null) throw new RangeError('an order is canceled after it was posted, and that is not confirmed');
    const { lines } = orderBody(order.body);
    const changed = known.earlier('orderChange');
    const own = changed === null ? null : storedBody<OrderChangeBody>(changed.body, 'orderChange', ['allKeys']);
    return {
      kind: 'orderCancel',
      erpKey: known.key,
      order: toOrderReference(order.reference),
      lineKeys: own?.allKeys ?? lines.map((line) => line.key),
    };
  },

  fingerprint: ({ kind, order, lineKeys }) => [
    kind,
    [order.orderNumber, order.orderType, order.orderCompany, order.suffix],
    [...lineKeys].sort(),
  ],

  compare: () => [],

  entries: () => [],

  terms: () => ({ supplier: '', number: '' }),
};

/** Of a requisition's order, or of a commitment's. */
function orderBody(stored: unknown): Pick<PurchaseOrderBody, 'lines'> {
  const isOfCommitment = (stored as { readonly kind?: unknown } | null)?.kind === 'commitmentOrder';
  return isOfCommitment
    ? storedBody<CommitmentOrderBody>(stored, 'commitmentOrder', ['lines'])
    : storedBody<PurchaseOrderBody>(stored, 'purchaseOrder', ['lines']);
}
