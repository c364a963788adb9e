import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DocumentRow } from '../../src/store/documents/documents';
import { addContracts, type AddedItem } from '../system/support/added-contracts';
import { startRig, type Rig } from '../system/support/rig';
import type { KontorErp } from './erp/kontor-erp.fixture';
import { kontorChart } from './chart.fixture';
import { sampleKontor, sampleSettings } from './sample-kontor.fixture';
import { kontorSystem } from './system.fixture';

// Requisitions of Procore's sandbox go through the whole product (real Temporal, PostgreSQL, HTTP) into an ERP that `src` has
// never heard of: what is of one ERP stands in its adapter alone.

let rig: Rig;
let erp: KontorErp;
const timing = { sendWindowMs: 2_000, settleMs: 4_000, planMaxAgeMs: 900_000, leaseMs: 1_500, visibilityLagMs: 50 };
const billed = (total: string, before: Partial<AddedItem> = {}): AddedItem => ({
  code: '26-010.S',
  total,
  withheld: String(Number(total) / 10),
  ...before,
});

beforeAll(async () => {
  erp = sampleKontor();
  erp.levers.addBooks({ code: 'NORD', currency: 'USD', openFrom: '2026-01', openTo: '2026-12' });
  rig = await startRig({
    erp: kontorSystem(erp),
    erpSettings: { kontor: sampleSettings },
    chart: kontorChart,
    timing,
    shape: (folder) => {
      const columns = 'project,sub_job,cost_code,cost_type,site,cost_centre,nature';
      writeFileSync(join(folder, 'mapping.csv'), `${columns}\n*,*,*,S,S-{project},400,6150\n`);
      addContracts(folder, [
        { number: 'WAY', requisitions: [{ items: [billed('1000.00')] }, { items: [second('WAY')] }] },
        { number: 'LOST', requisitions: [{ items: [billed('2000.00')] }] },
        { number: 'REFUSED', requisitions: [{ items: [billed('3000.00')] }] },
        { number: 'EDITED', requisitions: [{ items: [billed('4000.00')] }] },
        { number: 'VOIDED', requisitions: [{ items: [billed('5000.00')] }] },
        { number: 'AGAIN', requisitions: [{ items: [billed('7000.00')] }] },
        { number: 'CLOSED', requisitions: [{ items: [{ ...billed('6000.00'), code: '05-120.M' }] }] },
      ]);
    },
  });
  await rig.goLive(['4411']);
});
afterAll(() => rig.close());

function second(_contract: string): AddedItem {
  return { ...billed('1500.00'), totalBefore: '1000.00', withheldBefore: '100.00' };
}

const poll = () => rig.activities.pollStanding(rig.scope);
const postingsOf = async ({ id }: DocumentRow) =>
  (await rig.test.store.inTenant(rig.scope.tenantId, (tx) => tx.postings.of(id))).map((one) => [
    one.step,
    one.ordinal,
    one.state,
    one.stage,
  ]);

/** Hints the requisition and waits until it stands so. */
async function carried(contract: string, number: number, ...stages: string[]): Promise<DocumentRow> {
  const { sourceId } = await rig.requisition(contract, number);
  await rig.hintOne(sourceId);
  return rig.untilStage(sourceId, stages);
}

/** The same, until its order is with its approver. */
async function ordered(contract: string, number: number): Promise<DocumentRow> {
  const document = await carried(contract, number, 'ordered');
  await submitted(document);
  return document;
}

function submitted(document: DocumentRow): Promise<void> {
  return rig.until('its order is submitted', async () =>
    (await postingsOf(document)).some(([step, , , stage]) => step === 'order' && stage === 'delivered'),
  );
}

/** What Kontor calls the only order, or invoice, that stands for so much. */
function orderFor(amount: string): string {
  const found = erp.levers.orders().filter((one) => one.positions.some((position) => position.amount === amount));
  expect(found).toHaveLength(1);
  return found[0]?.number ?? '';
}

async function reasonsOf({ sourceId }: DocumentRow): Promise<readonly string[]> {
  const held = (await rig.holds()).find((one) => one.document.sourceId === sourceId);
  return held?.hold.reasons ?? [];
}

/** Orders and invoices of a requisition, from its order number on. */
const invoicesOn = (order: string) =>
  erp.levers.invoices().filter((one) => JSON.stringify(one.lines).includes(`"${order}"`));

