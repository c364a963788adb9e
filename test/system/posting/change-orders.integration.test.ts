import { randomUUID } from 'node:crypto';
import { LosslessNumber } from 'lossless-json';
import { takeInEvents } from '../../../src/api/take-in-events';
import { workedProjectId } from '../support/added-contracts';
import { decide, offered } from '../support/after-choices';
import { startChangeOrderRig, type ChangeOrderRig } from '../support/change-order-rig';

// A change order that is approved in Procore's sandbox becomes lines of its own on the open order in Fusion's, by a change of that
// order that its approvers let through; requisitions that bill it wait for that and go on. What can come late, twice or in another
// order: approved while the order itself waits for approval; two approved at once, the lower number last; approved while a buyer's
// change is pending; its approval taken back before our change is made, while that waits for approval, and after it is in force;
// deleted; edited after posting; a requisition before. Lost answers and refusals: change-order-faults.integration.test.ts.

interface Invoice {
  readonly InvoiceNumber: string;
  readonly invoiceLines: readonly { readonly LineAmount: string; readonly PurchaseOrderLineNumber: string | null }[];
}

let on: ChangeOrderRig;

beforeAll(async () => {
  on = await startChangeOrderRig([
    ...['WAY', 'TIERS', 'EVENT', 'EARLY', 'TWO', 'BUYER', 'BEFORE', 'AFTER', 'WAITING', 'GONE'],
    ...['EDITED', 'PLAIN', 'CREDIT', 'MARKUP', 'PRIME', 'LEFT', 'STALE', 'ALONE', 'JOINED', 'TAKEN'],
  ]);
});
afterAll(() => on.system.close());
beforeEach(() => on.set({ approval: 'automatic' }));

async function invoicesOf(number: string): Promise<Invoice[]> {
  return (await on.system.items<Invoice>('invoices')).filter((one) => one.InvoiceNumber.includes(`-${number}-`));
}

test('an approved change order becomes lines of its own on the order, on their accounts, in a further revision', async () => {
  await on.ordered('WAY');
  const { id, lines } = await on.contracts.changeOrder(on.rig, 'WAY', ['10000.00', '2500.50']);
  await on.poll();
  expect(await on.untilStage(id, 'posted')).toMatchObject({
    kind: 'changeOrder',
    commitmentId: on.contracts.idOf('WAY'),
  });
  await on.rig.until('its workflow has ended', async () => !(await on.rig.document(id)).open);
  const order = await on.orderOf('WAY');
  expect(order).toMatchObject({ StatusCode: 'OPEN', Revision: '1', Ordered: '412500.5' });
  expect(order.lines.slice(1)).toMatchObject([
    { Description: `CO-${lines[0]} 26-010.S Extra 1`, Ordered: '10000' },
    { Description: `CO-${lines[1]} 26-010.S Extra 2`, Ordered: '2500.5' },
  ]);
  const [first] = order.lines[1]?.schedules ?? [];
  expect(first?.distributions).toMatchObject([{ POChargeAccount: '200.4411.1340.26010.000' }]);
  // The commitment's own order is what it was.
  await on.standing();
  expect(await on.reasonsOf(on.contracts.idOf('WAY'))).toEqual([]);
});

test('whatever the tiers: lines of the commitment change order, or of the potential change orders behind a request', async () => {
  const commitment = await on.ordered('TIERS');
  const two = await on.contracts.changeOrder(on.rig, 'TIERS', ['100.00'], { line_items: [] });
  await on.contracts.behindPackage(on.rig, 'TIERS', two.id, 'commitmentChangeOrder', '100.00');
  await on.poll();
  await on.untilStage(two.id, 'posted');
  const three = await on.contracts.changeOrder(on.rig, 'TIERS', ['200.00'], { line_items: [] });
  await on.contracts.behindPackage(on.rig, 'TIERS', three.id, 'potentialChangeOrder', '200.00');
  await on.poll();
  await on.untilStage(three.id, 'posted');
  expect(await on.addedTo('TIERS')).toEqual(['100', '200']);
  expect(await on.reasonsOf(commitment)).toEqual([]);
});

