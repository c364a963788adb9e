import { Decimal } from 'decimal.js';
import { workedProjectId, type AddedItem } from '../support/added-contracts';
import { chooseOrder, orderChoices } from '../support/after-choices';
import { startCommitmentOrders, type CommitmentOrders } from '../support/commitment-orders';
import { differencesOf } from '../support/compared';
import { backUp, restoreAndRebuild, startOfAWorker } from '../support/restored';

// An order, what bills it, its change order and its closing are all newer than the backup: JDE shows an order of which all is canceled, and
// nobody there tells who closed it.

const vendorId = '562949953431313';
const tenth = (amount: string): string => new Decimal(amount).dividedBy(10).toFixed(2);
const item: AddedItem = { code: '26-010.S', total: '1000.00', withheld: tenth('1000.00') };

let on: CommitmentOrders;
beforeAll(async () => {
  on = await startCommitmentOrders([
    { number: 'CLOSED', vendorId, requisitions: [{ items: [item] }] },
    { number: 'BILLED', vendorId, requisitions: [{ items: [item] }] },
    { number: 'BEFORE', vendorId, requisitions: [{ items: [item] }] },
  ]);
  // A rebuild reads every project anew; requisitions of others would be news, and be posted.
  await on.rig.control('procore', 'PUT', 'permitted-projects', [workedProjectId]);
  await on.rig.activities.syncSchedules(on.rig.scope);
});
afterAll(() => on.rig.close());

test('orders whose making, billing and closing a restored ledger forgot are found as ours, and what was closed counts so once a person says so', async () => {
  const { rig } = on;
  await on.ordered('BEFORE');
  await startOfAWorker(rig);
  await rig.stopWorkers();
  const restore = await backUp(rig);
  await rig.startWorkers();

  const id = await on.ordered('CLOSED');
  const change = await on.contracts.changeOrder(rig, 'CLOSED', ['500.00']);
  await on.pollChangeOrders();
  await on.untilStage(change.id, 'posted');
  const bill = await on.contracts.bill(rig, 'CLOSED', 1);
  await rig.poll('4411');
  await on.posted(bill);
  await on.untilOpen('CLOSED', '399000.00', '500.00');
  const open = await on.ordered('BILLED');
  const openBill = await on.contracts.bill(rig, 'BILLED', 1);
  await rig.poll('4411');
  await on.posted(openBill);
  await on.untilOpen('BILLED', '399000.00');
  await chooseOrder(rig, await rig.document(id), 'closeOrder');
  await on.untilOpen('CLOSED', '0.00', '0.00');
  await on.untilStage(id, 'posted');
  for (const one of [id, change.id, bill, open, openBill]) {
    await rig.until(`${one} is at rest`, async () => !(await rig.document(one)).open);
  }
  await startOfAWorker(rig);

  const rebuilt = await restoreAndRebuild(rig, restore);
  expect(rebuilt.entered.map((text) => text.split(' ')[1]).sort()).toEqual(['order', 'order', 'voucher', 'voucher']);
  expect([rebuilt.doubtful, rebuilt.strange]).toEqual([[], []]);
  await on.pollCommitments();
  await on.pollChangeOrders();
  await rig.poll('4411');
  // What is not closed stands with less by what is billed, and is ours all the same.
  await on.untilStage(open, 'posted');
  await on.untilStage(openBill, 'posted');
  expect(Object.values(await on.openOf('BILLED'))).toEqual(['399000.00']);
  await on.heldFor(id, 'erpVoided');
  expect((await orderChoices(rig, await rig.document(id))).closeOrder?.shown).toMatch(/^\w{8}$/);
  await chooseOrder(rig, await rig.document(id), 'closeOrder');
  await on.untilStage(bill, 'posted');
  // Now that what bills it is known again, its lines are counted off.
  await on.heldFor(change.id, 'erpVoided');
  const again = await orderChoices(rig, await rig.document(id));
  expect(again.closeOrder?.moves.map(({ amount }) => amount)).toEqual(['-399000', '-500']);
  await chooseOrder(rig, await rig.document(id), 'closeOrder');
  await on.untilStage(id, 'posted');
  await on.untilStage(change.id, 'posted');
  expect(await on.ordersOf('CLOSED')).toHaveLength(1);
  expect(Object.values(await on.openOf('CLOSED'))).toEqual(['0.00', '0.00']);
  expect(await on.committedAndPosted('CLOSED')).toEqual({ open: '0.00', posted: '1000.00' });
  const all = await Promise.all([id, change.id, bill, open, openBill].map((one) => rig.document(one)));
  expect(await differencesOf(rig, ...all)).toEqual([]);
  expect((await orderChoices(rig, await rig.document(id))).reopenOrder?.moves.map(({ amount }) => amount)).toEqual([
    '399000',
    '500',
  ]);
});
