import { workedProjectId } from '../support/added-contracts';
import { chooseOrder, orderChoices } from '../support/after-choices';
import { startChangeOrderRig, type ChangeOrderRig } from '../support/change-order-rig';
import { differencesOfInFusion } from '../support/compared';
import { backUp, restoreAndRebuild, startOfAWorker } from '../support/restored';

// Orders are newer than the backup: one with a change order and a bill, one that approvers still have, one that a person has closed, one
// whose answer was lost. After the ledger is rebuilt each is there once, and what was done about it counts.

let on: ChangeOrderRig;
beforeAll(async () => {
  on = await startChangeOrderRig(['BEFORE', 'CHANGED', 'PENDING', 'CLOSED', 'LOST']);
  // A rebuild reads every project anew; requisitions of others would be news, and be posted.
  await on.rig.control('procore', 'PUT', 'permitted-projects', [workedProjectId]);
  await on.rig.activities.syncSchedules(on.rig.scope);
});
afterAll(() => on.system.close());

const ofProject = () => ({ ...on.rig.scope, projectId: workedProjectId });
const numbersOf = async () => {
  const all = await on.system.items<{ readonly Description: string; readonly Supplier: string }>('purchaseOrders');
  return all.map(({ Description }) => Description.split(' ').find((word) => names.includes(word)) ?? '').sort();
};
const names = ['BEFORE', 'CHANGED', 'PENDING', 'CLOSED', 'LOST'];
const invoices = async () =>
  (await on.system.items<{ readonly InvoiceNumber: string; readonly InvoiceAmount: string }>('invoices'))
    .filter(({ InvoiceNumber }) => names.some((name) => InvoiceNumber.startsWith(`INV-${name}-`)))
    .map(({ InvoiceNumber, InvoiceAmount }) => `${InvoiceNumber} ${InvoiceAmount}`);

test('orders, their changes and bills that a restored ledger forgot are found as ours in Fusion, each once, and go on', async () => {
  const { rig, contracts } = on;
  await on.ordered('BEFORE');
  await startOfAWorker(rig);
  await rig.stopWorkers();
  const restore = await backUp(rig);
  await rig.startWorkers();

  const changed = await on.ordered('CHANGED');
  const change = await contracts.changeOrder(rig, 'CHANGED', ['500.00']);
  await on.poll();
  await on.untilStage(change.id, 'posted');
  const bill = await contracts.bill(rig, 'CHANGED', 1);
  await rig.poll('4411');
  await on.untilStage(bill, 'posted');
  const closed = await on.ordered('CLOSED');
  await chooseOrder(rig, await rig.document(closed), 'closeOrder');
  await rig.until('it is closed', async () => (await on.orderOf('CLOSED')).StatusCode === 'CLOSED');
  await rig.untilStage(closed, ['posted']);
  await on.set({ approval: 'manual' });
  const pending = await contracts.appear(rig, 'PENDING');
  await rig.activities.pollCommitments(ofProject());
  await on.untilStage(pending, 'delivered');
  await on.system.control('POST', 'faults', {
    match: { method: 'POST', path: '/draftPurchaseOrders$' },
    kind: 'commitThenLose',
  });
  const lost = await contracts.appear(rig, 'LOST');
  await rig.activities.pollCommitments(ofProject());
  await rig.until('its draft stands there', async () => (await numbersOf()).includes('LOST'));
  await startOfAWorker(rig);

  const rebuilt = await restoreAndRebuild(rig, restore);
  expect(rebuilt.strange).toEqual([]);
  await rig.activities.pollCommitments(ofProject());
  await on.poll();
  await rig.poll('4411');

  await on.untilStage(changed, 'posted');
  await on.untilStage(change.id, 'posted');
  await on.untilStage(bill, 'posted');
  await on.untilStage(pending, 'delivered');
  await on.untilStage(lost, 'delivered');
  expect(await numbersOf()).toEqual(['BEFORE', 'CHANGED', 'CLOSED', 'LOST', 'PENDING']);
  expect(await on.addedTo('CHANGED')).toEqual(['500']);
  expect(await invoices()).toEqual(['INV-CHANGED-1 900']);
  for (const one of [pending, lost]) {
    const { POHeaderId } = await on.orderOf(one === pending ? 'PENDING' : 'LOST');
    await on.system.control('POST', 'orders/approve', { order: POHeaderId });
    await on.untilStage(one, 'posted');
  }
  // It stands closed, and a person may have it opened again.
  await on.untilStage(closed, 'posted');
  expect((await on.orderOf('CLOSED')).StatusCode).toBe('CLOSED');
  const all = await Promise.all([changed, change.id, bill, pending, lost, closed].map((one) => rig.document(one)));
  expect(await differencesOfInFusion(on.system, ...all)).toEqual([]);
  await chooseOrder(rig, await rig.document(closed), 'reopenOrder');
  await rig.until('it is open again', async () => (await on.orderOf('CLOSED')).StatusCode === 'OPEN');
  expect(Object.keys(await orderChoices(rig, await rig.document(closed)))).toContain('closeOrder');
});