test('one that is in no package becomes lines of the order, is billed, and is held while it is edited', async () => {
  const { rig, contracts } = on;
  await on.ordered('ALONE');
  const { id, line } = await contracts.changeOrderAlone(rig, 'ALONE', '2000.00');
  const name = `cco-${id}`;
  const bill = await contracts.bill(rig, 'ALONE', 1, line);
  await rig.poll('4411');
  await rig.untilStage(bill, ['waiting']);
  await on.poll();
  await on.untilStage(name, 'posted');
  await rig.untilStage(bill, ['posted', 'vouchered']);
  expect(await on.addedTo('ALONE')).toEqual(['2000']);
  const [invoice] = await invoicesOf('ALONE');
  expect(invoice?.invoiceLines[0]).toMatchObject({ LineAmount: '1000', PurchaseOrderLineNumber: '2' });
  const edited = (amount: string) => {
    const own = { id: new LosslessNumber(line), amount, extended_amount: amount, total_amount: amount };
    return contracts.editChangeOrderAlone(rig, id, { line_items: [own], grand_total: amount });
  };
  await edited('5000.00');
  await on.poll();
  await rig.untilStage(name, ['held']);
  expect(await on.reasonsOf(name)).toEqual(['changedAfterPosting']);
  await edited('2000.00');
  await on.poll();
  await rig.untilStage(name, ['posted']);
  expect(await on.addedTo('ALONE')).toEqual(['2000']);
});

test('one that comes into a package is ordered once: before anything was made by the package, after that by itself', async () => {
  const { rig, contracts } = on;
  const join = async (number: string, id: string, amounts: readonly string[]) => {
    const total = amounts.reduce((sum, amount) => sum + Number(amount), 0).toFixed(2);
    const made = await contracts.changeOrder(rig, number, [], { grand_total: total });
    await contracts.editChangeOrderAlone(rig, id, { legacy_package_id: new LosslessNumber(made.id) });
    await on.poll();
    return made.id;
  };
  await on.ordered('JOINED');
  const alone = await contracts.changeOrderAlone(rig, 'JOINED', '30.00');
  await on.poll();
  await on.untilStage(`cco-${alone.id}`, 'posted');
  const other = await contracts.changeOrderAlone(rig, 'JOINED', '40.00', { status: 'pending' });
  const together = await join('JOINED', alone.id, ['30.00', '40.00']);
  await contracts.editChangeOrderAlone(rig, other.id, {
    ...{ legacy_package_id: new LosslessNumber(together), status: 'approved' },
  });
  await on.untilStage(together, 'held', 'posted');
  await rig.hintOne(together);
  await on.untilStage(together, 'posted');
  expect(await on.addedTo('JOINED')).toEqual(['30', '40']);
  await rig.hintOne(`cco-${alone.id}`);
  await rig.until('looked at again', async () => !(await rig.document(`cco-${alone.id}`)).open);
  expect(await on.reasonsOf(`cco-${alone.id}`)).toEqual([]);

  await on.ordered('TAKEN');
  const held = await contracts.changeOrderAlone(rig, 'TAKEN', '50.00', { grand_total: '51.00' });
  await on.poll();
  await rig.untilStage(`cco-${held.id}`, ['held']);
  const taken = await join('TAKEN', held.id, ['50.00']);
  await rig.untilStage(`cco-${held.id}`, ['withdrawn']);
  await on.untilStage(taken, 'posted');
  expect(await on.addedTo('TAKEN')).toEqual(['50']);
});

test('an event and a poll of the same approval, in either order, make one change', async () => {
  await on.ordered('EVENT');
  const { id } = await on.contracts.changeOrder(on.rig, 'EVENT', ['300.00']);
  const { store } = on.rig.test;
  const named = {
    eventId: randomUUID(),
    resource: 'Change Order Packages',
    resourceId: id,
    projectId: workedProjectId,
  };
  const sealed = await store.sealed.seal(on.rig.scope.tenantId, 'webhook', '{}');
  await store.webhookInbox.store(on.rig.scope, { ...named, userId: '9', eventType: 'update', eventAt: null }, sealed);
  const { taken } = await takeInEvents(store, { tenantId: on.rig.scope.tenantId, failedBefore: false });
  expect(taken[0]?.outcome).toBe('hinted');
  await on.poll();
  await on.untilStage(id, 'posted');
  await on.poll();
  expect(await on.orderOf('EVENT')).toMatchObject({ Revision: '1' });
  expect(await on.addedTo('EVENT')).toEqual(['300']);
});

