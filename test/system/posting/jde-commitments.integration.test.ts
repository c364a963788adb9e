import { Decimal } from 'decimal.js';
import { pauseConnection, unpauseConnection } from '../../../src/application/connections/pause-connection';
import { decideHeld } from '../../../src/application/holds/decide-held';
import type { AddedItem } from '../support/added-contracts';
import { choose, chooseOrder, decide, edit, orderChoices } from '../support/after-choices';
import { differencesOf } from '../support/compared';
import { startCommitmentOrders, type CommitmentOrders } from '../support/commitment-orders';
import { buyersOrder, chooseFor } from '../support/linked-order';

// With basis `commitment` a contract that is approved in Procore becomes one order in JD Edwards, its requisitions are vouchers
// that name that order, and what is open of its lines is what is carried to them less what is posted. What can come late, twice or
// in another order: a requisition before its order, or before its approval; a lost answer of the order, of its change, of its
// relief; a voucher that is voided; a change of the order by somebody in JDE; two change orders at once, the later one first; one
// that is taken back. A commitment that is older than going live gets an order only by a person's choice.

const billed = (total: string, totalBefore = '0'): AddedItem => ({
  ...{ code: '26-010.S', total, totalBefore },
  ...{ withheld: tenth(total), withheldBefore: tenth(totalBefore) },
});
const other = (total: string, totalBefore = '0'): AddedItem => ({ ...billed(total, totalBefore), code: '03-300.S' });
const tenth = (amount: string): string => new Decimal(amount).dividedBy(10).toFixed(2);

/** A vendor of the sample company that is a supplier in JDE: contract and requisitions are of the same one. */
const vendorId = '562949953431313';
const one = [{ items: [billed('1000.00')] }];
const numbers = [
  'WAY',
  'APPROVAL',
  'REFUSED',
  'LOST',
  'RELIEFLOST',
  'EDITED',
  'CHANGED',
  'TWO',
  'CHANGELOST',
  'TAKENBACK',
  'OVER',
  'ADJUSTED',
  'BYHAND',
  'CLOSED',
  'CLOSEDCHANGED',
  ...['REST', 'RESTLOST', 'RESTVOID', 'RESTTHERE', 'RESTMOVED', 'RESTENDED'],
];

let on: CommitmentOrders;
beforeAll(async () => {
  on = await startCommitmentOrders([
    ...numbers.map((number) => ({ number, vendorId, requisitions: one })),
    {
      ...{ number: 'EQUATION', vendorId },
      requisitions: [
        { items: [billed('10000.00'), other('4000.00')] },
        { items: [billed('25000.50', '10000.00'), other('4000.00', '4000.00')] },
      ],
    },
  ]);
});
afterAll(() => on.rig.close());
beforeEach(() => on.set({ orderApproval: {}, changesWaitAbove: '' }));

/** What the comparer says of a commitment and of what belongs to it. */
const agreed = async (number: string, ...sourceIds: string[]) => {
  const ids = [on.contracts.idOf(number), ...sourceIds];
  return differencesOf(on.rig, ...(await Promise.all(ids.map((id) => on.rig.document(id)))));
};

const approvals = { orderApproval: { aboveAmount: '1.00' } };

test('an approved commitment becomes one order, a line for each of the contract, under the id of that line', async () => {
  const id = await on.ordered('WAY');
  await on.pollCommitments();
  const [order, ...more] = await on.ordersOf('WAY');
  expect(more).toEqual([]);
  expect(order).toMatchObject({ DCTO: 'OS', KCOO: '00200' });
  expect(await on.openOf('WAY')).toEqual({ '700000000000010': '400000.00' });
  expect(await on.linesOf('WAY')).toMatchObject([{ OMCU: expect.stringContaining('4411'), OBJ: '1340', SUB: '26010' }]);
  expect(await on.rig.document(id)).toMatchObject({ kind: 'commitment', stage: 'posted' });
});

