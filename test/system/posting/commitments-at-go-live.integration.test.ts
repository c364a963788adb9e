import { exportChoices } from '../../../src/application/commitments/export-choices';
import { importChoices } from '../../../src/application/commitments/import-choices';
import { testContext } from '../../stack/test-context';
import type { ConnectionContext } from '../../../src/application/context';
import { addContracts, editJson, workedProjectId, type AddedItem } from '../support/added-contracts';
import { buyersOrder, fusionVendor, startFusionRig, type FusionRig } from '../support/fusion-rig';
import type { Rig } from '../support/rig';
import { join } from 'node:path';
import { LosslessNumber, stringify } from 'lossless-json';

// Commitments that are older than going live: nothing of them is ordered by itself. A person links the order that exists, has one
// made of what is left, or leaves them; until then they and what they bill are held.

const billed = (total: string): AddedItem => ({ code: '26-010.S', total, withheld: String(Number(total) / 10) });
const account = '200.4411.1340.26010.000';
const numbers = ['LINK', 'BALANCE', 'LEAVE', 'WRONG', 'CHANGED'];
/** A change order of `CHANGED` that was approved before, and its line. */
const older = { id: '810000000000001', lineId: '810000000000002' };

interface Order {
  readonly Description: string;
  readonly StatusCode: string;
  readonly lines: readonly { readonly Amount: string }[];
}

let system: FusionRig;
let rig: Rig;
let context: ConnectionContext;
let existing: string;
/** What came of a choice before the change orders were read. */
let tooEarly: unknown;
const byHand =
  'project,commitment,line_id,description,amount,billed,choice,order,order_line,left\n4411,CHANGED,1,,,,leave,,,\n';
const pollChanges = () => rig.activities.pollChangeOrders({ ...rig.scope, projectId: workedProjectId });

beforeAll(async () => {
  system = await startFusionRig({
    before: async (control) => {
      ({ headerId: existing } = await buyersOrder(control, { number: 'LINK', account }));
    },
    shape: (data) => {
      const requisitions = [{ items: [billed('1000.00')] }];
      addContracts(
        data,
        numbers.map((number) => ({ number, vendorId: fusionVendor.id, requisitions })),
      );
      editJson(join(data, 'procore/projects', workedProjectId, 'work_order_contracts.json'), (contracts) => {
        for (const contract of contracts.filter((one) => numbers.includes(String(one['number'])))) {
          const [line] = contract['line_items'] as Record<string, unknown>[];
          Object.assign(line ?? {}, { amount: '400000.00' });
          Object.assign(contract, { grand_total: '400000.00', origin_id: null });
        }
        const changed = contracts.find((one) => one['number'] === 'CHANGED') ?? {};
        editJson(join(data, 'procore/projects', workedProjectId, 'change_order_packages.json'), (packages) => {
          packages.push(changeOrderOf(changed, older, '30000.00'));
        });
      });
    },
  });
  ({ rig } = system);
  await rig.goLive(['4411']);
  await rig.activities.pollCommitments({ ...rig.scope, projectId: workedProjectId });
  context = await contextOf();
  // Where two read it at the same moment, each asks.
  await rig.untilStage(await commitment('CHANGED'), ['held']);
  tooEarly = await importChoices(context, 'choices.csv', byHand).catch((error: unknown) => error);
  await pollChanges();
});
afterAll(() => system.close());

let template: Record<string, unknown> = {};

/** An approved change order with one line of that amount, as Procore has it; of `contract`, or like the one before. */
function changeOrderOf(
  contract: Record<string, unknown> | null,
  { id, lineId }: { readonly id: string; readonly lineId: string },
  amount: string,
): Record<string, unknown> {
  if (contract !== null) [template = {}] = contract['line_items'] as Record<string, unknown>[];
  const line = { ...template, id: new LosslessNumber(lineId), description: 'Extra' };
  return {
    ...{ id: new LosslessNumber(id), contract_id: contract?.['id'] ?? null, number: '001', title: 'Extras' },
    ...{ status: 'approved', grand_total: amount, origin_id: null, type: 'CommitmentContractChangeOrder' },
    ...{ reviewed_at: '2026-06-20T08:00:00Z', created_at: '2026-06-20T08:00:00Z', updated_at: '2026-06-20T08:00:00Z' },
    line_items: [{ ...line, amount, extended_amount: amount, total_amount: amount }],
  };
}

async function contextOf(): Promise<ConnectionContext> {
  const withTemporal = () => Promise.reject(new Error('the test needs no Temporal'));
  const made = await testContext(rig.test, { identity: 'C. Controller', role: 'operator' }, { withTemporal });
  return { ...made, ports: { procore: rig.procorePort, erp: rig.erp } };
}

/** The file as it was written, with one commitment's rows filled in. */
async function chosen(number: string, cells: Readonly<Record<string, string>>): Promise<string> {
  const { csv } = await exportChoices(context, true);
  const [header = '', ...rows] = csv.trimEnd().split('\n');
  const names = header.split(',');
  const own = rows.filter((row) => row.split(',')[1] === number);
  const filled = own.map((row) =>
    row
      .split(',')
      .map((cell, at) => cells[names[at] ?? ''] ?? cell)
      .join(','),
  );
  return `${[header, ...filled].join('\n')}\n`;
}

const commitment = async (number: string): Promise<string> => (await rig.requisition(number, 1)).commitmentId ?? '';

async function reasonsOf(kind: string, sourceId: string): Promise<readonly string[]> {
  const held = (await rig.holds()).find((one) => one.document.kind === kind && one.document.sourceId === sourceId);
  return held?.hold.reasons ?? [];
}

