import type { InvoiceBody } from '../../../domain/fusion/bodies/invoice-body';
import type { Order, OrderBilling } from '../../../domain/fusion/order';
import type { PostingSettings } from '../../../domain/fusion/posting-settings';
import { overBilled, strangers, type BilledLine } from '../../../domain/fusion/requisition/check-billing';
import { orderGone, orderOpenProblems } from '../../../domain/fusion/requisition/check-order';
import type { Problem } from '../../../domain/holds/hold-reason';
import type { FusionConnection } from '../connect';
import { readOrder, readOrderBilling } from '../facts/orders';

/** Asked right before an invoice is sent: the order is open, nothing of it changes, and nobody has billed it meanwhile. */
export async function orderTakesInvoice(
  fusion: FusionConnection,
  settings: PostingSettings,
  body: InvoiceBody,
): Promise<readonly Problem[]> {
  const { order: known } = body;
  if (known === null) return [];
  const order: Order | null = await readOrder(fusion, known.headerId);
  const billing: OrderBilling | null = await readOrderBilling(fusion, known.headerId, settings.invoiceSource);
  if (order === null || billing === null) return [orderGone(known, known.commitmentId)];
  const lines = body.lines.flatMap((line): BilledLine[] => (line.role === 'matched' ? [line] : []));
  return [
    ...orderOpenProblems(order, lines, known.commitmentId),
    ...strangers(billing, known.seen, known.commitmentId),
    ...overBilled(order, billing, {
      lines,
      ownKeys: [body.key],
      seen: known.seen,
      commitmentId: known.commitmentId,
    }),
  ];
}