test('a requisition gets no order of its own: its voucher names that of its commitment', async () => {
  const bill = await on.contracts.bill(on.rig, 'WAY', 1);
  await on.rig.poll('4411');
  await on.rig.untilStage(bill, ['delivered']);
  const order = await on.orderNumber('WAY');
  const rows = await on.rig.table('F0411Z1');
  expect(rows.filter((row) => row['VINV']?.trim() === 'INV-WAY-1')).toMatchObject([
    { PO: expect.stringContaining(order), PDCT: 'OS', PKCO: '00200' },
  ]);
  const postings = await on.rig.test.store.inTenant(on.rig.scope.tenantId, async (tx) =>
    tx.postings.of((await on.rig.document(bill)).id),
  );
  expect(postings.map(({ step }) => step)).toEqual(['voucher']);
  // Delivered is not posted: nothing is relieved yet.
  expect(Object.values(await on.openOf('WAY'))).toEqual(['400000.00']);
  await on.posted(bill);
  await on.untilOpen('WAY', '399000.00');
});

test('at each step, by line, what is open and what is posted come to the contract; a void brings it back', async () => {
  await on.ordered('EQUATION');
  const equation = async (open: string, posted: string) => {
    expect(await on.committedAndPosted('EQUATION')).toEqual({ open, posted });
  };
  await equation('800000.00', '0.00');
  const first = await on.contracts.bill(on.rig, 'EQUATION', 1);
  await on.rig.poll('4411');
  await on.posted(first);
  await on.untilOpen('EQUATION', '390000.00', '396000.00');
  await equation('786000.00', '14000.00');
  const second = await on.contracts.bill(on.rig, 'EQUATION', 2);
  await on.rig.poll('4411');
  await on.posted(second);
  await on.untilOpen('EQUATION', '374999.50', '396000.00');
  await equation('770999.50', '29000.50');
  expect(await agreed('EQUATION', first, second)).toEqual([]);
  await on.ap.voids(await on.rig.document(second));
  await on.untilOpen('EQUATION', '390000.00', '396000.00');
});

test('an order that waits for its approver is not in force: its requisition waits, and goes on with that', async () => {
  await on.set(approvals);
  const id = await on.contracts.appear(on.rig, 'APPROVAL');
  await on.pollCommitments();
  await on.untilStage(id, 'delivered');
  const bill = await on.contracts.bill(on.rig, 'APPROVAL', 1);
  await on.rig.poll('4411');
  await on.heldFor(bill, 'orderNotOpen');
  await on.rig.control('jde', 'POST', 'orders/approve', { doco: await on.orderNumber('APPROVAL') });
  await on.untilStage(id, 'posted');
  await on.rig.untilStage(bill, ['delivered']);
});

test('an order that its approver refused is held, and goes on once it is approved', async () => {
  await on.set(approvals);
  const id = await on.contracts.appear(on.rig, 'REFUSED');
  await on.pollCommitments();
  await on.untilStage(id, 'delivered');
  const doco = await on.orderNumber('REFUSED');
  await on.rig.control('jde', 'POST', 'orders/approve', { doco, decision: 'reject' });
  await on.untilStage(id, 'held');
  expect(await on.reasonsOf(id)).toEqual(['erpRejected']);
  await on.rig.control('jde', 'PATCH', 'tables/F4209', { where: { DOCO: doco, ASTS: '2R' }, set: { ASTS: '2A' } });
  await on.untilStage(id, 'posted');
});

test('an order whose answer was lost is found by its key and made no second time', async () => {
  await on.rig.control('jde', 'POST', 'faults', { kind: 'commitThenLose', match: { orchestration: 'PC_CREATE_PO' } });
  const id = await on.contracts.appear(on.rig, 'LOST');
  await on.pollCommitments();
  await on.untilStage(id, 'posted');
  expect(await on.ordersOf('LOST')).toHaveLength(1);
});