async function heldUndecided(number: string): Promise<{ id: string; bill: string }> {
  const id = await commitment(number);
  const { sourceId: bill } = await rig.requisition(number, 1);
  await rig.hintOne(bill);
  await rig.untilStage(bill, ['held']);
  await rig.untilStage(id, ['held']);
  // Its vendor may not be linked yet either.
  expect(await reasonsOf('commitment', id)).toContain('openingBalance');
  expect(await reasonsOf('requisition', bill)).toContain('openingBalance');
  return { id, bill };
}

const ordersOf = async (number: string): Promise<Order[]> =>
  (await system.items<Order>('purchaseOrders')).filter(({ Description }) => Description.includes(` ${number} `));

const choose = async (number: string, cells: Readonly<Record<string, string>>) =>
  importChoices(context, 'choices.csv', await chosen(number, cells));

test('what Procore shows of a commitment serves its own pass, its requisitions and its change orders: it is asked for once', async () => {
  const { id } = await heldUndecided('CHANGED');
  await rig.until('its change order was read', async () =>
    (await rig.documents('changeOrder')).some(({ sourceId, stage }) => sourceId === older.id && stage !== null),
  );
  const { calls } = (await rig.control('procore', 'GET', 'calls')) as { calls: readonly { path: string }[] };
  const shows = calls.filter(({ path }) => path.startsWith(`/rest/v1.0/work_order_contracts/${id}?`));
  expect(shows).toHaveLength(1);
});

test('linked to the order that exists, it gets no second one, and its requisition bills that', async () => {
  const { id, bill } = await heldUndecided('LINK');
  expect(await choose('LINK', { choice: 'link', order: existing, order_line: '1' })).toMatchObject({
    chosen: [{ commitmentId: id, name: '4411/LINK' }],
  });
  await rig.untilStage(id, ['recorded']);
  await rig.untilStage(bill, ['posted', 'vouchered']);
  expect(await ordersOf('LINK')).toEqual([]);
  const invoices = await system.items<{ InvoiceNumber: string; InvoiceAmount: string }>('invoices');
  expect(invoices.find(({ InvoiceNumber }) => InvoiceNumber === 'INV-LINK-1')).toMatchObject({ InvoiceAmount: '900' });
});

test('of what is left an order is made, once, and no other choice follows', async () => {
  const { id, bill } = await heldUndecided('BALANCE');
  await choose('BALANCE', { choice: 'balance', left: '250000.00' });
  await rig.until('the order is open', async () => {
    await rig.activities.pollStanding(rig.scope);
    return (await rig.document(id)).stage === 'posted';
  });
  await rig.untilStage(bill, ['posted', 'vouchered']);
  expect(await ordersOf('BALANCE')).toMatchObject([{ StatusCode: 'OPEN', lines: [{ Amount: '250000' }] }]);
  await expect(choose('BALANCE', { choice: 'leave' })).rejects.toThrow('nothing else can be chosen');
});

test('nothing is chosen for a commitment while its change orders are not read, for they would be ordered once more', () => {
  expect(String(tooEarly)).toContain('4411/CHANGED: its change orders are not read yet');
});

test('what is left has the change orders that were approved before; a later one comes onto that order', async () => {
  await system.control('PUT', 'settings', { openOrdersInDrafts: true });
  const { id } = await heldUndecided('CHANGED');
  await rig.untilStage(older.id, ['held']);
  expect(await reasonsOf('changeOrder', older.id)).toContain('openingBalance');
  expect(await chosen('CHANGED', {})).toContain(`CO-${older.lineId}`);
  await choose('CHANGED', { choice: 'balance', left: '20000.00' });
  const open = async (sourceId: string): Promise<boolean> => {
    await rig.activities.pollStanding(rig.scope);
    return (await rig.document(sourceId)).stage === 'posted';
  };
  await rig.until('the order is open', () => open(id));
  await rig.untilStage(older.id, ['takenOver']);
  expect(await ordersOf('CHANGED')).toMatchObject([{ lines: [{ Amount: '20000' }, { Amount: '20000' }] }]);

  const now = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  const later = { id: '810000000000011', lineId: '810000000000012' };
  const shown = await context.store.inTenant(rig.scope.tenantId, (tx) =>
    tx.commitments.load(rig.scope, id, Number.POSITIVE_INFINITY),
  );
  const row = { ...changeOrderOf(null, later, '5000.00'), contract_id: new LosslessNumber(shown?.id ?? '') };
  const response = await fetch(`${rig.procore.controlUrl}/control/projects/${workedProjectId}/change_order_packages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: stringify({ ...row, reviewed_at: now, updated_at: now }) ?? '',
  });
  expect(response.status).toBe(201);
  await pollChanges();
  await rig.until('the later one is on the order', () => open(later.id));
  expect(await ordersOf('CHANGED')).toMatchObject([{ lines: [{}, {}, { Amount: '5000' }] }]);
});

test('left alone, neither it nor its requisitions are posted', async () => {
  const { id, bill } = await heldUndecided('LEAVE');
  await choose('LEAVE', { choice: 'leave' });
  await rig.untilStage(id, ['left']);
  await rig.untilStage(bill, ['left']);
  expect(await ordersOf('LEAVE')).toEqual([]);
});

test('linked to an order that is not there, it is held until another one is named', async () => {
  const { id } = await heldUndecided('WRONG');
  await choose('WRONG', { choice: 'link', order: '300100999999999', order_line: '1' });
  await rig.until('it is held for that', async () => (await reasonsOf('commitment', id)).includes('orderElsewhere'));
  await choose('WRONG', { choice: 'leave' });
  await rig.untilStage(id, ['left']);
});
