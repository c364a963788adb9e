import { EXPENSE_TEXT, STYLE, testCompany } from '../../../sandbox/fusion/testing/test-company.fixture';
import { settings } from '../../../domain/fusion/requisition/planner.fixture';
import { amountLine, draftBody, goodsLine } from '../../../sandbox/fusion/testing/test-documents';
import type { OrderSource } from '../../erp-sources';
import { meet, type Meeting } from './meet.fixture';

// Orders that a buyer makes, as they become commitments: client and sandbox are written apart from each other.

let at: Meeting;
afterEach(() => at.close());

const rule = { documentStyleIds: [STYLE], startDate: '2020-01-01' };

async function source(more: Partial<typeof rule & { buyerIds: string[] }> = {}): Promise<OrderSource> {
  at = await meet({}, { site: { purchaseOrders: { ...rule, ...more } } });
  const { orders } = at.fusion.adapter;
  if (orders === undefined) throw new Error('it imports no orders');
  return orders;
}

async function bought(lines: object[], words = 'Foundations'): Promise<string> {
  const { json } = await at.sandbox.control('POST', 'orders/create', {
    body: draftBody(lines, { Description: words }),
  });
  return (json as { POHeaderId: string }).POHeaderId;
}

test('an order in force is read with its supplier, its lines to the cent and their accounts', async () => {
  const orders = await source();
  const id = await bought([amountLine(1250.1), goodsLine(10, 25.05)]);
  expect(await orders.changedSince(null)).toMatchObject([{ id, status: 'OPEN', isWanted: true }]);
  expect(await orders.read(id)).toMatchObject({
    ...{ id, standing: 'open', isOurs: false, outOfScope: null, currency: 'USD', total: '1500.6' },
    ...{ supplier: { number: expect.any(String), name: 'Lee Supplies' }, description: 'Foundations' },
    lines: [
      { amount: '1250.1', account: EXPENSE_TEXT, unfit: null, isCanceled: false },
      { amount: '250.5', account: EXPENSE_TEXT, unfit: null },
    ],
  });
});

test('what another order has of ours, of another buyer or of a time before is not wanted', async () => {
  const orders = await source({ buyerIds: ['1'], startDate: '2999-01-01' });
  const id = await bought([amountLine(1)]);
  expect(await orders.changedSince('2020-01-01T00:00:00Z')).toMatchObject([{ id, isWanted: false }]);
  expect(await orders.read(id)).toMatchObject({ outOfScope: 'its buyer is not imported' });
});

test('an order that we made of a commitment is known by its key', async () => {
  const orders = await source();
  const id = await bought([amountLine(1)], 'PCABCDEFGHIJKLMNOPQR 4411 SC-1');
  expect(await orders.changedSince(null)).toMatchObject([{ id, isWanted: false }]);
  expect(await orders.read(id)).toMatchObject({ isOurs: true });
});

test('a line that waits for receipts, or has two accounts, cannot be one of a commitment', async () => {
  const orders = await source();
  const threeWay = (rest: object) => {
    const line = amountLine(5) as { schedules: object[] };
    return { ...line, schedules: line.schedules.map((schedule) => ({ ...schedule, ...rest })) };
  };
  const id = await bought([
    threeWay({ MatchApprovalLevelCode: '3-Way' }),
    threeWay({
      distributions: [
        { DistributionNumber: 1, Amount: 2, POChargeAccount: EXPENSE_TEXT },
        { DistributionNumber: 2, Amount: 3, POChargeAccount: EXPENSE_TEXT },
      ],
    }),
  ]);
  expect((await orders.read(id))?.lines.map(({ unfit }) => unfit)).toEqual([
    'it is matched to receipts or accrues at receipt',
    'it has 2 charge accounts that can be read, and must have one',
  ]);
});

test('closed and canceled are told; a canceled line keeps what was billed of it', async () => {
  const orders = await source();
  const closed = await bought([amountLine(1)]);
  const canceled = await bought([amountLine(2)]);
  await at.sandbox.control('POST', 'orders/close', { order: closed, closeAction: 'close', closeReason: 'done' });
  await at.sandbox.control('POST', 'orders/cancel', {
    order: canceled,
    cancellationReason: 'x',
    initiatingParty: 'buyer',
  });
  expect(await orders.read(closed)).toMatchObject({ standing: 'closed' });
  expect(await orders.read(canceled)).toMatchObject({
    ...{ standing: 'canceled', total: '0' },
    lines: [{ isCanceled: true, amount: '0' }],
  });
});

test('without the setting no orders are imported', async () => {
  at = await meet();
  expect(at.fusion.adapter.orders).toBeUndefined();
  expect(at.fusion.adapter.planners).not.toHaveProperty('purchaseOrderImport');
});

test('orders of each procurement business unit of the companies are read, those of no other', async () => {
  const { companies } = settings();
  const unit = { id: '77', name: 'Idaho Procurement' };
  const more = { companies: { ...companies, '102': { ...companies['101']!, procurementBusinessUnit: unit } } };
  const site = { purchaseOrders: rule };
  at = await meet(
    {},
    { site, posting: more },
    {
      procurementBusinessUnitsLOV: [
        ...testCompany['procurementBusinessUnitsLOV']!,
        { ProcurementBUId: '77', ProcurementBU: unit.name },
      ],
    },
  );
  const orders = at.fusion.adapter.orders!;
  const id = await bought([amountLine(5)]);
  await at.sandbox.control('PATCH', `items/purchaseOrders/${id}`, { ProcurementBUId: '77', ProcurementBU: unit.name });
  expect(await orders.changedSince(null)).toMatchObject([{ id, isWanted: true }]);
  expect(await orders.read(id)).toMatchObject({ outOfScope: null });
  const one = at.adapter(site).adapter.orders!;
  expect(await one.changedSince(null)).toEqual([]);
  expect(await one.read(id)).toMatchObject({ outOfScope: 'it is of another business unit' });
});
