import type { OrderClosingBody } from '../../../domain/fusion/kinds/order-closing';
import { RETAINAGE_STYLE } from '../../../sandbox/fusion/testing/test-company.fixture';
import { keyOf as keyIn } from '../../../sandbox/fusion/testing/test-sandbox.fixture';
import type { Posted } from '../../erp-adapter';
import { keyOf, posted } from '../sample-bodies.fixture';
import { meet, sandboxOrder, standing, type Meeting } from './meet.fixture';
import { openOrder, sandboxInvoice, settleAndValidate } from './whole-way.fixture';

/** Client and sandbox are written apart from each other; here they meet, over the closing and reopening of an order. */
let at: Meeting;
let headerId: string;
let number: string;
afterEach(() => at.close());

const order = sandboxOrder(1);

async function start(settings: Parameters<typeof meet>[0] = {}, given: Parameters<typeof meet>[1] = {}): Promise<void> {
  at = await meet(settings, given);
  const { reference } = await openOrder(at.fusion, order);
  headerId = reference['poHeaderId'] ?? '';
  number = reference['orderNumber'] ?? '';
}

type Kind = OrderClosingBody['kind'];

const told = (kind: Kind, more: Partial<Posted> = {}): Posted =>
  posted(
    { kind, key: keyOf(kind.slice(5), 1), commitmentId: '700000', headerId, decision: '9' } as OrderClosingBody,
    more,
  );
const look = (kind: Kind, more: Partial<Posted> = {}) => at.fusion.look(kind, told(kind, more));
const ready = (kind: Kind) => at.fusion.at(kind).port.ready?.(told(kind));
const send = (kind: Kind) => at.fusion.send(kind, told(kind));
const buyer = (act: string, more: object = {}) =>
  at.sandbox.control('POST', `orders/${act}`, { order: number, ...more });
const closeByHand = (closeAction = 'close') => buyer('close', { closeAction });
const sent = { firstSentAt: '2026-11-29T06:00:00Z' };
const statuses = async () => {
  const [row] = (await at.sandbox.get(`purchaseOrders?q=OrderNumber='${number}'&expand=lines.schedules`)).json.items;
  const [line] = row.lines.items;
  return [row.StatusCode, line.StatusCode, line.schedules.items[0].StatusCode];
};

/** Of a part of the order: it stands in Payables, and nobody has validated it. */
async function bill(amount: string, validate = true): Promise<void> {
  const body = sandboxInvoice({ reference: { orderNumber: number } });
  const lines = body.lines.flatMap((line) => (line.role === 'matched' ? [{ ...line, amount }] : []));
  const invoice = { ...body, amount, payable: amount, lines };
  await at.fusion.send('invoice', posted(invoice));
  if (validate) await settleAndValidate(at.fusion, invoice);
  else await standing(at.fusion, invoice);
}

test('it is closed with each of its lines and schedules, never finally, and opened again', async () => {
  await start();
  await expect(look('orderClose')).resolves.toMatchObject({ found: [] });
  await expect(ready('orderClose')).resolves.toEqual([]);
  await send('orderClose');
  expect(await statuses()).toEqual(['CLOSED', 'CLOSED', 'CLOSED']);
  await expect(look('orderClose')).resolves.toMatchObject({
    found: [{ stage: 'stands', stageWord: 'CLOSED', reference: { poHeaderId: headerId, orderNumber: number } }],
  });
  await expect(look('orderReopen')).resolves.toMatchObject({ found: [] });
  await expect(ready('orderReopen')).resolves.toEqual([]);
  await send('orderReopen');
  expect(await statuses()).toEqual(['OPEN', 'OPEN', 'OPEN']);
  await expect(look('orderReopen')).resolves.toMatchObject({ found: [{ stage: 'stands', stageWord: 'OPEN' }] });
});