test('a relief whose answer was lost is seen by what is open, and the next one comes to its own target', async () => {
  await on.ordered('RELIEFLOST');
  const bill = await on.contracts.bill(on.rig, 'RELIEFLOST', 1);
  await on.rig.poll('4411');
  await on.rig.untilStage(bill, ['delivered']);
  await on.rig.control('jde', 'POST', 'faults', { kind: 'commitThenLose', match: { orchestration: 'PC_CHANGE_PO' } });
  await on.posted(bill);
  await on.untilOpen('RELIEFLOST', '399000.00');
  await on.ap.voids(await on.rig.document(bill));
  await on.untilOpen('RELIEFLOST', '400000.00');
});

test('a line that somebody changed in JDE is not overwritten: it is held with what is open and what is to be', async () => {
  const id = await on.ordered('EDITED');
  const bill = await on.contracts.bill(on.rig, 'EDITED', 1);
  await on.rig.poll('4411');
  const doco = await on.orderNumber('EDITED');
  await on.rig.control('jde', 'PATCH', 'tables/F4311', { where: { DOCO: doco }, set: { AOPN: '350000' } });
  await on.posted(bill);
  await on.heldFor(id, 'foundButDifferent');
  const [held] = (await on.rig.holds()).filter(({ document }) => document.sourceId === id);
  expect(held?.problems).toMatchObject([{ field: 'AOPN', facts: { before: '400000.00', target: '399000.00' } }]);
  expect(Object.values(await on.openOf('EDITED'))).toEqual(['350000.00']);
});

test('a change order is a line of its own on the order, and what bills it waits for that; all is carried', async () => {
  await on.ordered('CHANGED');
  const { id, lines } = await on.contracts.changeOrder(on.rig, 'CHANGED', ['10000.00', '2500.50']);
  const bill = await on.contracts.bill(on.rig, 'CHANGED', 1, lines[0]);
  await on.rig.poll('4411');
  await on.heldFor(bill, 'orderNotOpen');
  await on.pollChangeOrders();
  await on.untilStage(id, 'posted');
  expect(Object.keys(await on.openOf('CHANGED')).slice(1)).toEqual([`CO-${lines[0]}`, `CO-${lines[1]}`]);
  expect(await on.committedAndPosted('CHANGED')).toEqual({ open: '412500.50', posted: '0.00' });
  await on.posted(bill);
  await on.untilOpen('CHANGED', '400000.00', '9000.00', '2500.50');
  expect(await on.committedAndPosted('CHANGED')).toEqual({ open: '411500.50', posted: '1000.00' });
  expect(await agreed('CHANGED', id, bill)).toEqual([]);
});

test('two change orders come onto the order one after the other, in the order of their approval', async () => {
  await on.ordered('TWO');
  const doco = await on.orderNumber('TWO');
  const later = await on.contracts.changeOrder(on.rig, 'TWO', ['20.00'], { reviewed_at: '2026-11-05T10:00:00Z' });
  const sooner = await on.contracts.changeOrder(on.rig, 'TWO', ['10.00'], { reviewed_at: '2026-11-04T10:00:00Z' });
  await on.rig.control('jde', 'PATCH', 'tables/F4301', { where: { DOCO: doco }, set: { HOLD: 'B1' } });
  await on.pollChangeOrders();
  await on.untilStage(sooner.id, 'delivered');
  await on.heldFor(later.id, 'changePending');
  await on.rig.control('jde', 'POST', 'orders/release', { doco });
  await on.untilStage(sooner.id, 'posted');
  await on.untilStage(later.id, 'posted');
  expect(Object.values(await on.openOf('TWO'))).toEqual(['400000.00', '10.00', '20.00']);
});

test('a change whose answer was lost adds its lines once', async () => {
  await on.ordered('CHANGELOST');
  await on.rig.control('jde', 'POST', 'faults', { kind: 'commitThenLose', match: { orchestration: 'PC_CHANGE_PO' } });
  const { id } = await on.contracts.changeOrder(on.rig, 'CHANGELOST', ['300.00']);
  await on.pollChangeOrders();
  await on.untilStage(id, 'posted');
  expect(Object.values(await on.openOf('CHANGELOST'))).toEqual(['400000.00', '300.00']);
});