test('approved while the order itself waits for approval, it waits for that and follows', async () => {
  await on.set({ approval: 'manual' });
  const commitment = await on.contracts.appear(on.rig, 'EARLY');
  await on.rig.activities.pollCommitments({ ...on.rig.scope, projectId: workedProjectId });
  await on.untilStage(commitment, 'delivered');
  const { id } = await on.contracts.changeOrder(on.rig, 'EARLY', ['700.00']);
  await on.poll();
  await on.rig.untilStage(id, ['waiting']);
  expect(await on.reasonsOf(id)).toEqual(['orderNotOpen']);
  await on.system.control('POST', 'orders/approve', { order: (await on.orderOf('EARLY')).POHeaderId });
  await on.set({ approval: 'automatic' });
  await on.untilStage(commitment, 'posted');
  await on.untilStage(id, 'posted');
  expect(await on.addedTo('EARLY')).toEqual(['700']);
});

test('two approved at once come one after the other, in the order of their approval, whatever their numbers', async () => {
  await on.ordered('TWO');
  const later = await on.contracts.changeOrder(on.rig, 'TWO', ['20.00'], { reviewed_at: '2026-11-05T10:00:00Z' });
  const sooner = await on.contracts.changeOrder(on.rig, 'TWO', ['10.00'], { reviewed_at: '2026-11-04T10:00:00Z' });
  await on.set({ approval: 'manual' });
  await on.poll();
  await on.rig.untilStage(later.id, ['waiting']);
  await on.untilStage(sooner.id, 'delivered');
  await on.rig.until('it waits for that', async () => (await on.reasonsOf(later.id)).includes('changePending'));
  await on.system.control('POST', 'orders/approve', { order: (await on.orderOf('TWO')).POHeaderId });
  await on.set({ approval: 'automatic' });
  await on.untilStage(sooner.id, 'posted');
  await on.untilStage(later.id, 'posted');
  expect(await on.addedTo('TWO')).toEqual(['10', '20']);
  expect(await on.orderOf('TWO')).toMatchObject({ Revision: '2' });
});

test("a buyer's own pending change is waited for and never touched", async () => {
  await on.ordered('BUYER');
  const order = (await on.orderOf('BUYER')).POHeaderId;
  const body = { ChangeOrderDescription: 'BUYER', NoteToSupplier: 'Thursdays' };
  await on.system.control('POST', 'orders/change', { order, until: 'incomplete', body });
  const { id } = await on.contracts.changeOrder(on.rig, 'BUYER', ['50.00']);
  await on.poll();
  await on.rig.untilStage(id, ['waiting']);
  expect(await on.reasonsOf(id)).toEqual(['changePending']);
  expect(await on.addedTo('BUYER')).toEqual([]);
  await on.system.control('POST', 'orders/change', { order, until: 'approved', body });
  await on.rig.activities.refreshErpFacts(on.rig.scope);
  await on.untilStage(id, 'posted');
  expect(await on.orderOf('BUYER')).toMatchObject({ Revision: '2', NoteToSupplier: 'Thursdays' });
  expect(await on.addedTo('BUYER')).toEqual(['50']);
});

test('a requisition that bills its line waits until the line is in force and goes on by itself, matched to it', async () => {
  await on.ordered('BEFORE');
  await on.set({ approval: 'manual' });
  const { id, lines } = await on.contracts.changeOrder(on.rig, 'BEFORE', ['1000.00']);
  const bill = await on.contracts.bill(on.rig, 'BEFORE', 1, lines[0]);
  await on.rig.poll('4411');
  await on.rig.untilStage(bill, ['waiting']);
  expect(await on.reasonsOf(bill)).toEqual(['orderNotOpen']);
  await on.poll();
  await on.untilStage(id, 'delivered');
  expect(await invoicesOf('BEFORE')).toEqual([]);
  await on.system.control('POST', 'orders/approve', { order: (await on.orderOf('BEFORE')).POHeaderId });
  await on.set({ approval: 'automatic' });
  await on.untilStage(id, 'posted');
  await on.rig.untilStage(bill, ['posted', 'vouchered']);
  const [invoice] = await invoicesOf('BEFORE');
  expect(invoice?.invoiceLines).toMatchObject([
    { LineAmount: '1000', PurchaseOrderLineNumber: '2' },
    { LineAmount: '-100' },
  ]);
});

