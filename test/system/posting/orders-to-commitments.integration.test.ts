import { workedProjectId } from '../support/added-contracts';
import { fusionUnit, fusionVendor, startFusionRig, type FusionRig } from '../support/fusion-rig';
import { linkSupplier, publishAccount } from '../support/imported-orders';
import { backUp, rebuildLedger, startOfAWorker } from '../support/restored';
import type { Rig } from '../support/rig';

// An order that a buyer makes in Fusion becomes a purchase order contract in Procore's sandbox, with its lines, once. What can come
// late, twice or in another order: two polls, the answer of each write, a worker that stops between them, a change of the order or of
// the commitment, the end of either.

const account = '200.4411.1340.26010.000';
const elsewhere = '200.4411.1340.03300.000';

interface Line {
  readonly amount: string;
  readonly account?: string;
}

interface Contract {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly status: string;
  readonly origin_id: string | null;
  readonly origin_code: string | null;
  readonly vendor: { readonly id: string };
  readonly deleted_at: string | null;
  readonly grand_total: string;
  readonly line_items: readonly { readonly id: string; readonly amount: string; readonly origin_id: string | null }[];
}

let system: FusionRig;
let rig: Rig;
/** Of an order that was made before the connection was live. */
let early: string;
let supplier: { SupplierId: string; sites: readonly { SupplierSiteId: string }[] };

beforeAll(async () => {
  system = await startFusionRig({
    shape: () => undefined,
    sections: {
      fusion: {
        costCodes: {
          ...{ codeSegment: 'costCode', valueSet: 'Cost Code', accountTypes: ['E'], typeSegment: 'account' },
          ...{ costTypes: [{ from: '1340', to: '1340', type: 'S' }], projectSegments: { project: '{project}' } },
          standardList: 'Fusion',
        },
        purchaseOrders: { documentStyleIds: ['1'], startDate: '2020-01-01' },
      },
    },
  });
  ({ rig } = system);
  [supplier] = (await system.control('GET', `items/suppliers?SupplierNumber=${fusionVendor.supplierNumber}`)) as [
    typeof supplier,
  ];
  early = await buy('Before going live', [{ amount: '12.00' }]);
  expect(await poll()).toEqual({ seen: 0, hinted: 0 });
  // A rebuild reads every project anew; documents of others would be news.
  await rig.control('procore', 'PUT', 'permitted-projects', [workedProjectId]);
  await rig.goLive(['4411']);
  await rig.activities.syncSchedules(rig.scope);
  await publish(account, '26-010.S');
  await publish(elsewhere, '03-300.S');
  await linkSupplier(rig);
});
afterAll(() => system.close());

const poll = () => rig.activities.pollPurchaseOrders(rig.scope);
const inTenant: Rig['test']['store']['inTenant'] = (_tenant, work) =>
  rig.test.store.as('test').inTenant(rig.scope.tenantId, work);

const publish = (printed: string, flatCode: string) => publishAccount(rig, printed, flatCode);

/** A buyer's order, open at once. */
async function buy(words: string, lines: readonly Line[]): Promise<string> {
  const made = (await system.control('POST', 'orders/create', {
    body: {
      ...{ ProcurementBUId: fusionUnit.id, BuyerId: '300000047340498', DocumentStyleId: '1', CurrencyCode: 'USD' },
      ...{ SupplierId: supplier.SupplierId, SupplierSiteId: supplier.sites[0]?.SupplierSiteId, Description: words },
      lines: lines.map((line) => orderLine(words, line)),
    },
  })) as { POHeaderId: string };
  return made.POHeaderId;
}

function orderLine(words: string, { amount, account: charged = account }: Line) {
  const where = { ShipToLocation: 'Seattle', ShipToOrganizationCode: '001', DestinationTypeCode: 'EXPENSE' };
  const distributions = [{ DistributionNumber: 1, Amount: Number(amount), POChargeAccount: charged }];
  const schedules = [
    { ScheduleNumber: 1, Amount: Number(amount), RequestedDeliveryDate: '2027-12-31', ...where, distributions },
  ];
  return { LineType: 'Fixed Price Services', Description: `${words} work`, Amount: Number(amount), schedules };
}

async function contractsOf(orderId: string): Promise<Contract[]> {
  const all = (await rig.control('procore', 'GET', 'records/purchase_order_contracts')) as Record<string, Contract[]>;
  return Object.values(all)
    .flat()
    .filter(({ origin_id }) => origin_id === orderId);
}

