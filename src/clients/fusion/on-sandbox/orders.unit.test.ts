import type { OrderBody } from '../../../domain/fusion/kinds/purchase-order';
import { draftBody } from '../../../sandbox/fusion/testing/test-documents';
import { posted } from '../sample-bodies.fixture';
import { openOrder, submission, submit } from './whole-way.fixture';
import { meet, sandboxOrder, standing, type Meeting } from './meet.fixture';

/** Client and sandbox are written apart from each other; here they meet, over orders. */
let at: Meeting;
afterEach(() => at.close());

/** A buyer's draft stands: what is not found beside it is not there. */
async function besideADraft(settings: Parameters<typeof meet>[0] = {}): Promise<Meeting> {
  const made = await meet({ ...settings, listedAfterMs: 0 });
  await made.sandbox.control('POST', 'orders/create', { body: draftBody(), open: false });
  await made.sandbox.control('POST', 'clock', { aheadSeconds: 3_700 });
  await made.sandbox.set(settings);
  return made;
}

const order = sandboxOrder(1);
const firstSentAt = new Date(Date.now() - 60_000).toISOString();
const look = (body: OrderBody = order) => at.fusion.look('purchaseOrder', posted(body, { firstSentAt }));

test('an order is drafted, submitted, waited for and approved, and read back as it was meant at each stage', async () => {
  at = await besideADraft({ approval: 'manual' });
  await expect(look()).resolves.toMatchObject({ found: [], strangers: [] });
  const reference = await at.fusion.send('purchaseOrder', posted(order));
  const drafted = await standing(at.fusion, order);
  expect(drafted).toMatchObject({
    reference,
    stage: 'stands',
    stageWord: 'INCOMPLETE',
    facts: { withoutTerms: 'yes' },
  });
  expect(drafted.shown).toMatchObject({ lines: [{ number: '1', account: '101.10.60530.000', amount: '16000' }] });
  await submit(at.fusion, order, drafted);
  await expect(standing(at.fusion, order)).resolves.toMatchObject({
    stage: 'delivered',
    stageWord: 'PENDING APPROVAL',
  });
  await at.sandbox.control('POST', 'orders/approve', { order: reference?.['orderNumber'] });
  await expect(standing(at.fusion, order)).resolves.toMatchObject({ reference, stage: 'posted', stageWord: 'OPEN' });
});

test('an order that its approver sent back is returned, and not submitted again', async () => {
  at = await besideADraft({ approval: 'rejects' });
  const { reference, stage } = await openOrder(at.fusion, order);
  expect(stage).toBe('returned');
  const again = posted(submission(order, { reference } as never));
  await expect(at.fusion.at('orderSubmission').port.ready?.(again)).resolves.toMatchObject([{ reason: 'erpRejected' }]);
  await expect(at.fusion.send('orderSubmission', again)).rejects.toMatchObject({ name: 'NotSent' });
});

test.each(['commitThenLose', 'cutBody', 'commitThenStatus', 'commitThenHtml', 'gatewayThenCommit'])(
  '%s: nobody knows at first, and the order is adopted by its key',
  async (kind) => {
    at = await besideADraft();
    await at.sandbox.fault({ match: { resource: 'draftPurchaseOrders', method: 'POST' }, kind, delayMs: 0 });
    await expect(at.fusion.send('purchaseOrder', posted(order))).rejects.toMatchObject({ name: 'OutcomeUnknown' });
    const adopted = await found(order);
    await submit(at.fusion, order, adopted);
    await expect(standing(at.fusion, order)).resolves.toMatchObject({ stage: 'posted' });
  },
);

test('an order made after our time limit is found when it has come', async () => {
  at = await besideADraft();
  const hasty = at.adapter({ requestLimitMs: 300 });
  await hasty.look('purchaseOrder', posted(order));
  await at.sandbox.fault({
    match: { resource: 'draftPurchaseOrders', method: 'POST' },
    kind: 'commitLate',
    delayMs: 1000,
  });
  await expect(hasty.send('purchaseOrder', posted(order))).rejects.toMatchObject({ name: 'OutcomeUnknown' });
  await expect(found(order)).resolves.toMatchObject({ stage: 'stands' });
});

test.each([
  ['html', 'OutcomeUnknown'],
  ['reset', 'OutcomeUnknown'],
  ['throttle', 'Throttled'],
  ['staleRow', 'NotSent'],
])('%s: nothing was done, and the send ends as %s', async (kind, name) => {
  at = await besideADraft();
  await at.sandbox.fault({ match: { resource: 'draftPurchaseOrders', method: 'POST' }, kind });
  await expect(at.fusion.send('purchaseOrder', posted(order))).rejects.toMatchObject({ name });
  await expect(look()).resolves.toMatchObject({ found: [] });
});

test('a pod that takes no connection was sent nothing, and goes on when it is back', async () => {
  at = await besideADraft();
  await look();
  await at.sandbox.fault({ kind: 'refuse', delayMs: 600_000 });
  await expect(at.fusion.send('purchaseOrder', posted(order))).rejects.toMatchObject({ name: 'NotSent' });
  await expect(look()).rejects.toMatchObject({ name: 'NotSent' });
  await at.sandbox.control('DELETE', 'faults');
  await expect(openOrder(at.fusion, order)).resolves.toMatchObject({ stage: 'posted' });
});

