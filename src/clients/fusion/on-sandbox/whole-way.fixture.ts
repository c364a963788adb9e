import type { InvoiceBody, InvoiceLine } from '../../../domain/fusion/bodies/invoice-body';
import type { OrderBody } from '../../../domain/fusion/kinds/purchase-order';
import { RETAINAGE_TEXT } from '../../../sandbox/fusion/testing/test-company.fixture';
import type { Found } from '../../../domain/posting/look';
import { type FusionUnderTest } from '../fusion-under-test.fixture';
import { invoiceBody, keyOf, posted } from '../sample-bodies.fixture';
import { sandboxOrder, standing } from './meet.fixture';

/** 16,000.00 ordered on line 1, as drafted, submitted and approved by an approver who takes no time. */
export async function openOrder(fusion: FusionUnderTest, order: OrderBody = sandboxOrder(1)): Promise<Found> {
  await fusion.send('purchaseOrder', posted(order));
  const drafted = await standing(fusion, order);
  await submit(fusion, order, drafted);
  return standing(fusion, order);
}

export async function submit(fusion: FusionUnderTest, order: OrderBody, drafted: Found): Promise<void> {
  const body = submission(order, drafted);
  expect(await fusion.at('orderSubmission').port.ready?.(posted(body))).toEqual([]);
  await fusion.send('orderSubmission', posted(body));
}

export const submission = (order: OrderBody, { reference }: Found) => ({
  kind: 'orderSubmission',
  key: keyOf('submit', 1),
  headerId: reference['poHeaderId'],
  drafted: order,
});

/** 16,000.00 of that order with 10 percent held: by a line of ours, or by the order's own terms. */
export function sandboxInvoice(
  order: Pick<Found, 'reference'>,
  way: 'A' | 'B' = 'B',
  more: Partial<InvoiceBody> = {},
): InvoiceBody {
  const body = invoiceBody(1);
  const lines = body.lines.flatMap((line): InvoiceLine[] => {
    if (line.role === 'matched') return [{ ...line, order: order.reference['orderNumber'] ?? '' }];
    return way === 'A' || line.role !== 'retainage' ? [] : [{ ...line, account: RETAINAGE_TEXT, amount: '-1600.00' }];
  });
  const day = '2026-07-31';
  const net = { amount: '14400.00', payable: '14400.00' };
  return { ...body, ...net, invoiceDate: day, accountingDate: day, way, lines, ...more };
}

export const act = (kind: 'invoiceSettlement' | 'invoiceValidation', sent: InvoiceBody, { reference }: Found) => ({
  kind,
  key: keyOf(kind.slice(7, 10), 1),
  invoiceId: reference['invoiceId'],
  sent,
});

/** Tax, distributions and holds, then validation; where it stands after each. */
export async function settleAndValidate(
  fusion: FusionUnderTest,
  body: InvoiceBody,
): Promise<{ readonly settled: Found; readonly validated: Found }> {
  const stands = await standing(fusion, body);
  for (const kind of ['invoiceSettlement', 'invoiceValidation'] as const) {
    const acting = posted(act(kind, body, stands));
    expect(await fusion.at(kind).port.ready?.(acting)).toEqual([]);
    await fusion.send(kind, acting);
    if (kind === 'invoiceSettlement') {
      const settled = await standing(fusion, body);
      expect(settled.stage).toBe('delivered');
    }
  }
  const validated = await standing(fusion, body);
  return { settled: stands, validated };
}

/** An order drafted, submitted, approved, and billed by an invoice that is taxed, distributed and validated; the end of each. */
export async function wholeWay(
  fusion: FusionUnderTest,
  given: { readonly order?: OrderBody; readonly way?: 'A' | 'B'; readonly invoice?: Partial<InvoiceBody> } = {},
): Promise<readonly Found[]> {
  const order = given.order ?? sandboxOrder(1);
  expect((await fusion.look('purchaseOrder', posted(order))).found).toEqual([]);
  const open = await openOrder(fusion, order);
  const body = sandboxInvoice(open, given.way, given.invoice);
  expect((await fusion.look('invoice', posted(body))).found).toEqual([]);
  await fusion.send('invoice', posted(body));
  const { validated } = await settleAndValidate(fusion, body);
  return [open, validated];
}
