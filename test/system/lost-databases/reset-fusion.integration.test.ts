import { LosslessNumber } from 'lossless-json';
import { workflowTypes } from '../../../src/workflows/names';
import type { Rig } from '../support/rig';
import { startWholeFusion, type WholeFusion } from '../support/whole-fusion';
import { completedTasks, reset } from '../support/reset-runs';

// Each workflow of a connection with Fusion is reset at every completed task of every run that it had, those among them that were held
// and went on. The workflows take turns with each other at once, the places of one come one after the other: a reset ends the run
// that is open. Then nothing was written by any of it, on either side, and nothing waits.

const name = 'Blue Heron Fabrication';
/** It is entered after the matching was closed, and a vendor made by hand: a person says that the two are one. */
const later = 'Red Kite Roofing';

let on: WholeFusion;
let rig: Rig;

beforeAll(async () => {
  const bill = { items: [{ code: '26-010.S' as const, total: '1000.00', withheld: '100.00' }] };
  on = await startWholeFusion([
    { number: 'LINKED', requisitions: [bill] },
    { number: 'WAITS', requisitions: [bill] },
  ]);
  ({ rig } = on);
  for (const act of ['run', 'accept-exact', 'close']) await on.type('vendor', 'match', act);
  await on.enter({ name, number: '61999', ids: '30000004799999', taxId: '91-7700001' });
  await on.type('vendor', 'import', 'plan');
  await on.type('vendor', 'import', 'apply', '--accept-changes');
  await on.type('cost-code', 'plan');
  await on.type('cost-code', 'apply');
});
afterAll(() => on.close());

async function vendorOf(company: string): Promise<{ id: LosslessNumber; company: string }> {
  const vendors = (await rig.control('procore', 'GET', 'records/vendors')) as { id: string; name: string }[];
  const found = vendors.find((one) => one.name === company);
  if (found === undefined) throw new Error(`Procore has no vendor ${company}`);
  return { id: new LosslessNumber(found.id), company };
}

const billedBy = ({ id, company }: Awaited<ReturnType<typeof vendorOf>>) => ({ vendor_id: id, vendor_name: company });

/** All that was started of a workflow, by its id. */
async function runsOf(workflowId: string): Promise<string[]> {
  const runs: string[] = [];
  for await (const { runId } of rig.client.workflow.list({ query: `WorkflowId = "${workflowId}"` })) runs.push(runId);
  return runs;
}

async function ended(workflowId: string, runId: string, where: string): Promise<void> {
  const handle = rig.client.workflow.getHandle(workflowId, runId);
  await rig.until(`${where} has ended`, async () => (await handle.describe()).status.name !== 'RUNNING', 30_000);
  expect({ where, status: (await handle.describe()).status.name }).toEqual({ where, status: 'COMPLETED' });
}

/** Resets every run of the workflow everywhere, one after the other; gives how many places there were. */
async function resetEverywhere(workflowId: string): Promise<number> {
  let places = 0;
  for (const run of await runsOf(workflowId)) {
    for (const finished of await completedTasks(rig, workflowId, run)) {
      const runId = await reset(rig, workflowId, run, finished);
      await ended(workflowId, runId, `${workflowId} from ${String(finished)}`);
      places += 1;
    }
  }
  return places;
}