test('a page with 200 where rows were asked for is downtime, and no empty answer', async () => {
  at = await besideADraft();
  await look();
  await at.sandbox.fault({ match: { resource: 'draftPurchaseOrders', method: 'GET' }, kind: 'html' });
  await expect(look()).rejects.toMatchObject({ name: 'Unavailable', detail: { reason: 'foreignAnswer' } });
  await expect(look()).resolves.toMatchObject({ found: [] });
});

test('a draft that is listed and not yet to be had under its own link is submitted later, and not refused', async () => {
  at = await besideADraft();
  await at.fusion.send('purchaseOrder', posted(order));
  const drafted = await standing(at.fusion, order);
  for (const action of ['validateDocument', 'submit']) {
    await at.sandbox.fault({ match: { action }, kind: 'notFound' });
    const sending = at.fusion.send('orderSubmission', posted(submission(order, drafted)));
    await expect(sending).rejects.toMatchObject({ name: 'NotSent' });
  }
  await submit(at.fusion, order, drafted);
  await expect(standing(at.fusion, order)).resolves.toMatchObject({ stage: 'posted' });
});

test('what is made and not listed yet is not there, until it is', async () => {
  at = await besideADraft({ listedAfterMs: 3_600_000 });
  const reference = await at.fusion.send('purchaseOrder', posted(order));
  await expect(look()).resolves.toMatchObject({ found: [] });
  await at.sandbox.control('POST', 'clock', { aheadSeconds: 7_400 });
  await at.sandbox.set({ listedAfterMs: 0 });
  await expect(look()).resolves.toMatchObject({ found: [{ reference }] });
});

test.each([
  ['submit', 'commitThenLose', 'OutcomeUnknown', 'posted'],
  ['submit', 'businessFailure', 'Rejected', 'stands'],
  ['submit', 'cutBody', 'OutcomeUnknown', 'posted'],
  ['validateDocument', 'html', 'NotSent', 'stands'],
])('%s with %s is %s, and the order %s', async (action, kind, name, stage) => {
  at = await besideADraft();
  await at.fusion.send('purchaseOrder', posted(order));
  const drafted = await standing(at.fusion, order);
  await at.sandbox.fault({ match: { action }, kind });
  await expect(at.fusion.send('orderSubmission', posted(submission(order, drafted)))).rejects.toMatchObject({ name });
  await expect(standing(at.fusion, order)).resolves.toMatchObject({ stage });
});

test('a draft that is not valid is refused with the words of Fusion, whichever way they come', async () => {
  for (const validationMessages of ['typed', 'textOnly'] as const) {
    at = await besideADraft({ validationMessages });
    await at.fusion.send('purchaseOrder', posted(order));
    const drafted = await standing(at.fusion, order);
    const site = `suppliers/${order.supplierId}/sites/${order.siteId}`;
    await at.sandbox.control('PATCH', `items/${site}`, { HoldAllNewPurchasingDocumentsFlag: true });
    const sending = at.fusion.send('orderSubmission', posted(submission(order, drafted)));
    const error: unknown = await sending.catch((one: unknown) => one);
    expect(error).toMatchObject({ name: 'Rejected', detail: { reason: 'invalidDraft' } });
    expect((error as { saidTexts: () => readonly string[] }).saidTexts().join()).toContain('on hold');
    if (validationMessages === 'typed') await at.close();
  }
});

test('an order of forty lines is read back whole, though children come by twenty-five', async () => {
  at = await besideADraft();
  const [line] = order.lines;
  const lines = Array.from({ length: 40 }, (_, index) => ({
    ...line,
    number: String(index + 1),
  })) as OrderBody['lines'];
  await expect(openOrder(at.fusion, { ...order, lines })).resolves.toMatchObject({
    stage: 'posted',
    shown: { lines: { length: 40 } },
  });
});

test('of many orders of the supplier the one with our key is found, on pages of two and wherever clocks are', async () => {
  for (const timeZone of ['Pacific/Auckland', 'America/Los_Angeles']) {
    at = await besideADraft({ timeZone, maxLimit: 2 });
    for (let number = 0; number < 5; number += 1) {
      await at.sandbox.control('POST', 'orders/create', {
        body: draftBody(undefined, { Description: `By hand ${number}` }),
      });
    }
    await at.fusion.send('purchaseOrder', posted(order));
    await expect(look()).resolves.toMatchObject({ found: [{ stage: 'stands' }] });
    if (timeZone.startsWith('P')) await at.close();
  }
});

test('a warning alone does not keep an order from being submitted', async () => {
  at = await besideADraft();
  await expect(openOrder(at.fusion, { ...order, deliveryDate: '2001-01-01' })).resolves.toMatchObject({
    stage: 'posted',
  });
});

test('terms of the order are asked for and seen (way A); a style without them and a pod without the attribute refuse', async () => {
  at = await besideADraft();
  const retainage = { way: 'A', attribute: 'RetainageRate', percent: '10' } as const;
  const withTerms = { ...order, retainage };
  await expect(openOrder(at.fusion, withTerms)).resolves.toMatchObject({ facts: { withTerms: 'yes' } });
  const seeded = { ...withTerms, setup: { ...order.setup, documentStyleId: '1' } };
  await expect(at.fusion.send('purchaseOrder', posted(seeded))).rejects.toMatchObject({ name: 'Rejected' });
  await at.sandbox.set({ retainageTerms: 'unknown' });
  await expect(at.fusion.send('purchaseOrder', posted(withTerms))).rejects.toMatchObject({ name: 'Rejected' });
});

/** Awaited, as a late one comes when it comes. */
async function found(body: OrderBody) {
  for (;;) {
    const [one] = (await look(body)).found;
    if (one !== undefined) return one;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