test('a change order whose approval is taken back is held with what stands; nothing is canceled by itself', async () => {
  await on.ordered('TAKENBACK');
  const { id } = await on.contracts.changeOrder(on.rig, 'TAKENBACK', ['500.00']);
  await on.pollChangeOrders();
  await on.untilStage(id, 'posted');
  await on.contracts.editChangeOrder(on.rig, id, { status: 'draft' });
  await on.pollChangeOrders();
  await on.heldFor(id, 'withdrawnAfterPosting');
  expect(Object.values(await on.openOf('TAKENBACK'))).toEqual(['400000.00', '500.00']);
  // Nor is it offered to cancel the order beneath it.
  const commitment = on.contracts.idOf('TAKENBACK');
  await on.contracts.change(on.rig, 'TAKENBACK', { status: 'Terminated' });
  await on.pollCommitments();
  await on.heldFor(commitment, 'withdrawnAfterPosting');
  const held = (await on.rig.holds()).find(({ document }) => document.sourceId === commitment);
  expect(held?.problems.flatMap(({ offer }) => offer?.choices ?? [])).toEqual([]);
});

test('of a contract that binds no more the open lines are canceled where a person says so, and it is no order any more', async () => {
  const id = await on.ordered('CLOSED');
  await on.contracts.change(on.rig, 'CLOSED', { status: 'Terminated' });
  await on.pollCommitments();
  await on.heldFor(id, 'withdrawnAfterPosting');
  await choose(on.rig, await on.rig.document(id), 'cancelOrder');
  await on.untilStage(id, 'withdrawn');
  expect(Object.values(await on.openOf('CLOSED'))).toEqual(['0.00']);
  expect(await agreed('CLOSED')).toEqual([]);
  // In force again, it gets no second order by itself.
  await on.contracts.change(on.rig, 'CLOSED', { status: 'Approved' });
  await on.pollCommitments();
  await on.heldFor(id, 'erpVoided');
  expect(await on.ordersOf('CLOSED')).toHaveLength(1);
});

test('nothing is canceled by a choice where a change order stands on the order, or a requisition bills it', async () => {
  const id = await on.ordered('CLOSEDCHANGED');
  const offers = async () => {
    await on.heldFor(id, 'withdrawnAfterPosting');
    const held = (await on.rig.holds()).find(({ document }) => document.sourceId === id);
    return held?.problems.flatMap(({ offer }) => offer?.choices.map(({ kind }) => kind) ?? []);
  };
  const bill = await on.contracts.bill(on.rig, 'CLOSEDCHANGED', 1);
  await on.rig.poll('4411');
  await on.rig.untilStage(bill, ['delivered']);
  await on.contracts.change(on.rig, 'CLOSEDCHANGED', { status: 'Terminated' });
  await on.pollCommitments();
  expect(await offers()).toEqual([]);
  expect(Object.values(await on.openOf('CLOSEDCHANGED'))).toEqual(['400000.00']);
});

