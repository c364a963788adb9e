import type { OrderBody } from '../../../domain/fusion/kinds/purchase-order';
import { keyOf, posted } from '../sample-bodies.fixture';
import { meet, sandboxOrder, standing, type Meeting } from './meet.fixture';
import { submission } from './whole-way.fixture';

/** A changed commitment is written onto the draft that its approver sent back (accounting-fusion 1). */
let at: Meeting;
afterEach(() => at.close());

const [line] = sandboxOrder(1).lines;
if (line === undefined) throw new Error('the order has a line');
const two = sandboxOrder(1, {
  lines: [
    { ...line, number: '1', item: 'contract_item:1', amount: '16000.00' },
    { ...line, number: '2', item: 'contract_item:2', amount: '400.00' },
  ],
});
/** Line 1 with another amount, line 2 gone, line 3 new. */
const wanted = [
  { ...line, number: '1', item: 'contract_item:1', amount: '17000.00' },
  { ...line, number: '3', item: 'contract_item:3', amount: '250.50' },
];

function revision(headerId: string): OrderBody {
  const lines = two.lines.map(({ number, account, amount }) => ({ number, account, amount }));
  return { ...two, key: keyOf('order', 2), lines: wanted, revises: { key: two.key, headerId, lines } };
}

/** Drafted, submitted and sent back; gives its id. */
async function sentBack(act: 'reject' | 'withdraw' = 'reject'): Promise<string> {
  const reference = await at.fusion.send('purchaseOrder', posted(two));
  const drafted = await standing(at.fusion, two);
  await at.fusion.send('orderSubmission', posted(submission(two, drafted)));
  const headerId = reference?.['poHeaderId'] ?? '';
  await at.sandbox.control('POST', `orders/${act}`, { order: headerId });
  return headerId;
}

const shownLines = (shown: unknown) => (shown as { lines: { number: string; amount: string }[] }).lines;

test.each([
  [{ editedDraft: 'kept' }, 'returned'],
  [{ editedDraft: 'incomplete' }, 'stands'],
  [{ editedDraft: 'kept', amountsRoll: false }, 'returned'],
] as const)(
  'with %j the lines of the draft follow, it takes the new key, and is submitted once',
  async (settings, stage) => {
    at = await meet({ approval: 'manual', ...settings });
    const body = revision(await sentBack());
    expect((await at.fusion.look('purchaseOrder', posted(body))).found).toEqual([]);
    expect(await at.fusion.at('purchaseOrder').port.ready?.(posted(body))).toEqual([]);
    await at.fusion.send('purchaseOrder', posted(body));
    const found = await standing(at.fusion, body);
    expect(found).toMatchObject({ stage, missing: [], reference: { poHeaderId: body.revises?.headerId } });
    expect(shownLines(found.shown)).toMatchObject([
      { number: '1', amount: '17000' },
      { number: '3', amount: '250.5' },
    ]);
    const submitting = posted(submission(body, found), { facts: found.facts });
    expect(await at.fusion.at('orderSubmission').port.ready?.(submitting)).toEqual([]);
    await at.fusion.send('orderSubmission', submitting);
    expect((await at.fusion.look('orderSubmission', submitting)).found).toMatchObject([{ stage: 'delivered' }]);
    // Rejected once more, it waits for a person: that it was submitted is noted.
    await at.sandbox.control('POST', 'orders/reject', { order: body.revises?.headerId });
    const done = posted(submission(body, found), { facts: { ...found.facts, askedAgainDone: body.key } });
    expect(await at.fusion.at('orderSubmission').port.ready?.(done)).toMatchObject([{ reason: 'erpRejected' }]);
  },
);

test('what was withdrawn follows too, and is not submitted from here', async () => {
  at = await meet({ approval: 'manual' });
  const body = revision(await sentBack('withdraw'));
  await at.fusion.send('purchaseOrder', posted(body));
  const found = await standing(at.fusion, body);
  const submitting = posted(submission(body, found), { facts: found.facts });
  expect(await at.fusion.at('orderSubmission').port.ready?.(submitting)).toMatchObject([{ reason: 'erpRejected' }]);
  await expect(at.fusion.send('orderSubmission', submitting)).rejects.toMatchObject({ name: 'NotSent' });
});

test.each([
  ['the change of the header', { method: 'PATCH', path: 'draftPurchaseOrders/[^/]+$' }, ['1', '2', '3']],
  ['a new line', { method: 'POST', path: 'child/lines$' }, ['2', '3']],
  ['the removal of a line', { method: 'DELETE', path: 'child/lines/' }, ['2']],
] as const)(
  'when %s is refused, what is missing is told, and only that is sent again',
  async (name, match, missing) => {
    at = await meet({ approval: 'manual' });
    const body = revision(await sentBack());
    await at.sandbox.fault({ match, kind: 'status', status: 400, count: 1 });
    await expect(at.fusion.send('purchaseOrder', posted(body))).rejects.toMatchObject({ name: 'Rejected' });
    const { found } = await at.fusion.look('purchaseOrder', posted(body));
    if (name === 'the change of the header') expect(found).toEqual([]);
    else expect(found).toMatchObject([{ missing }]);
    await at.fusion
      .at('purchaseOrder')
      .port.send?.(posted(body), name === 'the change of the header' ? undefined : missing);
    expect(await standing(at.fusion, body)).toMatchObject({ missing: [] });
  },
);

test('a lost answer is found by the key, and by nothing before it was written', async () => {
  at = await meet({ approval: 'manual' });
  const body = revision(await sentBack());
  const match = { method: 'PATCH', resource: 'draftPurchaseOrders' };
  await at.sandbox.fault({ match, kind: 'reset', count: 1 });
  await expect(at.fusion.send('purchaseOrder', posted(body))).rejects.toMatchObject({ name: 'OutcomeUnknown' });
  expect((await at.fusion.look('purchaseOrder', posted(body))).found).toEqual([]);
  await at.sandbox.fault({ match, kind: 'commitThenLose', count: 1 });
  await expect(at.fusion.send('purchaseOrder', posted(body))).rejects.toMatchObject({ name: 'OutcomeUnknown' });
  expect((await at.fusion.look('purchaseOrder', posted(body))).found).toMatchObject([{ missing: ['2', '3'] }]);
});

test('what a buyer changed in the draft, or took over, is not written over', async () => {
  at = await meet({ approval: 'manual' });
  const headerId = await sentBack();
  const body = revision(headerId);
  const ready = () => at.fusion.at('purchaseOrder').port.ready?.(posted(body));
  const change = (fields: object) => at.sandbox.control('PATCH', `items/purchaseOrders/${headerId}`, fields);
  await change({ Description: 'Taken over by purchasing' });
  expect(await ready()).toMatchObject([{ reason: 'foundButDifferent' }]);
  await expect(at.fusion.send('purchaseOrder', posted(body))).rejects.toMatchObject({ name: 'NotSent' });
  await change({ Description: `${two.key} again`, Status: 'Pending Approval', StatusCode: 'PENDING APPROVAL' });
  expect(await ready()).toMatchObject([{ reason: 'orderNotOpen', value: 'PENDING APPROVAL' }]);
  await expect(at.fusion.send('purchaseOrder', posted(body))).rejects.toMatchObject({ name: 'NotSent' });
});
