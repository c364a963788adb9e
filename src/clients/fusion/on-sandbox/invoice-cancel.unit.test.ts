import type { InvoiceBody } from '../../../domain/fusion/bodies/invoice-body';
import type { InvoiceCancelBody } from '../../../domain/fusion/kinds/invoice-cancel';
import { keyOf, posted } from '../sample-bodies.fixture';
import { meet, sandboxOrder, standing, type Meeting } from './meet.fixture';
import { openOrder, sandboxInvoice, settleAndValidate } from './whole-way.fixture';

/** Client and sandbox are written apart from each other; here they meet, over the cancellation of an invoice. */
let at: Meeting;
let invoice: InvoiceBody;
let body: InvoiceCancelBody;
afterEach(() => at.close());

const today = new Date().toISOString().slice(0, 10);

async function start(settings: Parameters<typeof meet>[0] = {}): Promise<void> {
  at = await meet(settings);
  invoice = sandboxInvoice(await openOrder(at.fusion, sandboxOrder(1)));
  await at.fusion.send('invoice', posted(invoice));
  const { reference } = await standing(at.fusion, invoice);
  const invoiceId = reference['invoiceId'] ?? '';
  body = { kind: 'invoiceCancel', key: keyOf('cancel', 1), invoiceId, sent: invoice, today };
}

const look = () => at.fusion.look('invoiceCancel', posted(body));
const ready = () => at.fusion.at('invoiceCancel').port.ready?.(posted(body));
const send = () => at.fusion.send('invoiceCancel', posted(body));

test('not validated, it is canceled, read back with an amount of 0, and the day that Fusion took is kept', async () => {
  await start();
  await expect(look()).resolves.toMatchObject({ found: [] });
  await expect(ready()).resolves.toEqual([]);
  await send();
  const { found } = await look();
  expect(found).toMatchObject([{ stage: 'stands', stageWord: 'Canceled', facts: { canceledOn: today } }]);
  const { found: canceled } = await at.fusion.look('invoice', posted(invoice));
  expect(canceled).toMatchObject([{ stage: 'voided' }]);
  // A repeat does nothing.
  await expect(send()).rejects.toMatchObject({ name: 'NotSent' });
});

test.each(['commitThenLose', 'commitThenHtml'])('%s: nobody knows at first, and it is seen', async (kind) => {
  await start();
  await at.sandbox.fault({ match: { action: 'cancelInvoice' }, kind });
  await expect(send()).rejects.toMatchObject({ name: 'OutcomeUnknown' });
  await expect(look()).resolves.toMatchObject({ found: [{ stage: 'stands' }] });
});

test('validated meanwhile it is refused, and not asked for', async () => {
  await start();
  await settleAndValidate(at.fusion, invoice);
  await expect(look()).resolves.toMatchObject({ found: [], refused: { reason: 'erpRejected' } });
  await expect(send()).rejects.toMatchObject({ name: 'NotSent' });
});

test('accounted meanwhile it is refused', async () => {
  await start();
  await at.sandbox.control('POST', 'ap/account', { invoice: invoice.invoiceNumber });
  const { refused } = await look();
  expect(refused?.message).toContain('is accounted');
});

test('where the period of today is not open in Payables, it is held before anything is asked for', async () => {
  await start();
  body = { ...body, today: '2026-06-15' };
  await expect(ready()).resolves.toMatchObject([{ reason: 'periodClosed', value: '2026-06-15' }]);
});

test.each(['error', 'result'] as const)(
  'Fusion refuses by %s: nothing is canceled, and it does not count as done',
  async (by) => {
    await start({ cancelRefusal: by });
    // As Fusion sees it, the period of today is not open.
    await at.sandbox.set({ payablesApplicationId: '999' });
    const sent = await send().catch((error: unknown) => error);
    if (by === 'error') expect(sent).toMatchObject({ name: 'Rejected' });
    await expect(look()).resolves.toMatchObject({ found: [] });
  },
);