test('an order is closed by a person: what is open falls away, what is billed stays, and what comes back is a new line', async () => {
  const id = await on.ordered('REST');
  const commitment = await on.rig.document(id);
  const change = await on.contracts.changeOrder(on.rig, 'REST', ['500.00']);
  await on.pollChangeOrders();
  await on.untilStage(change.id, 'posted');
  const bill = await on.contracts.bill(on.rig, 'REST', 1);
  await on.rig.poll('4411');
  await on.rig.untilStage(bill, ['delivered']);
  // Its voucher is open in JDE still, and would be cut off.
  const early = await orderChoices(on.rig, commitment);
  expect(early.closeOrder).toMatchObject({ shown: '', says: expect.stringContaining('requisition 1 is delivered') });
  await on.posted(bill);
  await on.untilOpen('REST', '399000.00', '500.00');
  const { closeOrder } = await orderChoices(on.rig, commitment);
  expect(closeOrder?.moves.map(({ amount }) => amount)).toEqual(['-399000', '-500']);
  const shown = await chooseOrder(on.rig, commitment, 'closeOrder');
  await expect(decide(on.rig, commitment, { kind: 'closeOrder', shown })).rejects.toThrow('Nothing was changed');
  await on.untilOpen('REST', '0.00', '0.00');
  await on.rig.untilStage(id, ['posted']);
  expect(await on.committedAndPosted('REST')).toEqual({ open: '0.00', posted: '1000.00' });
  expect(await agreed('REST', change.id, bill)).toEqual([]);
  // AP voids the voucher: there is no line any more on which that could be open.
  await on.ap.voids(await on.rig.document(bill));
  await on.heldFor(id, 'foundButDifferent');
  await chooseOrder(on.rig, commitment, 'newLine');
  await on.untilOpen('REST', '0.00', '0.00', '1000.00');
  await on.rig.untilStage(id, ['posted']);
  const [, , line] = await on.linesOf('REST');
  expect(line).toMatchObject({ VR01: expect.stringContaining('/2'), OBJ: '1340', SUB: '26010' });
  // All that was closed is wanted again: lines of their own once more.
  await chooseOrder(on.rig, commitment, 'reopenOrder');
  await on.untilOpen('REST', '0.00', '0.00', '1000.00', '399000.00', '500.00');
  expect(await on.ordersOf('REST')).toHaveLength(1);
});

test('a closing whose answer was lost is seen by what is open, and ends a hold about a contract that binds no more', async () => {
  const id = await on.ordered('RESTLOST');
  const bill = await on.contracts.bill(on.rig, 'RESTLOST', 1);
  await on.rig.poll('4411');
  await on.posted(bill);
  await on.untilOpen('RESTLOST', '399000.00');
  await on.contracts.change(on.rig, 'RESTLOST', { status: 'Terminated' });
  await on.pollCommitments();
  await on.heldFor(id, 'withdrawnAfterPosting');
  await on.rig.control('jde', 'POST', 'faults', { kind: 'commitThenLose', match: { orchestration: 'PC_CHANGE_PO' } });
  await chooseOrder(on.rig, await on.rig.document(id), 'closeOrder');
  await on.rig.untilStage(id, ['posted']);
  expect(Object.values(await on.openOf('RESTLOST'))).toEqual(['0.00']);
  // In force again, its order is as it was closed, and nothing is ordered by itself.
  await on.contracts.change(on.rig, 'RESTLOST', { status: 'Approved' });
  await on.pollCommitments();
  await on.rig.untilStage(id, ['posted']);
  expect(await on.ordersOf('RESTLOST')).toHaveLength(1);
  expect(Object.values(await on.openOf('RESTLOST'))).toEqual(['0.00']);
});

test('a voucher that is voided while its order is being closed, before the next plan, is followed: what comes back is told', async () => {
  const id = await on.ordered('RESTVOID');
  const bill = await on.contracts.bill(on.rig, 'RESTVOID', 1);
  await on.rig.poll('4411');
  await on.posted(bill);
  await on.untilOpen('RESTVOID', '399000.00');
  await on.untilStage(id, 'posted');
  const slow = { kind: 'slow', delayMs: 1500, match: { orchestration: 'PC_CHANGE_PO' } };
  await on.rig.control('jde', 'POST', 'faults', slow);
  await chooseOrder(on.rig, await on.rig.document(id), 'closeOrder');
  await on.rig.until('the closing is sent', async () => {
    const postings = await on.ap.postingsOf(await on.rig.document(id), 'orderClose');
    return postings.some(({ state }) => state === 'sent');
  });
  await on.ap.voids(await on.rig.document(bill));
  const [closing] = await on.ap.postingsOf(await on.rig.document(id), 'orderClose');
  expect(closing?.state).toBe('sent');
  await on.untilOpen('RESTVOID', '0.00');
  await on.heldFor(id, 'foundButDifferent');
  await chooseOrder(on.rig, await on.rig.document(id), 'newLine');
  await on.untilOpen('RESTVOID', '0.00', '1000.00');
});

