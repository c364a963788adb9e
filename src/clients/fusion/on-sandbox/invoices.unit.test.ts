import { draftBody, goodsLine } from '../../../sandbox/fusion/testing/test-documents';
import { EXPENSE_TEXT } from '../../../sandbox/fusion/testing/test-company.fixture';
import type { InvoiceBody } from '../../../domain/fusion/bodies/invoice-body';
import type { Found } from '../../../domain/posting/look';
import { posted } from '../sample-bodies.fixture';
import { act, openOrder, sandboxInvoice, settleAndValidate } from './whole-way.fixture';
import { meet, sandboxOrder, standing, type Meeting } from './meet.fixture';

/** Client and sandbox are written apart from each other; here they meet, over invoices. */
let at: Meeting;
let order: Found;
let body: InvoiceBody;
afterEach(() => at.close());

async function start(...given: Parameters<typeof meet>): Promise<void> {
  at = await meet(...given);
  order = await openOrder(at.fusion, sandboxOrder(1));
  body = sandboxInvoice(order);
}

const firstSentAt = new Date(Date.now() - 60_000).toISOString();
const look = (of = body) => at.fusion.look('invoice', posted(of, { firstSentAt }));
const send = (of = body) => at.fusion.send('invoice', posted(of));

test('an invoice stands, is settled and validated, and read back as it was sent at each stage; paid is seen', async () => {
  await start();
  await expect(look()).resolves.toMatchObject({ found: [], strangers: [] });
  const reference = await send();
  const stands = await standing(at.fusion, body);
  expect(stands).toMatchObject({ reference, stage: 'stands', stageWord: 'Not validated', facts: { paid: 'Unpaid' } });
  expect(stands.shown).toMatchObject({
    source: 'PROCORE',
    supplier: '1252',
    amount: '14400',
    accountingDate: '2026-07-31',
    lines: [
      { order: '162873', orderLine: '1', schedule: '1', amount: '16000' },
      { order: '', amount: '-1600', account: '101.00.21550.000' },
    ],
  });
  const { validated } = await settleAndValidate(at.fusion, body);
  expect(validated).toMatchObject({
    reference,
    stage: 'posted',
    stageWord: 'Validated',
    facts: { tax: '0', installments: '14400' },
  });
  expect(validated.shown).toMatchObject({ lines: [{ account: EXPENSE_TEXT }, { account: '101.00.21550.000' }] });
  await at.sandbox.control('POST', 'ap/pay', { invoice: body.invoiceNumber });
  await expect(standing(at.fusion, body)).resolves.toMatchObject({ stage: 'posted', facts: { paid: 'Paid' } });
});

test.each(['commitThenLose', 'cutBody', 'commitThenStatus', 'commitThenHtml', 'gatewayThenCommit'])(
  '%s: nobody knows at first, and the invoice is adopted by key and source',
  async (kind) => {
    await start();
    await at.sandbox.fault({ match: { resource: 'invoices', method: 'POST' }, kind, delayMs: 0 });
    await expect(send()).rejects.toMatchObject({ name: 'OutcomeUnknown' });
    let found = (await look()).found;
    while (found.length === 0) found = (await look()).found;
    await expect(settleAndValidate(at.fusion, body)).resolves.toMatchObject({ validated: { stage: 'posted' } });
    await expect(send()).rejects.toMatchObject({
      name: 'Rejected',
      detail: { codes: expect.arrayContaining(['AP-810245']) },
    });
  },
);

test.each([
  ['calculateTax', 'commitThenLose'],
  ['generateDistributions', 'commitThenLose'],
  ['generateDistributions', 'commitThenHtml'],
])('%s with %s: asked for again, it is done once', async (action, kind) => {
  await start();
  await send();
  const stands = await standing(at.fusion, body);
  const settlement = posted(act('invoiceSettlement', body, stands));
  await at.sandbox.fault({ match: { action }, kind });
  await expect(at.fusion.send('invoiceSettlement', settlement)).rejects.toMatchObject({ name: 'OutcomeUnknown' });
  await at.fusion.send('invoiceSettlement', settlement);
  await expect(standing(at.fusion, body)).resolves.toMatchObject({ stage: 'delivered' });
});

test('validation whose answer is lost is seen as done; one that failed is refused', async () => {
  await start();
  await send();
  const stands = await standing(at.fusion, body);
  await at.fusion.send('invoiceSettlement', posted(act('invoiceSettlement', body, stands)));
  const validation = posted(act('invoiceValidation', body, stands));
  await at.sandbox.fault({ match: { action: 'validateInvoice' }, kind: 'businessFailure' });
  await expect(at.fusion.send('invoiceValidation', validation)).rejects.toMatchObject({ name: 'Rejected' });
  await at.sandbox.fault({ match: { action: 'validateInvoice' }, kind: 'commitThenLose' });
  await expect(at.fusion.send('invoiceValidation', validation)).rejects.toMatchObject({ name: 'OutcomeUnknown' });
  await expect(standing(at.fusion, body)).resolves.toMatchObject({ stage: 'posted' });
});