async function contractOf(orderId: string): Promise<Contract> {
  const [contract, ...others] = await contractsOf(orderId);
  expect(others).toEqual([]);
  if (contract === undefined) throw new Error(`no commitment of order ${orderId}`);
  return contract;
}

const amounts = ({ line_items }: Contract) => line_items.map(({ amount }) => amount);
const heldFor = async (id: string) =>
  (await rig.holds()).find(({ document }) => document.sourceId === id && document.kind === 'purchaseOrderImport');

/** What is read of the hold that is waited for: a pass that looks at it again may have taken it away a moment later. */
async function untilHeld(id: string, reason: string): Promise<string> {
  let said = '';
  await rig.until(`${id} held for ${reason}`, async () => {
    const held = await heldFor(id);
    if (held?.hold.reasons.includes(reason as never) !== true) return false;
    said = held.problems.map(({ message }) => message).join(' ');
    return true;
  });
  return said;
}

async function untilMade(id: string): Promise<Contract> {
  await poll();
  await rig.untilStage(id, ['posted']);
  await rig.until('its workflow has ended', async () => !(await rig.document(id)).open);
  return contractOf(id);
}

async function writes(): Promise<Record<string, number>> {
  const { counts } = (await rig.control('procore', 'GET', 'calls')) as { counts: Record<string, string> };
  return Object.fromEntries(
    Object.entries(counts).flatMap(([call, count]) =>
      /^(PATCH|POST|DELETE) .*contracts/.test(call) ? [[call, Number(count)]] : [],
    ),
  );
}

const ofProject = (id: string) => `projects/${workedProjectId}/purchase_order_contracts/${id}`;
/** What a person does in Procore is heard of by the feed of commitments. */
async function inProcore(method: string, contract: Contract, change?: unknown): Promise<void> {
  await rig.control('procore', method, ofProject(contract.id), change);
  await rig.activities.pollCommitments({ ...rig.scope, projectId: workedProjectId });
}

const fault = (path: string) =>
  rig.control('procore', 'POST', 'faults', { kind: 'commitThenLose', match: { method: 'PATCH', path } });

test('before the connection is live no order is read; the first poll afterwards imports it', async () => {
  expect((await rig.documents('purchaseOrderImport')).map(({ sourceId }) => sourceId)).not.toContain(early);
  expect(amounts(await untilMade(early))).toEqual(['12']);
});

test('an open order becomes an approved commitment with its lines to the cent; another poll writes nothing', async () => {
  const id = await buy('Switchgear', [{ amount: '1250.10' }, { amount: '99.95', account: elsewhere }]);
  const contract = await untilMade(id);
  expect(contract).toMatchObject({ title: 'Switchgear', status: 'Approved', vendor: { id: fusionVendor.id } });
  expect(contract.origin_code).toBe(contract.number);
  expect(amounts(contract)).toEqual(['1250.1', '99.95']);
  expect(contract.grand_total).toBe('1350.05');
  expect(await rig.document(id)).toMatchObject({ kind: 'purchaseOrderImport', projectId: workedProjectId });

  const before = await writes();
  await poll();
  await inTenant('', async (tx) => tx.documents.hint(await rig.document(id)));
  await rig.until('looked at again', async () => !(await rig.document(id)).open);
  expect(await writes()).toEqual(before);
});

test('a commitment that was made of an order becomes no order, and one made of a commitment no commitment', async () => {
  const id = await buy('Echo', [{ amount: '10.00' }]);
  const { id: contractId } = await untilMade(id);
  await rig.activities.pollCommitments({ ...rig.scope, projectId: workedProjectId });
  await rig.untilStage(contractId, ['recorded']);
  const ordered = await system.items<{ Description: string }>('purchaseOrders');
  expect(ordered.filter(({ Description }) => Description.includes('Echo'))).toHaveLength(1);

  const ours = await buy('PCAAAAAAAAAAAAAAAAAA 4411 SC-1', [{ amount: '10.00' }]);
  await poll();
  await inTenant('', async (tx) => {
    const hint = { ...rig.scope, kind: 'purchaseOrderImport', sourceId: ours, projectId: '' };
    await tx.hints.hintAll([hint], 0);
  });
  await rig.until('looked at', async () => !(await rig.document(ours)).open);
  expect(await rig.document(ours)).toMatchObject({ stage: null });
  expect(await contractsOf(ours)).toEqual([]);
});

