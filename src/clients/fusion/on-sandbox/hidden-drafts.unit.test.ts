import type { OrderBody } from '../../../domain/fusion/kinds/purchase-order';
import { draftBody } from '../../../sandbox/fusion/testing/test-documents';
import { posted } from '../sample-bodies.fixture';
import { meet, sandboxOrder, standing, type Meeting } from './meet.fixture';

/** A pod answers 200 without rows where the user may see none: no draft is concluded to be absent from that (reference 1.2). */
let at: Meeting;
afterEach(() => at.close());

const order = sandboxOrder(1);
const firstSentAt = new Date(Date.now() - 60_000).toISOString();
const look = (body: OrderBody, more: object = { firstSentAt }) => at.fusion.look('purchaseOrder', posted(body, more));
const hide = (emptyResources: string[]) =>
  at.sandbox.set({
    users: [{ username: 'sandbox-client', password: '', deniedResources: [], hiddenBusinessUnits: [], emptyResources }],
  });
const unproven = { name: 'Unavailable', detail: { reason: 'emptyUnproven' } };

test('a draft whose answer was lost is not taken for absent while drafts are hidden, whatever was proven a moment before', async () => {
  at = await meet();
  await at.sandbox.control('POST', 'orders/create', { body: draftBody(), open: false });
  await expect(look(order)).resolves.toMatchObject({ found: [] });
  await at.sandbox.fault({ match: { resource: 'draftPurchaseOrders', method: 'POST' }, kind: 'commitThenLose' });
  await expect(at.fusion.send('purchaseOrder', posted(order))).rejects.toMatchObject({ name: 'OutcomeUnknown' });
  await hide(['draftPurchaseOrders']);
  await expect(look(order)).rejects.toMatchObject(unproven);
  await hide([]);
  await expect(look(order)).resolves.toMatchObject({ found: [{ stage: 'stands' }] });
});

test('where no draft stands at all, one that was sent is not taken for absent either; any that is shown proves it', async () => {
  at = await meet();
  await expect(look(order, {})).resolves.toMatchObject({ found: [] });
  await expect(look(order)).rejects.toMatchObject(unproven);
  await at.sandbox.control('POST', 'orders/create', { body: draftBody(), open: false });
  await expect(look(order)).resolves.toMatchObject({ found: [] });
});

test('a draft of another business unit proves nothing of ours', async () => {
  at = await meet();
  await at.sandbox.control('POST', 'orders/create', { body: draftBody(), open: false });
  const { json } = await at.sandbox.control('GET', 'items/purchaseOrders');
  const [made] = json as readonly { readonly POHeaderId: string }[];
  const elsewhere = { ProcurementBUId: '300000046980000' };
  await at.sandbox.control('PATCH', `items/purchaseOrders/${made?.POHeaderId}`, elsewhere);
  await expect(look(order)).rejects.toMatchObject(unproven);
});

test('a draft that stood is not taken for gone while drafts are hidden; deleted, it is, where another is shown', async () => {
  at = await meet();
  await at.fusion.send('purchaseOrder', posted(order));
  const { reference, facts } = await standing(at.fusion, order);
  const known = { firstSentAt, reference, facts };
  await hide(['draftPurchaseOrders']);
  await expect(look(order, known)).resolves.toMatchObject({ found: [], unclear: { others: [] } });
  await hide([]);
  await expect(look(order, known)).resolves.toMatchObject({ found: [{ stage: 'stands' }] });
  await at.sandbox.control('DELETE', `items/purchaseOrders/${reference['poHeaderId']}`);
  await expect(look(order, known)).resolves.toMatchObject({ found: [], unclear: { others: [] } });
  await at.sandbox.control('POST', 'orders/create', { body: draftBody(), open: false });
  const gone = await look(order, known);
  expect(gone).toMatchObject({ found: [] });
  expect(gone.unclear).toBeUndefined();
});

test('nor for gone where the drafts that are shown are those of another business unit', async () => {
  at = await meet();
  await at.fusion.send('purchaseOrder', posted(order));
  const { reference, facts } = await standing(at.fusion, order);
  const known = { firstSentAt, reference, facts };
  await at.sandbox.control('DELETE', `items/purchaseOrders/${reference['poHeaderId']}`);
  const { json } = await at.sandbox.control('POST', 'orders/create', { body: draftBody(), open: false });
  const other = `items/purchaseOrders/${(json as { readonly POHeaderId: string }).POHeaderId}`;
  await at.sandbox.control('PATCH', other, { ProcurementBUId: '300000046980000' });
  await expect(look(order, known)).resolves.toMatchObject({ found: [], unclear: { others: [] } });
});
