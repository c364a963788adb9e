import { randomUUID } from 'node:crypto';
import { takeInEvents } from '../../../src/api/take-in-events';
import { workedProjectId } from '../support/added-contracts';
import { startChangeOrderRig, type ChangeOrderRig } from '../support/change-order-rig';

// With `writeBack` on, a commitment and a change order show our key in Procore once they are ordered: written once, the event of it
// known as an echo; what another integration wrote is left alone, and what Procore refuses holds nothing up.

interface Shown {
  readonly id: string;
  readonly origin_id: string | null;
  readonly origin_code: string | null;
  readonly updated_at: string;
}

let on: ChangeOrderRig;
const userId = '562949953499999';

beforeAll(async () => {
  on = await startChangeOrderRig(['SHOWN', 'OTHERS', 'REFUSED']);
  const { rig } = on;
  await rig.changeSettings({ procore: { writeBack: true } });
  await rig.test.store.inTenant(rig.scope.tenantId, (tx) => tx.connections.setProcoreUser(rig.scope, userId));
});
afterAll(() => on.system.close());

async function shown(collection: string, id: string): Promise<Shown> {
  const records = (await on.rig.control('procore', 'GET', `records/${collection}`)) as Record<string, Shown[]>;
  const row = Object.values(records)
    .flat()
    .find((one) => one.id === id);
  if (row === undefined) throw new Error(`no ${id} in ${collection}`);
  return row;
}

async function keyOf(sourceId: string, step: string): Promise<string> {
  const document = await on.rig.document(sourceId);
  const postings = await on.rig.test.store.inTenant(on.rig.scope.tenantId, (tx) => tx.postings.of(document.id));
  return postings.find((one) => one.step === step && one.state === 'confirmed')?.key ?? '';
}

const closed = (sourceId: string) =>
  on.rig.until(`${sourceId} is closed`, async () => !(await on.rig.document(sourceId)).open);

/** A webhook, as the api stores one and takes it in. */
async function event(resource: string, { id, updated_at: at }: Shown, by: string): Promise<string> {
  const { store } = on.rig.test;
  const named = { eventId: randomUUID(), resource, resourceId: id, projectId: workedProjectId };
  const sealed = await store.sealed.seal(on.rig.scope.tenantId, 'webhook', '{}');
  const stored = { ...named, userId: by, eventType: 'update', eventAt: at };
  await store.webhookInbox.store(on.rig.scope, stored, sealed);
  const { taken } = await takeInEvents(store, { tenantId: on.rig.scope.tenantId, failedBefore: false });
  return taken[0]?.outcome ?? '';
}

async function written(sourceId: string): Promise<number> {
  const document = await on.rig.document(sourceId);
  const postings = await on.rig.test.store.inTenant(on.rig.scope.tenantId, (tx) => tx.postings.of(document.id));
  return postings.filter(({ step }) => step === 'writeBack').reduce((sum, { sends }) => sum + sends, 0);
}

test('an ordered commitment and its change order show our key and the number of the order, written once', async () => {
  const id = await on.ordered('SHOWN');
  await closed(id);
  const { OrderNumber } = await on.orderOf('SHOWN');
  const contract = await shown('work_order_contracts', id);
  const of = { origin_code: `order ${OrderNumber}` };
  expect(contract).toMatchObject({ ...of, origin_id: `FUSION-${await keyOf(id, 'order')}` });

  const change = await on.contracts.changeOrder(on.rig, 'SHOWN', ['500.00']);
  await on.poll();
  await on.untilStage(change.id, 'posted');
  await closed(change.id);
  const changed = await shown('change_order_packages', change.id);
  expect(changed).toMatchObject({ ...of, origin_id: `FUSION-${await keyOf(change.id, 'orderChange')}` });

  // Our own writes come back as events; by anybody else they are changes, and a further look writes nothing.
  expect(await event('Work Order Contracts', contract, userId)).toBe('echo');
  expect(await event('Change Order Packages', changed, userId)).toBe('echo');
  expect(await event('Work Order Contracts', contract, '9')).toBe('hinted');
  expect(await event('Change Order Packages', changed, '9')).toBe('hinted');
  await closed(id);
  await closed(change.id);
  expect([await written(id), await written(change.id)]).toEqual([1, 1]);
  expect(await on.reasonsOf(id)).toEqual([]);
});

test('what another integration wrote on a change order stays, and nothing is held for it', async () => {
  await on.ordered('OTHERS');
  const { id } = await on.contracts.changeOrder(on.rig, 'OTHERS', ['500.00'], { origin_id: 'OTHER-17' });
  await on.poll();
  await on.untilStage(id, 'posted');
  await closed(id);
  expect(await shown('change_order_packages', id)).toMatchObject({ origin_id: 'OTHER-17' });
  expect(await written(id)).toBe(0);
  expect(await on.reasonsOf(id)).toEqual([]);
});

test('what Procore refuses is noted, and the order is posted all the same', async () => {
  const match = { method: 'PATCH', path: 'work_order_contracts' };
  await on.rig.control('procore', 'POST', 'faults', { match, kind: 'status', status: 403, count: 9 });
  const id = await on.ordered('REFUSED');
  await closed(id);
  expect(await shown('work_order_contracts', id)).toMatchObject({ origin_id: null });
  expect(await on.reasonsOf(id)).toEqual([]);
  await on.rig.control('procore', 'DELETE', 'faults');
});