test('an invoice that is not to be had yet is settled later, and not refused', async () => {
  await start();
  await send();
  const stands = await standing(at.fusion, body);
  await at.sandbox.fault({ match: { action: 'calculateTax' }, kind: 'notFound' });
  const settlement = posted(act('invoiceSettlement', body, stands));
  await expect(at.fusion.send('invoiceSettlement', settlement)).rejects.toMatchObject({ name: 'NotSent' });
  await at.fusion.send('invoiceSettlement', settlement);
  await expect(standing(at.fusion, body)).resolves.toMatchObject({ stage: 'delivered' });
});

test('tax is worked out by Fusion and stands beside the lines; another one than ours is held, and not validated', async () => {
  await start({ taxRates: { STD: '10' }, defaultTaxClassification: 'STD', taxCombination: EXPENSE_TEXT });
  const taxed = { ...body, tax: '1600.00', taxHold: 'Tax review', amount: '16000.00', payable: '16000.00' };
  await send(taxed);
  await expect(settleAndValidate(at.fusion, taxed)).resolves.toMatchObject({
    validated: { stage: 'posted', facts: { tax: '1600', installments: '16000' } },
  });

  const other = {
    ...taxed,
    key: 'PCINVOICECXXXXXXXXXX',
    invoiceNumber: 'PC-2',
    fullInvoiceNumber: 'PC-2',
    tax: '1500.00',
  };
  await send(other);
  const stands = await standing(at.fusion, other);
  await at.fusion.send('invoiceSettlement', posted(act('invoiceSettlement', other, stands)));
  const held = await standing(at.fusion, other);
  expect(held).toMatchObject({ stage: 'stands', facts: { tax: '1600' } });
  expect(held.stageWord).toContain('Tax review');
  const validation = posted(act('invoiceValidation', other, stands));
  await expect(at.fusion.send('invoiceValidation', validation)).rejects.toMatchObject({ name: 'NotSent' });
});

test.each(['needsRevalidation', 'validated'] as const)(
  'held from payment it is posted all the same, shown as %s, and held once',
  async (heldStatus) => {
    await start({ heldStatus }, { site: { heldStatus } });
    const held = { ...body, paymentHold: 'Payment review', paymentHeldFor: 'Vendor 7: Auto expired on 2026-07-01.' };
    await send(held);
    const { validated } = await settleAndValidate(at.fusion, held);
    expect(validated.stage).toBe('posted');
    expect(validated.stageWord).toContain('Payment review');
    const holds = await at.sandbox.control('GET', `items/invoiceHolds?InvoiceNumber=${held.invoiceNumber}`);
    expect(holds.json).toMatchObject([{ HoldReason: 'Posted by ml-connector: Vendor 7: Auto expired on 2026-07-01.' }]);
    await at.sandbox.control('POST', 'ap/releaseHold', { invoice: held.invoiceNumber, name: 'Payment review' });
    await expect(standing(at.fusion, held)).resolves.toMatchObject({ stage: 'posted', stageWord: 'Validated' });
  },
);

test('where a hold leaves the status alone, what needs revalidation is not posted, held or not', async () => {
  await start({}, { site: { heldStatus: 'validated' } });
  const held = { ...body, paymentHold: 'Payment review' };
  await send(held);
  await expect(settleAndValidate(at.fusion, held)).resolves.toMatchObject({ validated: { stage: 'delivered' } });
});

test('what validation finds is shown as a wait; it counts as validated and is not validated again', async () => {
  await start({ amountMismatch: 'hold' });
  await at.sandbox.control('POST', 'ap/book', {
    body: {
      ...{ InvoiceNumber: 'HAND', InvoiceAmount: 1000, InvoiceDate: '2026-07-15', BusinessUnit: body.businessUnit },
      ...{ Supplier: body.supplierName, SupplierSite: body.site },
      invoiceLines: [
        {
          ...{ LineNumber: 1, LineType: 'Item', LineAmount: 1000, PurchaseOrderNumber: '162873' },
          ...{ PurchaseOrderLineNumber: 1, PurchaseOrderScheduleLineNumber: 1 },
        },
      ],
    },
  });
  await send();
  const { validated } = await settleAndValidate(at.fusion, body);
  expect(validated).toMatchObject({
    stage: 'vouchered',
    stageWord: expect.stringContaining('on hold: Amount ordered'),
  });
});

test.each([true, false])(
  'a hold of Payables shows, and the invoice is posted when it has ended (release validates: %s)',
  async (releaseValidates) => {
    await start({ releaseValidates });
    await send();
    await settleAndValidate(at.fusion, body);
    const named = { invoice: body.invoiceNumber, name: 'Compliance' };
    await at.sandbox.control('POST', 'ap/hold', named);
    const held = await standing(at.fusion, body);
    expect(held.stage).toBe('vouchered');
    expect(held.stageWord).toContain('Compliance');
    await at.sandbox.control('POST', 'ap/releaseHold', named);
    if (!releaseValidates) await at.sandbox.control('POST', 'ap/validate', { invoice: body.invoiceNumber });
    await expect(standing(at.fusion, body)).resolves.toMatchObject({ stage: 'posted' });
  },
);