test.each(['purchase_order_contracts/sync', 'line_items/sync', 'purchase_order_contracts/\\d+'])(
  'the answer of %s is lost: what stands is found, and nothing is made twice',
  async (path) => {
    await fault(`.*${path}$`);
    const id = await buy(`Lost ${path.slice(0, 12)}`, [{ amount: '500.00' }, { amount: '0.01' }]);
    const contract = await untilMade(id);
    expect(amounts(contract)).toEqual(['500', '0.01']);
    expect(contract.status).toBe('Approved');
  },
);

test('two polls at once, and a worker that stops between contract and lines, make one commitment', async () => {
  const id = await buy('Twice', [{ amount: '70.00' }]);
  await fault('.*line_items/sync');
  await Promise.all([poll(), poll()]);
  await rig.until('the contract stands', async () => (await contractsOf(id)).length === 1);
  await rig.stopWorkers();
  await rig.startWorkers();
  await rig.untilStage(id, ['posted']);
  expect(amounts(await contractOf(id))).toEqual(['70']);
});

test('an order that changes after its commitment was approved is held with the difference; set to draft, it is written', async () => {
  const id = await buy('Changed', [{ amount: '300.00' }]);
  const contract = await untilMade(id);
  await system.control('POST', 'orders/change', {
    ...{ order: id, until: 'approved' },
    body: { lines: [{ LineNumber: 2, ...orderLine('Added', { amount: '45.50' }) }] },
  });
  await poll();
  expect(await untilHeld(id, 'changedAfterPosting')).toContain('45.5');
  expect(amounts(await contractOf(id))).toEqual(['300']);
  await inProcore('PATCH', contract, { status: 'Draft' });
  await rig.until('both lines stand', async () => (await contractOf(id)).line_items.length === 2);
  await rig.until('approved again', async () => (await contractOf(id)).status === 'Approved');
  expect(amounts(await contractOf(id))).toEqual(['300', '45.5']);
});

test('what a person edits in Procore is never written over, and goes on by itself once both agree', async () => {
  const id = await buy('Edited', [{ amount: '80.00' }]);
  const contract = await untilMade(id);
  const [line] = contract.line_items;
  await inProcore('PATCH', contract, { line_items: [{ id: line?.id, amount: '81.00' }] });
  expect(await untilHeld(id, 'foundButDifferent')).toContain('81');
  const before = await writes();
  await inProcore('PATCH', contract, { line_items: [{ id: line?.id, amount: '80.00' }] });
  await rig.until('the hold has ended', async () => (await heldFor(id)) === undefined);
  expect(await writes()).toEqual(before);
});

test('deleted in Procore it is made no second time', async () => {
  const id = await buy('Deleted', [{ amount: '20.00' }]);
  await inProcore('DELETE', await untilMade(id));
  expect(await untilHeld(id, 'withdrawnAfterPosting')).toContain('no second time');
  expect(await contractsOf(id)).toHaveLength(1);
});

test('an order that is closed closes its commitment; canceled before, it becomes none', async () => {
  const id = await buy('Closed', [{ amount: '15.00' }]);
  await untilMade(id);
  await system.control('POST', 'orders/close', { order: id, closeAction: 'close', closeReason: 'done' });
  await poll();
  await rig.until('closed', async () => (await contractOf(id)).status === 'Closed');

  const early = await buy('Early', [{ amount: '15.00' }]);
  await system.control('POST', 'orders/cancel', { order: early, cancellationReason: 'none', initiatingParty: 'buyer' });
  await poll();
  expect(await contractsOf(early)).toEqual([]);
});

test('canceled afterwards it is held until a person closed the commitment', async () => {
  const id = await buy('Canceled', [{ amount: '33.00' }]);
  const contract = await untilMade(id);
  await system.control('POST', 'orders/cancel', { order: id, cancellationReason: 'none', initiatingParty: 'buyer' });
  await poll();
  expect(await untilHeld(id, 'changedAfterPosting')).toContain('was canceled');
  await inProcore('PATCH', contract, { status: 'Closed' });
  await rig.until('the hold has ended', async () => (await heldFor(id)) === undefined);
  expect((await contractOf(id)).status).toBe('Closed');
});

test('an account without a cost code holds, and publishing it releases each order that waits for it', async () => {
  const all = await system.items<Record<string, string>>('accountCombinationsLOV');
  const printed = all.map(({ company, project, account: natural, costCode, future1 }) =>
    [company, project, natural, costCode, future1].join('.'),
  );
  const nowhere = printed.find((one) => one.startsWith('200.4411.1340.') && ![account, elsewhere].includes(one)) ?? '';
  const ids = [
    await buy('Uncoded 1', [{ amount: '5.00', account: nowhere }]),
    await buy('Uncoded 2', [{ amount: '6.00', account: nowhere }]),
  ];
  await poll();
  for (const id of ids) expect(await untilHeld(id, 'unmappedCostCode')).toContain(nowhere);
  await publish(nowhere, '05-120.M');
  for (const id of ids) await rig.untilStage(id, ['posted']);
});

