import type { OrderChangeBody } from '../../../domain/fusion/kinds/order-change';
import type { ChangeSubmissionBody } from '../../../domain/fusion/kinds/order-change-submission';
import type { Found } from '../../../domain/posting/look';
import { keyOf, posted } from '../sample-bodies.fixture';
import { meet, sandboxOrder, standing, type Meeting } from './meet.fixture';
import { openOrder } from './whole-way.fixture';

/** Client and sandbox are written apart from each other; here they meet, over changes of orders. */
let at: Meeting;
afterEach(() => at.close());

type Settings = Parameters<typeof meet>[0];

const order = sandboxOrder(1);

/** Two lines of a change order for the open order. */
async function changing(settings: Settings = {}): Promise<OrderChangeBody> {
  at = await meet({ openOrdersInDrafts: true, ...settings });
  const { reference } = await openOrder(at.fusion, order);
  const [line] = order.lines;
  if (line === undefined) throw new Error('the order has no line');
  const { number: _number, ...rest } = line;
  return {
    ...{ kind: 'orderChange', key: keyOf('change', 1), commitmentId: '700000', supplier: order.supplier },
    headerId: reference['poHeaderId'] ?? '',
    orderNumber: reference['orderNumber'] ?? '',
    ...{ words: '4411 SC-001 change order 001', deliveryDate: order.deliveryDate, period: order.period },
    ...{ retainage: order.retainage, setup: order.setup },
    lines: ['71', '72'].map((id) => ({
      ...rest,
      ...{
        mark: `CO-${id}`,
        item: `change_order_item:${id}`,
        description: `CO-${id} 03-310 Extra`,
        amount: `${id}.00`,
      },
    })),
  };
}

const submission = (changed: OrderChangeBody): ChangeSubmissionBody => ({
  ...{ kind: 'orderChangeSubmission', key: keyOf('submit', 2), changed },
});

async function found(body: OrderChangeBody): Promise<readonly Found[]> {
  return (await at.fusion.look('orderChange', posted(body))).found;
}

const orderNow = async () =>
  (await at.sandbox.get(`purchaseOrders?q=OrderNumber='${(await openNumber()) ?? ''}'&expand=lines`)).json.items[0];
const openNumber = async () => (await standing(at.fusion, order)).reference['orderNumber'];

test('a change is begun under our key, its lines added, submitted and read back as it was meant at each stage', async () => {
  const body = await changing({ approval: 'automatic' });
  await at.sandbox.set({ approval: 'manual' });
  expect(await found(body)).toEqual([]);
  expect(await at.fusion.at('orderChange').port.ready?.(posted(body))).toEqual([]);
  await at.fusion.send('orderChange', posted(body));
  const drafted = await standing(at.fusion, body);
  expect(drafted).toMatchObject({ stage: 'stands', stageWord: 'INCOMPLETE', missing: [] });
  const acting = posted(submission(body), { facts: drafted.facts });
  expect(await at.fusion.at('orderChangeSubmission').port.ready?.(acting)).toEqual([]);
  await at.fusion.send('orderChangeSubmission', acting);
  expect(await standing(at.fusion, body)).toMatchObject({ stage: 'delivered', stageWord: 'PENDING APPROVAL' });
  expect(await orderNow()).toMatchObject({ Revision: 0, Ordered: 16000 });
  await at.sandbox.control('POST', 'orders/approve', { order: body.orderNumber });
  const inForce = await standing(at.fusion, body);
  expect(inForce).toMatchObject({ stage: 'posted', stageWord: 'OPEN', missing: [] });
  expect(Object.keys(inForce.facts)).toEqual(
    expect.arrayContaining(['line change_order_item:71', 'line change_order_item:72']),
  );
  // The order of the commitment is what it was.
  await standing(at.fusion, order);
});

test("a buyer's change that is pending is waited for; begun right before ours it is not touched", async () => {
  const body = await changing();
  const change = { order: body.orderNumber, body: { ChangeOrderDescription: 'BUYER' }, until: 'incomplete' };
  await at.sandbox.control('POST', 'orders/change', change);
  expect(await found(body)).toEqual([]);
  await expect(at.fusion.at('orderChange').port.ready?.(posted(body))).resolves.toMatchObject([
    { reason: 'changePending', kind: 'waiting', causeKey: 'subject:order:700000' },
  ]);
  await at.sandbox.set({ secondChange: 'edits' });
  await expect(at.fusion.send('orderChange', posted(body))).rejects.toMatchObject({ name: 'NotSent' });
  await expect(at.fusion.send('orderChangeSubmission', posted(submission(body)))).rejects.toMatchObject({
    name: 'NotSent',
  });
  const [draft] = (await at.sandbox.get(`draftPurchaseOrders?q=OrderNumber='${body.orderNumber}'`)).json.items;
  expect(draft).toMatchObject({ ChangeOrderDescription: 'BUYER', ChangeOrderStatusCode: 'INCOMPLETE' });
});