test('an order that was closed in JDE, or from here and forgotten, counts as closed once a person says so: what is billed stays', async () => {
  const id = await on.ordered('RESTTHERE');
  const change = await on.contracts.changeOrder(on.rig, 'RESTTHERE', ['500.00']);
  await on.pollChangeOrders();
  await on.untilStage(change.id, 'posted');
  const bill = await on.contracts.bill(on.rig, 'RESTTHERE', 1);
  await on.rig.poll('4411');
  await on.posted(bill);
  await on.untilOpen('RESTTHERE', '399000.00', '500.00');
  const doco = await on.orderNumber('RESTTHERE');
  const canceled = { AOPN: '0', UOPN: '0', NXTR: '999', LTTR: '980' };
  await on.rig.control('jde', 'PATCH', 'tables/F4311', { where: { DOCO: doco }, set: canceled });
  // While something is open about it, it is looked at closely.
  await on.contracts.change(on.rig, 'RESTTHERE', { status: 'Terminated' });
  await on.pollCommitments();
  await on.heldFor(id, 'withdrawnAfterPosting');
  await on.rig.until('it is seen to be canceled', async () => {
    await on.rig.activities.pollStanding(on.rig.scope);
    const rows = await on.rig.test.store.inTenant(on.rig.scope.tenantId, async (tx) =>
      tx.postings.of((await on.rig.document(id)).id),
    );
    return rows.some(({ step, stage }) => step === 'order' && stage === 'voided');
  });
  await on.contracts.change(on.rig, 'RESTTHERE', { status: 'Approved' });
  await on.pollCommitments();
  await on.heldFor(id, 'erpVoided');
  await chooseOrder(on.rig, await on.rig.document(id), 'closeOrder');
  await on.rig.untilStage(id, ['posted']);
  await on.rig.activities.pollStanding(on.rig.scope);
  await on.rig.untilStage(id, ['posted']);
  expect(await agreed('RESTTHERE', change.id, bill)).toEqual([]);
  expect(
    (await orderChoices(on.rig, await on.rig.document(id))).reopenOrder?.moves.map(({ amount }) => amount),
  ).toEqual(['399000', '500']);
});

test('a change order comes onto the order between the choice and the closing: nothing is closed until a person chose anew', async () => {
  const id = await on.ordered('RESTMOVED');
  const commitment = await on.rig.document(id);
  await pauseConnection(await on.context(), 'month end');
  await chooseOrder(on.rig, commitment, 'closeOrder');
  await on.heldFor(id, 'paused');
  const { id: change } = await on.contracts.changeOrder(on.rig, 'RESTMOVED', ['500.00']);
  await on.pollChangeOrders();
  await on.heldFor(change, 'paused');
  await unpauseConnection(await on.context());
  await on.heldFor(id, 'needsPerson');
  await on.untilStage(change, 'posted');
  await chooseOrder(on.rig, commitment, 'keepOrder');
  await on.rig.untilStage(id, ['posted']);
  expect(Object.values(await on.openOf('RESTMOVED'))).toEqual(['400000.00', '500.00']);
});

test('of a change order that was taken back what is open on its lines is closed, and nothing else', async () => {
  await on.ordered('RESTENDED');
  const { id } = await on.contracts.changeOrder(on.rig, 'RESTENDED', ['500.00']);
  await on.pollChangeOrders();
  await on.untilStage(id, 'posted');
  await on.contracts.editChangeOrder(on.rig, id, { status: 'draft' });
  await on.pollChangeOrders();
  await on.heldFor(id, 'withdrawnAfterPosting');
  await chooseOrder(on.rig, await on.rig.document(id), 'closeOrder');
  await on.rig.untilStage(id, ['posted']);
  expect(Object.values(await on.openOf('RESTENDED'))).toEqual(['400000.00', '0.00']);
});