const permit = (ids: readonly string[]) => rig.control('procore', 'PUT', 'permitted-projects', ids);
const archived = { id: workedProjectId, name: 'Harborview', project_number: '4411', active: false };

test.each([
  ['the service account may not use', () => permit([]), () => permit([workedProjectId])],
  [
    'is archived',
    () =>
      rig.control('procore', 'POST', 'faults', {
        ...{ kind: 'status', status: 200, body: archived, count: 2 },
        match: { method: 'GET', path: `/rest/v1.0/projects/${workedProjectId}$` },
      }),
    () => rig.control('procore', 'DELETE', 'faults'),
  ],
])(
  'an order of a project that %s is not imported and says so; once that is over, it is',
  async (what, closeIt, openIt) => {
    const before = await writes();
    await closeIt();
    const id = await buy(`Of a project that ${what}`, [{ amount: '64.00' }]);
    await poll();
    expect(await untilHeld(id, 'notLive')).toContain('project 4411');
    expect([await contractsOf(id), await writes()]).toEqual([[], before]);
    await openIt();
    await rig.activities.discoverProjects(rig.scope);
    await rig.untilStage(id, ['posted']);
    expect(amounts(await contractOf(id))).toEqual(['64']);
  },
);

const rebuildReason = () =>
  inTenant('', async (tx) => (await tx.connections.load(rig.scope.connectionId)).rebuildReason);

// The last one: what the tests before did is forgotten in part.
test('a database that is restored forgets what was imported: nothing is made or written again, and what became of it meanwhile is seen', async () => {
  const bought = async (words: string) => buy(`Restored, ${words}`, [{ amount: '90.00' }]);
  const kept = await bought('kept');
  await untilMade(kept);
  await startOfAWorker(rig);
  await rig.stopWorkers();
  const restore = await backUp(rig);
  await rig.startWorkers();

  const all = { forgotten: '', changed: '', deleted: '', closed: '', canceled: '' };
  for (const words of Object.keys(all) as (keyof typeof all)[]) {
    all[words] = await bought(words);
    await untilMade(all[words]);
  }
  await startOfAWorker(rig);
  await rig.stopWorkers();
  await system.control('POST', 'orders/change', {
    ...{ order: all.changed, until: 'approved' },
    body: { lines: [{ LineNumber: 2, ...orderLine('Added', { amount: '45.50' }) }] },
  });
  await rig.control('procore', 'DELETE', ofProject((await contractOf(all.deleted)).id));
  await system.control('POST', 'orders/close', { order: all.closed, closeAction: 'close', closeReason: 'done' });
  await system.control('POST', 'orders/cancel', {
    ...{ order: all.canceled, cancellationReason: 'none', initiatingParty: 'buyer' },
  });
  const before = await writes();
  await restore();
  await startOfAWorker(rig);
  expect(await rebuildReason()).toMatch(/the ledger ends at posting/);
  await rig.startWorkers();
  await poll();
  expect(await untilHeld(all.forgotten, 'paused')).toContain('a restored one');
  await rebuildLedger(rig);
  expect(await rebuildReason()).toBeNull();
  // As its feed does, which begins where it stood.
  await rig.activities.pollCommitments({ ...rig.scope, projectId: workedProjectId });
  await rig.untilStage(all.forgotten, ['posted']);
  expect(await untilHeld(all.changed, 'changedAfterPosting')).not.toBe('');
  expect(await untilHeld(all.deleted, 'erpVoided')).not.toBe('');
  expect(await untilHeld(all.canceled, 'changedAfterPosting')).toContain('was canceled');
  await rig.until('closed', async () => (await contractOf(all.closed)).status === 'Closed');
  await rig.untilStage(all.closed, ['posted']);
  await rig.untilStage(kept, ['posted']);
  const after = await writes();
  const [closing, ...others] = Object.entries(after).filter(([call, count]) => before[call] !== count);
  expect([closing?.[0], (closing?.[1] ?? 0) - (before[closing?.[0] ?? ''] ?? 0), others]).toEqual([
    expect.stringMatching(/^PATCH .*purchase_order_contracts\/:id$/),
    1,
    [],
  ]);
  for (const id of [kept, ...Object.values(all)]) expect(await contractsOf(id)).toHaveLength(1);
});
