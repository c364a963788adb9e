import { causeKey } from '../../../src/domain/holds/cause-key';
import { startChangeOrderRig, type ChangeOrderRig } from '../support/change-order-rig';

// A change of an order is several calls: it is begun, each line is added, it is submitted. Any answer may be lost after the commit;
// its approver may send it back, a buyer may take it back or delete it; the connection may be paused meanwhile.

let on: ChangeOrderRig;

beforeAll(async () => {
  on = await startChangeOrderRig([
    ...['BEGINLOST', 'LINELOST', 'SUBMITLOST', 'REJECTED', 'TAKENBACK', 'REFUSED', 'DELETED', 'PAUSED'],
  ]);
});
afterAll(() => on.system.close());
beforeEach(() => on.set({ approval: 'automatic' }));

const pausedBecause = (reason: string | null) =>
  on.rig.test.store.inTenant(on.rig.scope.tenantId, (tx) =>
    tx.mending(on.rig.scope, [causeKey.connection()], () => tx.connections.setPaused(on.rig.scope, reason)),
  );

test.each([
  ['BEGINLOST', { match: { method: 'PATCH', path: 'draftPurchaseOrders' }, kind: 'commitThenLose' }],
  ['LINELOST', { match: { method: 'POST', path: 'draftPurchaseOrders/.*/child/lines$' }, kind: 'commitThenLose' }],
  ['SUBMITLOST', { match: { resource: 'draftPurchaseOrders', action: 'submit' }, kind: 'commitThenLose' }],
])('%s: a lost answer makes no second line, no second change and no second submission', async (number, fault) => {
  await on.ordered(number);
  await on.system.control('DELETE', 'calls');
  await on.system.control('POST', 'faults', { ...fault, count: 1 });
  const { id } = await on.contracts.changeOrder(on.rig, number, ['11.00', '22.00']);
  await on.poll();
  await on.rig.until(`${number} is on the order`, async () => {
    await on.standing();
    if ((await on.reasonsOf(id)).includes('erpUnreachable')) await on.rig.hintOne(id);
    return (await on.rig.documents()).some((one) => one.sourceId === id && one.stage === 'posted');
  });
  expect(await on.addedTo(number)).toEqual(['11', '22']);
  expect(await on.orderOf(number)).toMatchObject({ Revision: '1' });
  const { counts } = (await on.system.control('GET', 'calls')) as { counts: Record<string, number> };
  expect(counts['action draftPurchaseOrders submit']).toBe(1);
});

test.each([
  ['REJECTED', 'reject'],
  ['TAKENBACK', 'withdraw'],
])(
  '%s: a change that its approver does not let through (%s) is held, and goes on once it is in force',
  async (number, act) => {
    const { control } = on.system;
    await on.ordered(number);
    await on.set({ approval: 'manual' });
    const { id } = await on.contracts.changeOrder(on.rig, number, ['40.00']);
    await on.poll();
    await on.untilStage(id, 'delivered');
    const order = (await on.orderOf(number)).POHeaderId;
    await control('POST', `orders/${act}`, { order, reason: 'Not in the budget' });
    await on.untilStage(id, 'held');
    expect(await on.reasonsOf(id)).toEqual(['erpRejected']);
    // A buyer corrects nothing and hands it in again.
    await control('POST', 'orders/resubmit', { order });
    await control('POST', 'orders/approve', { order });
    await on.untilStage(id, 'posted');
    expect(await on.addedTo(number)).toEqual(['40']);
  },
);

test('a line that Fusion refuses is sent once more when nothing of the call can come any more; the change is begun once', async () => {
  await on.ordered('REFUSED');
  await on.system.control('DELETE', 'calls');
  const match = { method: 'POST', path: 'child/lines$' };
  await on.system.control('POST', 'faults', { match, kind: 'status', status: 400, count: 1 });
  const { id } = await on.contracts.changeOrder(on.rig, 'REFUSED', ['33.00']);
  await on.poll();
  await on.untilStage(id, 'posted');
  expect(await on.addedTo('REFUSED')).toEqual(['33']);
  const { counts } = (await on.system.control('GET', 'calls')) as { counts: Record<string, number> };
  const begun = Object.entries(counts).filter(([name]) => name.startsWith('PATCH draftPurchaseOrders'));
  expect(begun.map(([, count]) => count)).toEqual([1]);
});

test('a change of ours that a buyer deleted is held: nobody makes it again by himself', async () => {
  await on.ordered('DELETED');
  await on.set({ approval: 'manual' });
  const { id } = await on.contracts.changeOrder(on.rig, 'DELETED', ['44.00']);
  await on.poll();
  await on.untilStage(id, 'delivered');
  await on.system.control('POST', 'orders/deleteChange', { order: (await on.orderOf('DELETED')).POHeaderId });
  await on.untilStage(id, 'held');
  expect(await on.reasonsOf(id)).toEqual(['erpVoided']);
  expect(await on.addedTo('DELETED')).toEqual([]);
});

test('approved while the connection is paused, it waits and comes when that ends', async () => {
  await on.ordered('PAUSED');
  await pausedBecause('year-end close');
  const { id } = await on.contracts.changeOrder(on.rig, 'PAUSED', ['55.00']);
  await on.poll();
  await on.rig.untilStage(id, ['held', 'waiting']);
  expect(await on.reasonsOf(id)).toEqual(['paused']);
  await pausedBecause(null);
  await on.untilStage(id, 'posted');
  expect(await on.addedTo('PAUSED')).toEqual(['55']);
});
