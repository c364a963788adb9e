import { testContext } from '../../../test/stack/test-context';
import { createTestStore, testProjectId, type TestStore } from '../../../test/stack/test-store';
import { unlimitedQuota, type ProcoreQuota } from '../../clients/procore/calls/quota';
import { procorePort } from '../../clients/procore/procore-port';
import { routedProcore, type RoutedProcore, type Routes } from '../../clients/procore/routed-procore.fixture';
import type { ListedCommitment } from '../../domain/procore/procore-commitments';
import { linesOfBalances } from './lines-of-balances';

let acme: TestStore;
let procore: RoutedProcore | null = null;
beforeEach(async () => {
  acme = await createTestStore();
});
afterEach(async () => {
  await procore?.close();
  await acme.close();
});

const shown = {
  id: 700,
  number: 'PO-7',
  status: 'Approved',
  updated_at: '2026-11-02T09:15:00Z',
  line_items: [{ id: 71 }, { id: 72 }],
};
const ofPurchaseOrders = '/rest/v1.0/purchase_order_contracts/700';

async function listed(type: ListedCommitment['type']): Promise<void> {
  const one = { id: '700', number: 'PO-7', type, projectId: testProjectId } as ListedCommitment;
  await acme.store.inTenant(acme.tenantId, (tx) => tx.commitments.noteListed(acme, testProjectId, one));
}

const said: string[] = [];
/** How long the next calls are put off, in ms. */
const waits: number[] = [];
const quota: ProcoreQuota = {
  ...unlimitedQuota,
  take: () => {
    const retryAfterMs = waits.shift();
    return Promise.resolve(retryAfterMs === undefined ? { granted: true } : { granted: false, retryAfterMs });
  },
};

/** What is known of the lines of commitment 700, of which a balance names the given lines. */
async function linesOf(routes: Routes, ...keys: string[]) {
  procore = await routedProcore(routes, { quota });
  const port = procorePort(procore.client);
  const context = await testContext(
    acme,
    { identity: 'test', role: 'operator' },
    { procore: () => Promise.resolve(port) },
  );
  const lines = keys.map((itemKey) => ({ itemKey, billed: '1', stored: '0', withheld: '0' }));
  said.length = 0;
  const read = await linesOfBalances(context, [{ commitmentId: '700', lines }], (line) => void said.push(line));
  return { keys: [...(read.keys.get('700') ?? [])], unchecked: read.unchecked.get('700') ?? null };
}

test('a commitment that was only listed is shown for the check of its lines', async () => {
  await listed('PurchaseOrderContract');
  expect(await linesOf({ [ofPurchaseOrders]: shown }, 'contract_item:71')).toEqual({
    keys: ['contract_item:71', 'contract_item:72'],
    unchecked: null,
  });
  const kept = await acme.store.inTenant(acme.tenantId, (tx) => tx.commitments.load(acme, '700', Infinity));
  expect(kept?.lineItems.map((line) => line.id)).toEqual(['71', '72']);
});

test('details of its schedule of values are read where the balance names some', async () => {
  await listed('PurchaseOrderContract');
  const routes = {
    [ofPurchaseOrders]: shown,
    [`${ofPurchaseOrders}/line_item_contract_details`]: [{ id: 501, line_item_id: 71 }],
  };
  expect((await linesOf(routes, 'contract_detail_item:501')).keys).toContain('contract_detail_item:501');
  await procore?.close();
  expect((await linesOf({ [ofPurchaseOrders]: shown }, 'contract_detail_item:501')).unchecked).toContain(
    'line_item_contract_details',
  );
});

test('what could not be checked says why', async () => {
  expect((await linesOf({}, 'contract_item:71')).unchecked).toContain('has not been read');
  await procore?.close();
  await listed('WorkOrderContract');
  expect((await linesOf({ [ofPurchaseOrders]: shown }, 'contract_item:71')).unchecked).toContain('does not show it');
  await procore?.close();
  const refused = await linesOf({ '/rest/v1.0/work_order_contracts/700': 403 }, 'contract_item:71');
  expect(refused.unchecked).toContain('showCommitment');
});

test('a balance that names no line asks for nothing', async () => {
  expect(await linesOf({}, 'change_order_item:1')).toEqual({ keys: [], unchecked: null });
  expect(procore?.calls).toEqual([]);
});

test('what was shown lately is not asked for again; a line that it did not have is', async () => {
  await listed('PurchaseOrderContract');
  await linesOf({ [ofPurchaseOrders]: shown }, 'contract_item:71');
  await procore?.close();
  expect(await linesOf({}, 'contract_item:72')).toEqual({
    keys: ['contract_item:71', 'contract_item:72'],
    unchecked: null,
  });
  expect(procore?.calls).toEqual([]);
  await procore?.close();
  const added = { ...shown, line_items: [...shown.line_items, { id: 73 }] };
  expect((await linesOf({ [ofPurchaseOrders]: added }, 'contract_item:73')).keys).toContain('contract_item:73');
  await procore?.close();
  expect((await linesOf({}, 'contract_item:73')).keys).toContain('contract_item:73');
});

test('while the limit of calls is used up it waits its turn and says so; nothing stays unchecked', async () => {
  await listed('PurchaseOrderContract');
  waits.push(20, 30);
  expect((await linesOf({ [ofPurchaseOrders]: shown }, 'contract_item:71')).unchecked).toBeNull();
  expect(waits).toEqual([]);
  expect(said.join()).toMatch(/reading \S*PO-7 from Procore: its limit of calls is used up just now; goes on in \d+ s/);
});