test('its approval taken back before anything is made, it is withdrawn; in force, it is held with what stands', async () => {
  await on.ordered('AFTER');
  const early = await on.contracts.changeOrder(on.rig, 'AFTER', ['1.00'], { grand_total: '2.00' });
  await on.poll();
  await on.rig.untilStage(early.id, ['held']);
  await on.contracts.editChangeOrder(on.rig, early.id, { status: 'pending' });
  await on.poll();
  await on.rig.untilStage(early.id, ['withdrawn']);
  const { id } = await on.contracts.changeOrder(on.rig, 'AFTER', ['500.00']);
  await on.poll();
  await on.untilStage(id, 'posted');
  await on.contracts.editChangeOrder(on.rig, id, { status: 'void' });
  await on.poll();
  await on.rig.untilStage(id, ['held']);
  expect(await on.reasonsOf(id)).toEqual(['withdrawnAfterPosting']);
  const held = (await on.rig.holds()).find((one) => one.document.sourceId === id);
  expect(held?.problems[0]?.message).toContain('500.00 ordered, 0 billed, 500 open');
  expect(await on.addedTo('AFTER')).toEqual(['500']);
  await on.contracts.editChangeOrder(on.rig, id, { status: 'approved' });
  await on.poll();
  await on.rig.untilStage(id, ['posted']);
  expect(await on.orderOf('AFTER')).toMatchObject({ Revision: '1' });
});

test('its approval taken back while the change waits for approval, it is held with what stands', async () => {
  await on.ordered('WAITING');
  await on.set({ approval: 'manual' });
  const { id } = await on.contracts.changeOrder(on.rig, 'WAITING', ['60.00']);
  await on.poll();
  await on.untilStage(id, 'delivered');
  await on.contracts.editChangeOrder(on.rig, id, { status: 'rejected' });
  await on.poll();
  await on.rig.untilStage(id, ['held']);
  expect(await on.reasonsOf(id)).toEqual(['withdrawnAfterPosting']);
});

test('deleted after it is in force, it is held with what stands', async () => {
  await on.ordered('GONE');
  const { id } = await on.contracts.changeOrder(on.rig, 'GONE', ['80.00']);
  await on.poll();
  await on.untilStage(id, 'posted');
  await on.contracts.deleteChangeOrder(on.rig, id);
  await on.poll();
  await on.rig.untilStage(id, ['held']);
  expect(await on.reasonsOf(id)).toEqual(['withdrawnAfterPosting']);
  expect(await on.addedTo('GONE')).toEqual(['80']);
});

test('edited after posting, it is held with the difference and ends when it is set back; nothing is changed by itself', async () => {
  await on.ordered('EDITED');
  const { id, lines } = await on.contracts.changeOrder(on.rig, 'EDITED', ['90.00']);
  await on.poll();
  await on.untilStage(id, 'posted');
  const withAmount = (amount: string) => ({
    line_items: lines.map((line) => ({
      id: new LosslessNumber(line),
      amount,
      extended_amount: amount,
      total_amount: amount,
    })),
    grand_total: amount,
  });
  await on.contracts.editChangeOrder(on.rig, id, withAmount('95.00'));
  await on.poll();
  await on.rig.untilStage(id, ['held']);
  const held = (await on.rig.holds()).find((one) => one.document.sourceId === id);
  expect(held?.hold.reasons).toEqual(['changedAfterPosting']);
  expect(await on.addedTo('EDITED')).toEqual(['90']);
  await on.contracts.editChangeOrder(on.rig, id, withAmount('90.00'));
  await on.poll();
  await on.rig.untilStage(id, ['posted']);
  expect(await on.orderOf('EDITED')).toMatchObject({ Revision: '1' });
});