test('more than a line carries is billed only when a person accepts it, and is open with nothing then', async () => {
  await on.ordered('OVER');
  const { id, lines } = await on.contracts.changeOrder(on.rig, 'OVER', ['600.00']);
  await on.pollChangeOrders();
  await on.untilStage(id, 'posted');
  const bill = await on.contracts.bill(on.rig, 'OVER', 1, lines[0]);
  await on.rig.poll('4411');
  await on.heldFor(bill, 'overContract');
  const { store } = on.rig.test;
  const { tenantId, connectionId } = on.rig.scope;
  const connection = await store.inTenant(tenantId, (tx) => tx.connections.load(connectionId));
  const decision = { kind: 'acceptOverContract', note: 'CO 12 is signed' } as const;
  const by = { store: store.as('controller'), erp: on.rig.erp };
  await decideHeld(by, connection, await on.rig.document(bill), decision);
  await on.posted(bill);
  await on.untilOpen('OVER', '400000.00', '0.00');
});

test.each([
  ['ADJUSTED', 'adjust', 'its voucher of the difference names the order, and is taken off once it is posted'],
  ['BYHAND', 'byHand', 'what was entered by hand is taken off at once'],
] as const)('%s: of a requisition that is changed after posting (%s) %s', async (number, kind, _says) => {
  await on.ordered(number);
  const bill = await on.contracts.bill(on.rig, number, 1);
  await on.rig.poll('4411');
  await on.posted(bill);
  await on.untilOpen(number, '399000.00');
  const document = await on.rig.document(bill);
  await edit(on.rig, document, { total: '1500.00', withheld: '150.00' });
  await choose(on.rig, document, kind);
  if (kind === 'adjust') await on.posted(bill);
  await on.untilOpen(number, '398500.00');
});

describe('a commitment that is older than going live', () => {
  const link = 'SC-4411-001';
  const balance = 'SC-4411-003';
  const commitmentOf = async (number: string): Promise<string> =>
    (await on.rig.requisition(number, 1)).commitmentId ?? '';
  beforeAll(() => on.pollChangeOrders());

  test('gets no order by itself; of what is left one is made once a person says so', async () => {
    const id = await commitmentOf(balance);
    const { sourceId: bill } = await on.rig.requisition(balance, 1);
    await on.rig.hintOne(bill);
    await on.rig.untilStage(bill, ['held']);
    expect(await on.reasonsOf(id)).toContain('openingBalance');
    expect(await on.ordersOf(balance)).toEqual([]);
    await chooseFor(on, balance, { choice: 'balance' });
    await on.untilStage(id, 'posted');
    expect(await on.ordersOf(balance)).toHaveLength(1);
    await on.rig.untilStage(bill, ['delivered']);
  });

  test('is linked to an order only where what is open is what is left, and is relieved from there', async () => {
    const id = await commitmentOf(link);
    const { sourceId: bill } = await on.rig.requisition(link, 1);
    await on.rig.hintOne(bill);
    await on.rig.untilStage(bill, ['held']);
    await buyersOrder(on, 'WAY', { number: link, supplier: 'Puget Power', open: '49999.00' });
    await chooseFor(on, link, { choice: 'link', order: '90001-OS-00200', order_line: '1' });
    await on.heldFor(id, 'orderElsewhere');
    const [held] = (await on.rig.holds()).filter(({ document }) => document.sourceId === id);
    expect(held?.problems.map(({ field }) => field)).toEqual(['AOPN']);
    const set = { AEXP: '50000', AOPN: '50000' };
    await on.rig.control('jde', 'PATCH', 'tables/F4311', { where: { DOCO: '90001' }, set });
    await on.rig.activities.refreshErpFacts(on.rig.scope);
    await on.rig.untilStage(id, ['recorded']);
    await on.posted(bill);
    await on.untilOpen(link, '40000.00');
    expect(await on.committedAndPosted(link)).toEqual({ open: '40000.00', posted: '10000.00' });
  });
});