test.each(['orderClose', 'orderReopen'] as const)(
  'a lost answer of %s: nobody knows at first, and it is seen',
  async (kind) => {
    await start();
    if (kind === 'orderReopen') await closeByHand();
    const action = kind === 'orderClose' ? 'close' : 'reopen';
    await at.sandbox.fault({ match: { resource: 'purchaseOrders', action }, kind: 'commitThenLose' });
    await expect(send(kind)).rejects.toMatchObject({ name: 'OutcomeUnknown' });
    await expect(look(kind, sent)).resolves.toMatchObject({ found: [{ stage: 'stands' }] });
  },
);

test('an order that withholds by its own terms is closed once all of that is released', async () => {
  at = await meet();
  const setup = { ...order.setup, documentStyleId: RETAINAGE_STYLE };
  const retainage = { way: 'A', attribute: 'RetainageRate', percent: '10' } as const;
  const { reference } = await openOrder(at.fusion, sandboxOrder(1, { setup, retainage }));
  [headerId, number] = [reference['poHeaderId'] ?? '', reference['orderNumber'] ?? ''];
  const invoice = sandboxInvoice({ reference }, 'A');
  await at.fusion.send('invoice', posted(invoice));
  await settleAndValidate(at.fusion, invoice);
  await expect(ready('orderClose')).resolves.toMatchObject([{ field: 'NetRetainage', value: '1600' }]);
  await at.sandbox.control('POST', 'ap/releaseRetainage', { order: number, line: '1', amount: '1600.00' });
  await at.sandbox.control('POST', 'ap/validate', { invoice: await releaseOn(number) });
  await expect(ready('orderClose')).resolves.toEqual([]);
});

async function releaseOn(order: string): Promise<string> {
  const all = (await at.sandbox.control('GET', 'items/invoices')).json as readonly Record<string, string>[];
  const one = all.find(({ InvoiceType }) => InvoiceType === 'Retainage release');
  if (one === undefined) throw new Error(`nothing is released on ${order}`);
  return String(one.InvoiceNumber);
}

test('what a buyer closed or opened by hand in between is found, and nothing is asked for', async () => {
  await start();
  await closeByHand();
  await expect(look('orderClose')).resolves.toMatchObject({ found: [{ stage: 'stands' }] });
  await buyer('reopen', { reopenAction: 'reopen' });
  await expect(look('orderClose')).resolves.toMatchObject({ found: [] });
  await expect(look('orderReopen')).resolves.toMatchObject({ found: [{ stage: 'stands' }] });
});

test('closed for invoicing alone it is not closed, and not open', async () => {
  await start();
  await closeByHand('closeForInvoicing');
  await expect(look('orderClose')).resolves.toMatchObject({ found: [] });
  await expect(look('orderReopen')).resolves.toMatchObject({ found: [] });
});

test('an invoice that came on it and is not posted keeps it open; posted, it is closed, whoever entered it', async () => {
  await start();
  await bill('1000.00', false);
  await expect(ready('orderClose')).resolves.toMatchObject([
    { reason: 'needsPerson', field: 'ValidationStatus', message: expect.stringContaining('Not validated') },
  ]);
  await at.sandbox.control('POST', 'ap/validate', { invoice: sandboxInvoice({ reference: {} }).invoiceNumber });
  await expect(ready('orderClose')).resolves.toEqual([]);
});

test.each(['orderClose', 'orderReopen'] as const)('%s waits for a change of a buyer that is pending', async (kind) => {
  await start();
  await buyer('change', { body: { ChangeOrderDescription: 'BUYER' }, until: 'incomplete' });
  await expect(ready(kind)).resolves.toMatchObject([
    { reason: 'changePending', kind: 'waiting', causeKey: 'subject:order:700000' },
  ]);
});

test('on hold it is waited for, and nothing is asked for', async () => {
  await start();
  const [row] = (await at.sandbox.get(`purchaseOrders?q=OrderNumber='${number}'`)).json.items;
  await at.sandbox.act(`purchaseOrders/${keyIn(row)}/action/hold`, { holdReason: 'look' });
  await expect(ready('orderClose')).resolves.toMatchObject([{ reason: 'orderNotOpen', kind: 'waiting' }]);
  await expect(send('orderClose')).rejects.toMatchObject({ name: 'NotSent' });
});