test('left as it stands by a person, it is asked anew only when Procore says something else; nothing is changed on the order', async () => {
  const { rig, contracts } = on;
  await on.ordered('LEFT');
  const { id, lines } = await contracts.changeOrder(rig, 'LEFT', ['40.00']);
  await on.poll();
  await on.untilStage(id, 'posted');
  const edited = (amount: string) =>
    contracts.editChangeOrder(rig, id, {
      line_items: lines.map((line) => ({
        id: new LosslessNumber(line),
        amount,
        extended_amount: amount,
        total_amount: amount,
      })),
      grand_total: amount,
    });
  const left = async () => {
    const document = await rig.document(id);
    const { offer } = await offered(rig, document);
    expect(offer.choices.map(({ kind }) => kind)).toEqual(['leave']);
    const [choice] = offer.choices;
    await decide(rig, document, { kind: 'leave', shown: choice?.shown ?? '' });
    await rig.until('left', async () => {
      const { stage, open } = await rig.document(id);
      return stage === 'posted' && !open;
    });
  };
  await edited('45.00');
  await on.poll();
  await left();
  await rig.hintOne(id);
  await rig.until('looked at again', async () => !(await rig.document(id)).open);
  expect(await on.reasonsOf(id)).toEqual([]);

  await edited('47.00');
  await on.poll();
  await rig.untilStage(id, ['held']);
  expect(await on.reasonsOf(id)).toEqual(['changedAfterPosting']);
  await contracts.editChangeOrder(rig, id, { status: 'void' });
  await on.poll();
  await rig.until('withdrawn', async () => (await on.reasonsOf(id)).includes('withdrawnAfterPosting'));
  await left();
  await rig.hintOne(id);
  await rig.until('looked at again', async () => !(await rig.document(id)).open);
  expect(await on.reasonsOf(id)).toEqual([]);

  await edited('40.00');
  await contracts.editChangeOrder(rig, id, { status: 'approved' });
  await on.poll();
  await rig.untilStage(id, ['posted']);
  expect(await on.addedTo('LEFT')).toEqual(['40']);
  expect(await on.orderOf('LEFT')).toMatchObject({ Revision: '1' });
});

test('a choice about an order counts for what was shown: changed again in between, it is refused', async () => {
  const { rig, contracts } = on;
  const id = await on.ordered('STALE');
  await contracts.change(rig, 'STALE', contracts.withAmount('STALE', '390000.00'));
  await rig.activities.pollCommitments({ ...rig.scope, projectId: workedProjectId });
  const document = await rig.document(id);
  const { offer } = await offered(rig, document);
  await contracts.change(rig, 'STALE', contracts.withAmount('STALE', '380000.00'));
  await rig.hintOne(id);
  const choice = { kind: 'leave', shown: offer.choices[0]?.shown ?? '' } as const;
  await expect(decide(rig, document, choice)).rejects.toThrow(/is not how it is now/);
  const again = await offered(rig, document);
  await decide(rig, document, { kind: 'leave', shown: again.offer.choices[0]?.shown ?? '' });
  await rig.until('left', async () => (await on.reasonsOf(id)).length === 0 && !(await rig.document(id)).open);
  const bill = await contracts.bill(rig, 'STALE', 1);
  await rig.poll('4411');
  await rig.untilStage(bill, ['posted', 'vouchered']);
  expect(await on.addedTo('STALE')).toEqual([]);
});

test('an order that no list of drafts shows is addressed by its plain id; one that cannot be addressed is held', async () => {
  await on.ordered('PLAIN');
  await on.set({ openOrdersInDrafts: false });
  try {
    const { id } = await on.contracts.changeOrder(on.rig, 'PLAIN', ['15.00']);
    await on.poll();
    await on.rig.untilStage(id, ['held']);
    expect(await on.reasonsOf(id)).toEqual(['needsPerson']);
    await on.set({ plainKeys: 'accepted' });
    await on.rig.hintOne(id);
    await on.untilStage(id, 'posted');
    expect(await on.addedTo('PLAIN')).toEqual(['15']);
  } finally {
    await on.set({ openOrdersInDrafts: true, plainKeys: 'refused' });
  }
});

test('a credit without a line type for it, and a total with a markup, are held before anything is made', async () => {
  await on.ordered('CREDIT');
  const credit = await on.contracts.changeOrder(on.rig, 'CREDIT', ['-15.00']);
  await on.poll();
  await on.rig.untilStage(credit.id, ['held']);
  expect(await on.reasonsOf(credit.id)).toEqual(['negativeNotAllowed']);
  await on.ordered('MARKUP');
  const markup = await on.contracts.changeOrder(on.rig, 'MARKUP', ['100.00'], { grand_total: '110.00' });
  await on.poll();
  await on.rig.untilStage(markup.id, ['held']);
  expect(await on.reasonsOf(markup.id)).toEqual(['amountsDiffer']);
  expect([...(await on.addedTo('CREDIT')), ...(await on.addedTo('MARKUP'))]).toEqual([]);
});

test('a change order of a prime contract is no document of ours', async () => {
  await on.ordered('PRIME');
  const { id } = await on.contracts.changeOrder(on.rig, 'PRIME', ['10.00'], { contract_id: 899999999999999 });
  await on.poll();
  await on.rig.until('it is forgotten', async () =>
    (await on.rig.documents()).every(({ sourceId }) => sourceId !== id),
  );
  expect(await on.addedTo('PRIME')).toEqual([]);
});