test('approval of the invoice is waited for', async () => {
  await start({ invoiceApproval: 'manual' });
  await send();
  await expect(settleAndValidate(at.fusion, body)).resolves.toMatchObject({ validated: { stage: 'vouchered' } });
  await at.sandbox.control('POST', 'ap/approve', { invoice: body.invoiceNumber });
  await expect(standing(at.fusion, body)).resolves.toMatchObject({ stage: 'posted' });
});

test.each<['zero' | 'kept']>([['zero'], ['kept']])(
  'a canceled invoice is voided, and its number is taken (lines %s)',
  async (canceledLines) => {
    await start({ canceledLines });
    await send();
    await settleAndValidate(at.fusion, body);
    await at.sandbox.control('POST', 'ap/cancel', { invoice: body.invoiceNumber });
    await expect(look()).resolves.toMatchObject({ found: [{ stage: 'voided' }] });
    await expect(send()).rejects.toMatchObject({ name: 'Rejected' });
  },
);

test('a number that AP used by hand is a stranger, and what AP billed on the order is seen before we bill it', async () => {
  await start();
  const line = {
    LineNumber: 1,
    LineType: 'Item',
    LineAmount: 16000,
    PurchaseOrderNumber: '162873',
    PurchaseOrderLineNumber: 1,
  };
  const byHand = {
    InvoiceNumber: body.invoiceNumber,
    InvoiceAmount: 16000,
    InvoiceDate: '2026-07-15',
    BusinessUnit: body.businessUnit,
    Supplier: body.supplierName,
    SupplierSite: body.site,
    invoiceLines: [{ ...line, PurchaseOrderScheduleLineNumber: 1 }],
  };
  await at.sandbox.control('POST', 'ap/book', { body: byHand, validate: true });
  await expect(look()).resolves.toMatchObject({
    found: [],
    strangers: [{ number: body.invoiceNumber, amount: '16000' }],
  });
  const headerId = order.reference['poHeaderId'] ?? '';
  const billing = {
    ...body,
    order: { headerId, number: '162873', commitmentId: '1', seen: [] },
  } as unknown as InvoiceBody;
  const problems = (await at.fusion.at('invoice').port.ready?.(posted(billing))) ?? [];
  expect(problems.map(({ reason }) => reason)).toContain('orderElsewhere');
});

test('an invoice of forty lines is read back whole, though children come by twenty-five', async () => {
  await start();
  const [line] = body.lines;
  const lines = Array.from({ length: 40 }, () => ({ ...line, amount: '10.00' })) as InvoiceBody['lines'];
  const long = { ...body, lines, amount: '400.00', payable: '400.00' };
  await send(long);
  await expect(settleAndValidate(at.fusion, long)).resolves.toMatchObject({ validated: { stage: 'posted' } });
});

test('a line that is priced by quantity is billed by quantity and price, and read back so; without them it is refused', async () => {
  at = await meet();
  await at.sandbox.control('POST', 'orders/create', { body: draftBody([goodsLine(500, 160)]) });
  const [made] = (await at.sandbox.control('GET', 'items/purchaseOrders')).json as { OrderNumber: string }[];
  body = sandboxInvoice({ reference: { orderNumber: made?.OrderNumber ?? '' } });
  await expect(send()).rejects.toMatchObject({ name: 'Rejected' });
  const quantity = { quantity: '100.00', unitPrice: '160' };
  const counted = {
    ...body,
    lines: body.lines.map((line) => (line.role === 'matched' ? { ...line, quantity } : line)),
  };
  await send(counted);
  const { validated } = await settleAndValidate(at.fusion, counted);
  expect(validated).toMatchObject({ stage: 'posted', shown: { lines: [{ quantity: '100', unitPrice: '160' }, {}] } });
});

test('a credit memo and an invoice of 0.00 stand as they were sent', async () => {
  await start();
  await send();
  await settleAndValidate(at.fusion, body);
  const lines = body.lines.map((line) => ({ ...line, amount: line.amount === '-1600.00' ? '160.00' : '-1600.00' }));
  const more = { key: 'PCINVOICECXXXXXXXXXX', invoiceNumber: 'PC-CM', fullInvoiceNumber: 'PC-CM' };
  const credit = { ...body, ...more, type: 'Credit memo', lines, amount: '-1440.00', payable: '-1440.00' };
  await send(credit);
  await expect(settleAndValidate(at.fusion, credit)).resolves.toMatchObject({ validated: { stage: 'posted' } });
  const none = body.lines.map((line) => ({ ...line, amount: line.amount === '-1600.00' ? '-100.00' : '100.00' }));
  const again = { key: 'PCINVOICEDXXXXXXXXXX', invoiceNumber: 'PC-0', fullInvoiceNumber: 'PC-0' };
  const zero = { ...body, ...again, lines: none, amount: '0.00', payable: '0.00' };
  await send(zero);
  await expect(settleAndValidate(at.fusion, zero)).resolves.toMatchObject({ validated: { stage: 'posted' } });
});