test.each([
  ['orderReopen', 'FINALLY CLOSED', () => closeByHand('finallyClose')],
  ['orderReopen', 'CANCELED', () => buyer('cancel', { initiatingParty: 'buyer' })],
  ['orderClose', 'CANCELED', () => buyer('cancel', { initiatingParty: 'buyer' })],
] as const)('%s of what is %s is refused, and not asked for', async (kind, value, act) => {
  await start();
  await act();
  await expect(look(kind)).resolves.toMatchObject({ found: [], refused: { reason: 'orderNotOpen', value } });
  if (value === 'CANCELED') await expect(send(kind)).rejects.toMatchObject({ name: 'NotSent' });
});

test('finally closed by a buyer it is closed', async () => {
  await start();
  await closeByHand('finallyClose');
  await expect(look('orderClose')).resolves.toMatchObject({ found: [{ stageWord: 'FINALLY CLOSED' }] });
});

test('billed in full Fusion closes it by itself: that is closed, and is opened again for a credit', async () => {
  await start();
  await bill('16000.00');
  expect(await statuses()).toEqual(['CLOSED', 'CLOSED', 'CLOSED']);
  await expect(look('orderClose')).resolves.toMatchObject({ found: [{ stageWord: 'CLOSED' }] });
  await expect(look('orderReopen')).resolves.toMatchObject({ found: [] });
  await send('orderReopen');
  await expect(look('orderReopen', sent)).resolves.toMatchObject({ found: [{ stageWord: 'OPEN' }] });
});

test('a line that Fusion closes again by itself once it was opened keeps the reopening from being done no longer; before, it is to be opened', async () => {
  const [line] = order.lines;
  if (line === undefined) throw new Error('the order has no line');
  at = await meet();
  const two = sandboxOrder(1, { lines: [line, { ...line, number: '2', item: 'contract_item:2', amount: '500.00' }] });
  const { reference } = await openOrder(at.fusion, two);
  [headerId, number] = [reference['poHeaderId'] ?? '', reference['orderNumber'] ?? ''];
  await bill('16000.00');
  expect(await statuses()).toEqual(['OPEN', 'CLOSED', 'CLOSED']);
  await expect(look('orderReopen')).resolves.toMatchObject({ found: [] });
  await expect(look('orderReopen', sent)).resolves.toMatchObject({ found: [{ stageWord: 'OPEN' }] });
});

test.each(['spaces', 'underscores'] as const)('statuses with %s are understood', async (statusSpelling) => {
  await start({ statusSpelling });
  await closeByHand('finallyClose');
  await expect(look('orderClose')).resolves.toMatchObject({ found: [{ stageWord: 'FINALLY CLOSED' }] });
});

test.each([{ reopenMember: 'reopenType' }, { reopenValue: 'OPEN_AGAIN' }])(
  'a pod that calls the way of reopening otherwise, %o, is asked as the settings say; as another, it refuses',
  async (called) => {
    await start(called);
    await closeByHand();
    await expect(send('orderReopen')).rejects.toMatchObject({ name: 'Rejected' });
    const { order: setting } = at.fusion.adapter.settings as { order: object };
    const other = at.adapter({}, { order: { ...setting, ...called } as never });
    await other.send('orderReopen', told('orderReopen'));
    expect(await statuses()).toEqual(['OPEN', 'OPEN', 'OPEN']);
  },
);

test('Fusion refuses by its result: that is no success', async () => {
  await start();
  await at.sandbox.fault({ match: { resource: 'purchaseOrders', action: 'close' }, kind: 'businessFailure' });
  await expect(send('orderClose')).rejects.toMatchObject({ name: 'Rejected' });
  await expect(look('orderClose', sent)).resolves.toMatchObject({ found: [] });
});

test('an order that is not shown any more is neither done nor lost: a person is told', async () => {
  await start();
  headerId = '300100000000001';
  await expect(look('orderClose')).resolves.toMatchObject({ found: [], waits: { reason: 'orderElsewhere' } });
});