test.each(['commitThenLose', 'cutBody', 'commitThenStatus', 'commitThenHtml', 'gatewayThenCommit'])(
  '%s when a change is begun: it is found without its lines, and only these are sent',
  async (kind) => {
    const body = await changing();
    await at.sandbox.fault({ match: { resource: 'draftPurchaseOrders', method: 'PATCH' }, kind, delayMs: 0 });
    await expect(at.fusion.send('orderChange', posted(body))).rejects.toMatchObject({ name: 'OutcomeUnknown' });
    const [half] = await found(body);
    expect(half).toMatchObject({ stage: 'stands', missing: ['CO-71', 'CO-72'] });
    await at.fusion.at('orderChange').port.send?.(posted(body), half?.missing);
    expect(await standing(at.fusion, body)).toMatchObject({ missing: [] });
  },
);

test.each(['commitThenLose', 'cutBody', 'commitThenStatus', 'commitThenHtml', 'gatewayThenCommit'])(
  '%s when a line is added: only the other one is sent',
  async (kind) => {
    const body = await changing();
    await at.sandbox.fault({ match: { path: 'child/lines$', method: 'POST' }, kind, delayMs: 0 });
    await expect(at.fusion.send('orderChange', posted(body))).rejects.toMatchObject({ name: 'OutcomeUnknown' });
    const [half] = await found(body);
    expect(half).toMatchObject({ stage: 'stands', missing: ['CO-72'] });
    await at.fusion.at('orderChange').port.send?.(posted(body), half?.missing);
    expect(await standing(at.fusion, body)).toMatchObject({ missing: [] });
  },
);

test('a change that its approver sent back is returned, and not submitted again; deleted by a buyer, it is not there', async () => {
  const body = await changing();
  await at.sandbox.set({ approval: 'rejects' });
  await at.fusion.send('orderChange', posted(body));
  await at.fusion.send('orderChangeSubmission', posted(submission(body)));
  expect(await standing(at.fusion, body)).toMatchObject({ stage: 'returned', stageWord: 'REJECTED' });
  const again = posted(submission(body));
  await expect(at.fusion.at('orderChangeSubmission').port.ready?.(again)).resolves.toMatchObject([
    { reason: 'erpRejected' },
  ]);
  await expect(at.fusion.send('orderChangeSubmission', again)).rejects.toMatchObject({ name: 'NotSent' });
  await at.sandbox.control('POST', 'orders/deleteChange', { order: body.orderNumber });
  expect(await found(body)).toEqual([]);
});

test('what a buyer made otherwise of our change is not submitted as if it were ours', async () => {
  const body = await changing();
  await at.fusion.send('orderChange', posted(body));
  const edited = { ...body, lines: body.lines.map((line) => ({ ...line, amount: '1.00' })) };
  await expect(at.fusion.at('orderChangeSubmission').port.ready?.(posted(submission(edited)))).resolves.toMatchObject([
    { reason: 'foundButDifferent' },
  ]);
});

test('lines in force that were canceled are voided; a closed order is not changed', async () => {
  const body = await changing();
  await at.fusion.send('orderChange', posted(body));
  await at.fusion.send('orderChangeSubmission', posted(submission(body)));
  expect(await standing(at.fusion, body)).toMatchObject({ stage: 'posted' });
  await at.sandbox.control('POST', 'orders/cancel', { order: body.orderNumber, initiatingParty: 'buyer' });
  expect(await found(body)).toMatchObject([{ stage: 'voided' }]);
  const other = { ...body, key: keyOf('change', 2), lines: [] };
  await expect(at.fusion.at('orderChange').port.ready?.(posted(other))).resolves.toMatchObject([
    { reason: 'orderNotOpen', kind: 'person' },
  ]);
});

test('an open order that no list of drafts shows is changed by its plain id, where that is taken', async () => {
  const body = await changing({ openOrdersInDrafts: false });
  await expect(at.fusion.at('orderChange').port.ready?.(posted(body))).resolves.toMatchObject([
    { reason: 'needsPerson', field: 'draftPurchaseOrders' },
  ]);
  await at.sandbox.set({ plainKeys: 'accepted' });
  expect(await at.fusion.at('orderChange').port.ready?.(posted(body))).toEqual([]);
  await at.fusion.send('orderChange', posted(body));
  expect(await standing(at.fusion, body)).toMatchObject({ stage: 'stands', missing: [] });
});