describe('a requisition in an ERP whose orders a person approves', () => {
  let first: DocumentRow;
  let order: string;

  test('its vendor becomes a creditor, its order is drafted and submitted, and no invoice comes before the approval', async () => {
    first = await ordered('WAY', 1);
    order = orderFor('1000.00');
    expect(erp.levers.orders().find((one) => one.number === order)).toMatchObject({ state: 'submitted' });
    expect(invoicesOn(order)).toEqual([]);
    expect(await postingsOf(first)).toEqual([['order', 1, 'confirmed', 'delivered']]);
  });

  test('rejected it is held; taken up and submitted again by a person it goes on', async () => {
    erp.levers.reject(order, 'no budget');
    await poll();
    await rig.untilStage(first.sourceId, ['held']);
    expect(await reasonsOf(first)).toEqual(['orderOnHold']);
    erp.levers.takeUp(order);
    erp.levers.submit(order);
    await poll();
    await rig.untilStage(first.sourceId, ['ordered']);
  });

  test('approved, its invoice is parked on the order, and the next number of the commitment may go', async () => {
    const next = await carried('WAY', 2, 'waiting', 'held');
    expect(await reasonsOf(next)).toEqual(['earlierRequisition']);
    erp.levers.approve(order);
    await poll();
    await rig.untilStage(first.sourceId, ['delivered']);
    expect(invoicesOn(order)).toHaveLength(1);
    await submitted(await rig.untilStage(next.sourceId, ['ordered']));
  });

  test('booked it is posted, taken back by accounts payable it is delivered again', async () => {
    const [invoice] = invoicesOn(order);
    erp.levers.book(invoice?.number ?? '');
    await poll();
    await rig.untilStage(first.sourceId, ['posted']);
    erp.levers.takeBack(invoice?.number ?? '');
    await poll();
    await rig.untilStage(first.sourceId, ['delivered']);
  });

  test('a match that accounts payable makes is entered, and is no call of ours', async () => {
    const [invoice] = invoicesOn(order);
    erp.levers.match(invoice?.number ?? '', '900.00');
    await poll();
    await rig.until('the match is entered', async () =>
      (await postingsOf(first)).some(([step, , state]) => step === 'match' && state === 'confirmed'),
    );
  });
});

test('an answer that is lost after the commit makes no second order', async () => {
  erp.failNext('answerLost', { call: 'draftOrder' });
  await ordered('LOST', 1);
  orderFor('2000.00');
});

test('an invoice that cannot be asked for by its key is found in the list of what was made since, and not parked twice', async () => {
  const order = orderFor('2000.00');
  erp.failNext('answerLost', { call: 'parkInvoice' });
  erp.levers.approve(order);
  await poll();
  const { sourceId } = await rig.requisition('LOST', 1);
  await rig.untilStage(sourceId, ['delivered']);
  expect(invoicesOn(order)).toHaveLength(1);
});

test('an act that was confirmed is asked again when what it moved on went back', async () => {
  const document = await ordered('AGAIN', 1);
  const order = orderFor('7000.00');
  const standingOrder = () => erp.levers.orders().find((one) => one.number === order);
  erp.levers.reject(order, 'no budget');
  await poll();
  await rig.untilStage(document.sourceId, ['held']);
  erp.levers.takeUp(order);
  await poll();
  await rig.until('it is submitted again', () => Promise.resolve(standingOrder()?.state === 'submitted'));
  expect(standingOrder()).toMatchObject({ changedBy: 'program' });
  await rig.untilStage(document.sourceId, ['ordered']);
  expect(await postingsOf(document)).toEqual([['order', 1, 'confirmed', 'delivered']]);
});

test('a refusal is held with Kontor’s words, and what is mended there goes on under a new name', async () => {
  erp.failNext('refused', { call: 'draftOrder' });
  const held = await carried('REFUSED', 1, 'held');
  expect(await reasonsOf(held)).toEqual(['erpRejected']);
  await ordered('REFUSED', 1);
  orderFor('3000.00');
  expect((await postingsOf(held)).map(([step, ordinal, state]) => [step, ordinal, state])).toEqual([
    ['order', 1, 'rejected'],
    ['order', 2, 'confirmed'],
  ]);
});

test('an order that another person changes before it is submitted is held, and goes on when it is set back', async () => {
  erp.failNext('refused', { call: 'submitOrder' });
  const document = await carried('EDITED', 1, 'held');
  expect(await reasonsOf(document)).toEqual(['erpRejected']);
  const order = orderFor('4000.00');
  const position = erp.levers.orders().find((one) => one.number === order)?.positions[0]?.position ?? '';
  erp.levers.editOrder(order, position, { amount: '4100.00' });
  await rig.hintOne(document.sourceId);
  await rig.until('the change is seen', async () => (await reasonsOf(document)).includes('foundButDifferent'));
  erp.levers.editOrder(order, position, { amount: '4000.00' });
  await ordered('EDITED', 1);
});

test('an order that is gone is held, and posted again only by a decision', async () => {
  const document = await ordered('VOIDED', 1);
  const number = orderFor('5000.00');
  erp.levers.voidIt(number);
  await poll();
  await rig.untilStage(document.sourceId, ['held']);
  expect(await reasonsOf(document)).toEqual(['erpVoided']);
  await carried('VOIDED', 1, 'held');
  expect(
    erp.levers.orders().filter((one) => one.positions.some((position) => position.amount === '5000.00')),
  ).toHaveLength(1);
});

test('a cost code without an account is held by the same rule as for every ERP', async () => {
  const document = await carried('CLOSED', 1, 'held');
  expect(await reasonsOf(document)).toEqual(['unmappedCostCode']);
});