test('each workflow that is reset at any completed task ends, writes nothing on either side, and leaves nothing held or open', async () => {
  const born = await on.buy('Switchgear', '1250.10', '99.95');
  await on.poll();
  await on.untilStage(born, 'posted');
  // All of one commitment is approved before its order is: what bills it, or changes it, is held and goes on by itself.
  await on.enter({ name: later, number: '61998', ids: '30000004799888', taxId: '91-7700002' });
  const vendors = (await rig.control('procore', 'GET', 'records/vendors')) as Record<string, unknown>[];
  const like = vendors.find((one) => one['name'] === name) ?? {};
  const made = { ...like, id: 562949953439977, name: later, origin_id: null, origin_code: null };
  await rig.control('procore', 'POST', 'vendors', { ...made, business_register: null });
  const newcomer = await vendorOf(later);
  await on.system.control('PUT', 'settings', { approval: 'manual' });
  const waits = await on.contracts.appear(rig, 'WAITS', { vendor: newcomer });
  await on.poll();
  const party = async () => (await rig.documents('vendor')).find(({ stage }) => stage === 'held');
  await rig.until('a person is asked who it is', async () => (await party()) !== undefined);
  await on.type('vendor', 'link', newcomer.id.toString(), '61998');
  await on.untilStage(waits, 'delivered');
  const change = await on.contracts.changeOrder(rig, 'WAITS', ['2500.50', '10.00']);
  const early = await on.contracts.bill(rig, 'WAITS', 1, undefined, billedBy(newcomer));
  await on.poll();
  for (const id of [change.id, early]) await on.untilStage(id, 'waiting');
  const orders = await on.system.items<{ POHeaderId: string; StatusCode: string }>('purchaseOrders');
  const pending = orders.find(({ StatusCode }) => StatusCode === 'PENDING APPROVAL');
  await on.system.control('POST', 'orders/approve', { order: pending?.POHeaderId });
  await on.system.control('PUT', 'settings', { approval: 'automatic' });
  for (const id of [waits, change.id]) await on.untilStage(id, 'posted');
  await on.untilStage(early, 'posted', 'vouchered');
  // And one without any obstacle.
  const linked = await vendorOf(name);
  const clean = await on.contracts.appear(rig, 'LINKED', { vendor: linked });
  await on.poll();
  await on.untilStage(clean, 'posted');
  const bill = await on.contracts.bill(rig, 'LINKED', 1, undefined, billedBy(linked));
  await on.poll();
  await on.untilStage(bill, 'posted', 'vouchered');

  const documents = await rig.documents();
  const known = documents.filter(
    ({ sourceId, kind }) => [born, waits, change.id, early, clean, bill].includes(sourceId) || kind === 'vendor',
  );
  const ids = [
    ...known.map(({ workflowId }) => workflowId),
    `${workflowTypes.supplierImport}/${rig.scope.connectionId}`,
    `${workflowTypes.costCodePublish}/${rig.scope.connectionId}`,
  ];
  const types = new Set(ids.map((id) => id.split('/')[0]));
  expect([...types].sort()).toEqual([
    ...['changeOrder', 'commitment', 'costCodePublish', 'purchaseOrderImport', 'requisition', 'supplierImport'],
    'vendor',
  ]);
  const isKnown = ({ id }: { readonly id: string }) => known.some((one) => one.id === id);
  await rig.until('all have ended', async () => (await rig.documents()).every((one) => !one.open || !isKnown(one)));
  const seen = async () => ({
    ...{ standing: await on.standing(), writes: await on.writes(), documents: await stages(), held: await heldNow() },
  });
  const before = await seen();
  const places = await Promise.all(ids.map(async (id) => [id.split('/')[0], await resetEverywhere(id)] as const));
  expect(await seen()).toEqual(before);
  // What is held is older than going live, and waits for a person's choice as before.
  expect(before.held.every((one) => one.includes('openingBalance'))).toBe(true);
  for (const [type, count] of places) expect({ type, enough: count >= 2 }).toEqual({ type, enough: true });
  expect(places.reduce((sum, [, count]) => sum + count, 0)).toBeGreaterThanOrEqual(40);
  // A plan that is made anew has nothing left to do.
  expect(await on.type('cost-code', 'plan')).toMatch(/: 0 to do/);
});

const stages = async () => {
  const all = await rig.documents();
  return all.map(({ sourceId, kind, stage, open }) => `${kind} ${sourceId} ${stage ?? ''} ${String(open)}`).sort();
};
const heldNow = async () => {
  const all = await rig.holds();
  return all.map(({ document, hold }) => `${document.kind} ${document.sourceId} ${hold.reasons.join()}`).sort();
};
