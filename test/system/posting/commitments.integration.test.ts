import { randomUUID } from 'node:crypto';
import { takeInEvents } from '../../../src/api/take-in-events';
import { goOnWith } from '../../../src/application/vendors/go-on-with';
import { resumeHolds } from '../../../src/application/holds/resume-holds';
import { linkVendor } from '../../../src/application/vendors/link-vendor';
import { Unavailable } from '../../../src/clients/http/client-error';
import { testContext } from '../../stack/test-context';
import { workedProjectId, type AddedItem } from '../support/added-contracts';
import { decide } from '../support/after-choices';
import { fusionUnit, fusionVendor, startFusionRig, type FusionRig } from '../support/fusion-rig';
import { LaterContracts } from '../support/later-contracts';
import type { Rig } from '../support/rig';
import { enterSupplier, supplierToEnter } from '../support/whole-fusion';
import { billByHand, bothUnits, idaho, secondUnit } from '../support/second-unit';

// A commitment that is approved in Procore's sandbox becomes an open order in Fusion's, and its requisition an invoice on that.
// What can come late, twice or in another order: an event and a poll, the answer of a draft or of its submission, the approval
// and the commitment's own changes.

const billed = (total: string): AddedItem => ({ code: '26-010.S', total, withheld: String(Number(total) / 10) });
const second = { ...billed('1500.00'), totalBefore: '1000.00', withheldBefore: '100.00' };
const numbers = [
  ...['WAY', 'BILLED', 'EVENT', 'POLL', 'DRAFTLOST', 'DRAFTCUT', 'SUBMITLOST', 'SUBMITCUT', 'REJECTED', 'TAKENBACK'],
  ...['RESUMED', 'MOMENT', 'UNAPPROVED', 'DELETED', 'EARLY', 'EDITED', 'OTHERONE', 'ACCEPTED'],
];

interface Order {
  readonly POHeaderId: string;
  readonly ProcurementBUId: string;
  readonly RequisitioningBUId: string;
  readonly BuyerId: string;
  readonly SupplierSite: string;
  readonly OrderNumber: string;
  readonly StatusCode: string;
  readonly Description: string;
  readonly lines: readonly { readonly POLineId: string }[];
}

interface Invoice {
  readonly InvoiceNumber: string;
  readonly InvoiceAmount: string;
  readonly BusinessUnit: string;
  readonly SupplierSite: string;
  readonly ValidationStatus: string;
  readonly invoiceLines: readonly { readonly LineAmount: string; readonly PurchaseOrderNumber: string | null }[];
}

let system: FusionRig;
let rig: Rig;
let survivor: Readonly<Record<string, unknown>>;
const contracts = new LaterContracts();

beforeAll(async () => {
  system = await startFusionRig({
    before: secondUnit,
    sections: bothUnits(),
    shape: (data) => {
      survivor = supplierToEnter(data);
      contracts.keep(data, [
        ...numbers.map((number) => ({
          number,
          vendorId: fusionVendor.id,
          requisitions: [{ items: [billed('1000.00')] }],
        })),
        {
          number: 'UNMAPPED',
          vendorId: fusionVendor.id,
          requisitions: [{ items: [{ ...billed('1000.00'), code: '05-120.M' as const }] }],
        },
        {
          number: 'MERGED',
          vendorId: fusionVendor.id,
          requisitions: [{ items: [billed('1000.00')] }, { items: [second] }],
        },
        {
          number: 'IDAHO',
          vendorId: fusionVendor.id,
          requisitions: [
            { items: [{ ...billed('1000.00'), code: '03-300.S' as const }] },
            { items: [{ ...second, code: '03-300.S' as const }] },
          ],
        },
      ]);
    },
  });
  ({ rig } = system);
  await rig.goLive(['4411']);
});
afterAll(() => system.close());
beforeEach(() => approvalIs('automatic'));

const approvalIs = (approval: 'automatic' | 'manual') => system.control('PUT', 'settings', { approval });
const poll = () => rig.activities.pollCommitments({ ...rig.scope, projectId: workedProjectId });
/** As its feed does: what cannot be told now, such as an empty answer that nothing proves, is asked again. */
const standing = () =>
  rig.activities.pollStanding(rig.scope).catch((error: unknown) => {
    if (!(error instanceof Unavailable)) throw error;
  });

/** Drafts and orders of a contract, by what they say of it. */
async function ordersOf(number: string): Promise<Order[]> {
  const all = await system.items<Order>('purchaseOrders');
  return all.filter(({ Description }) => Description.includes(` ${number} `));
}

async function invoicesOf(number: string): Promise<Invoice[]> {
  return (await system.items<Invoice>('invoices')).filter((one) => one.InvoiceNumber.includes(`-${number}-`));
}

const none = () => Promise.reject(new Error('the test needs no Temporal'));

/** A webhook, as the api stores one and takes it in. */
async function event(resourceId: string, eventType = 'update'): Promise<string> {
  const { store } = rig.test;
  const named = { eventId: randomUUID(), resource: 'Work Order Contracts', resourceId, projectId: workedProjectId };
  const sealed = await store.sealed.seal(rig.scope.tenantId, 'webhook', '{}');
  await store.webhookInbox.store(rig.scope, { ...named, userId: '9', eventType, eventAt: null }, sealed);
  const { taken } = await takeInEvents(store, { tenantId: rig.scope.tenantId, failedBefore: false });
  return taken[0]?.outcome ?? '';
}

/** Looks until Fusion has taken the order so far that the document stands there. */
async function untilStage(sourceId: string, ...stages: string[]) {
  await rig.until(`${sourceId} in ${stages.join(' or ')}`, async () => {
    await standing();
    const now = (await rig.documents()).find((one) => one.sourceId === sourceId);
    return stages.includes(now?.stage ?? '');
  });
  return rig.untilStage(sourceId, stages);
}

/** By its row, which a pass writes after the feed has seen where the order stands; nobody has asked it to look again. */
const heldFor = (id: string, reason: string) =>
  rig.until(`${id} held for ${reason}`, async () => {
    const held = (await rig.holds()).find((one) => one.document.sourceId === id);
    return held?.hold.reasons.join() === reason && held.hold.releaseAskedAt === null;
  });

async function reasonsOf(sourceId: string): Promise<readonly string[]> {
  return (await rig.holds()).find((one) => one.document.sourceId === sourceId)?.hold.reasons ?? [];
}

test('an approved commitment becomes an open order', async () => {
  const id = await contracts.appear(rig, 'WAY');
  await poll();
  expect(await untilStage(id, 'posted')).toMatchObject({ kind: 'commitment', commitmentId: id });
  await rig.until('its workflow has ended', async () => !(await rig.document(id)).open);
  expect(await ordersOf('WAY')).toMatchObject([{ StatusCode: 'OPEN' }]);
});

test('its requisition, heard of before, waits for the order and goes on by itself: an invoice matched to it', async () => {
  const { control } = system;
  await approvalIs('manual');
  const id = await contracts.appear(rig, 'BILLED');
  const bill = await contracts.bill(rig, 'BILLED', 1);
  await rig.poll('4411');
  await rig.untilStage(bill, ['waiting']);
  expect(await reasonsOf(bill)).toEqual(['orderNotOpen']);
  await poll();
  await untilStage(id, 'delivered');
  expect(await invoicesOf('BILLED')).toEqual([]);
  const [order] = await ordersOf('BILLED');
  await control('POST', 'orders/approve', { order: order?.POHeaderId });
  await approvalIs('automatic');
  await untilStage(id, 'posted');
  await rig.untilStage(bill, ['posted', 'vouchered']);
  expect(await invoicesOf('BILLED')).toMatchObject([
    {
      InvoiceAmount: '900',
      ValidationStatus: 'Validated',
      invoiceLines: [{ LineAmount: '1000', PurchaseOrderNumber: order?.OrderNumber }, { LineAmount: '-100' }],
    },
  ]);
});

test.each([
  ['EVENT', ['event', 'poll']],
  ['POLL', ['poll', 'event']],
])('%s: what is heard of twice, in either order (%s), is ordered once', async (number, heard) => {
  const id = await contracts.appear(rig, number);
  for (const how of heard) {
    if (how === 'event') expect(await event(id, 'create')).toBe('hinted');
    else await poll();
  }
  await untilStage(id, 'posted');
  expect(await ordersOf(number)).toHaveLength(1);
});

test.each([
  ['DRAFTLOST', { match: { method: 'POST', path: 'draftPurchaseOrders$' }, kind: 'commitThenLose' }],
  ['DRAFTCUT', { match: { method: 'POST', path: 'draftPurchaseOrders$' }, kind: 'cutBody' }],
  ['SUBMITLOST', { match: { resource: 'draftPurchaseOrders', action: 'submit' }, kind: 'commitThenLose' }],
  ['SUBMITCUT', { match: { resource: 'draftPurchaseOrders', action: 'submit' }, kind: 'cutBody' }],
])('%s: a lost answer makes no second order and no second submission', async (number, fault) => {
  await system.control('DELETE', 'calls');
  await system.control('POST', 'faults', { ...fault, count: 1 });
  const id = await contracts.appear(rig, number);
  await poll();
  await rig.until(`${number} is ordered`, async () => {
    await standing();
    if ((await reasonsOf(id)).includes('erpUnreachable')) await rig.hintOne(id);
    return (await rig.documents()).some((one) => one.sourceId === id && one.stage === 'posted');
  });
  expect(await ordersOf(number)).toMatchObject([{ StatusCode: 'OPEN' }]);
  const { counts } = (await system.control('GET', 'calls')) as { counts: Record<string, number> };
  expect(counts['action draftPurchaseOrders submit']).toBe(1);
});

test.each([
  ['REJECTED', 'reject'],
  ['TAKENBACK', 'withdraw'],
])(
  '%s: an order that its approver does not let through (%s) is held, and goes on once it is open',
  async (number, act) => {
    const { control } = system;
    await approvalIs('manual');
    const id = await contracts.appear(rig, number);
    await poll();
    await untilStage(id, 'delivered');
    const [order] = await ordersOf(number);
    await control('POST', `orders/${act}`, { order: order?.POHeaderId, reason: 'Not in the budget' });
    await approvalIs('automatic');
    await untilStage(id, 'held');
    expect(await reasonsOf(id)).toEqual(['erpRejected']);
    await control('PATCH', `items/purchaseOrders/${order?.POHeaderId}`, { Status: 'Open', StatusCode: 'OPEN' });
    await untilStage(id, 'posted');
    expect(await ordersOf(number)).toHaveLength(1);
  },
);

test('what its approver rejected is submitted once for each time that a person resumes it, and not by a look', async () => {
  const { control } = system;
  const submits = async (): Promise<number> => {
    const { counts } = (await control('GET', 'calls')) as { counts: Record<string, number> };
    return counts['action draftPurchaseOrders submit'] ?? 0;
  };
  const context = await testContext(rig.test, { identity: 'C. Controller', role: 'operator' }, { withTemporal: none });
  const rejected = async (): Promise<void> => {
    const [order] = await ordersOf('RESUMED');
    await control('POST', 'orders/reject', { order: order?.POHeaderId, reason: 'Not in the budget' });
    await untilStage(id, 'held');
    await heldFor(id, 'erpRejected');
  };
  await approvalIs('manual');
  const id = await contracts.appear(rig, 'RESUMED');
  await poll();
  await untilStage(id, 'delivered');
  await control('DELETE', 'calls');
  await rejected();
  // Whatever else lets it look again does not submit it.
  await rig.hintOne(id);
  await rig.until('it was looked at', async () => (await resumeHolds(context, 'all')).length > 0);
  await heldFor(id, 'erpRejected');
  expect(await submits()).toBe(0);

  await resumeHolds(context, { document: `commitment/${id}` });
  await untilStage(id, 'delivered');
  expect(await submits()).toBe(1);
  await rejected();
  await rig.hintOne(id);
  await heldFor(id, 'erpRejected');
  expect(await submits()).toBe(1);

  await approvalIs('automatic');
  await resumeHolds(context, { document: `commitment/${id}` });
  await untilStage(id, 'posted');
  expect(await submits()).toBe(2);
  expect(await ordersOf('RESUMED')).toMatchObject([{ StatusCode: 'OPEN' }]);
});

test('who resumes in the moment in which a pass looks at what was sent back is heard: it is submitted once more', async () => {
  const context = await testContext(rig.test, { identity: 'C. Controller', role: 'operator' }, { withTemporal: none });
  await approvalIs('manual');
  const id = await contracts.appear(rig, 'MOMENT');
  await poll();
  await untilStage(id, 'delivered');
  const [order] = await ordersOf('MOMENT');
  await system.control('POST', 'orders/reject', { order: order?.POHeaderId, reason: 'Not in the budget' });
  await untilStage(id, 'held');
  await heldFor(id, 'erpRejected');
  await approvalIs('automatic');
  // As a pass does that begins, and has read it.
  const { id: documentId } = await rig.document(id);
  await rig.test.store.inTenant(rig.scope.tenantId, async (tx) => {
    await tx.holds.close(documentId);
    await tx.documents.setStage(documentId, 'checking', true);
  });
  await resumeHolds(context, { document: `commitment/${id}` });
  await untilStage(id, 'posted');
  expect(await ordersOf('MOMENT')).toMatchObject([{ StatusCode: 'OPEN' }]);
});

test('approval taken back while the order stands is held with what stands, and ends when it is approved again', async () => {
  const id = await contracts.appear(rig, 'UNAPPROVED');
  await poll();
  await untilStage(id, 'posted');
  await contracts.change(rig, 'UNAPPROVED', { status: 'Draft' });
  await poll();
  await rig.untilStage(id, ['held']);
  expect(await reasonsOf(id)).toEqual(['withdrawnAfterPosting']);
  await contracts.change(rig, 'UNAPPROVED', { status: 'Approved' });
  await poll();
  await rig.untilStage(id, ['posted']);
  expect(await ordersOf('UNAPPROVED')).toMatchObject([{ StatusCode: 'OPEN' }]);
});

test('deleted while its order stands, it is held; not yet ordered, it is withdrawn', async () => {
  const id = await contracts.appear(rig, 'DELETED');
  await poll();
  await untilStage(id, 'posted');
  await contracts.delete(rig, 'DELETED');
  await poll();
  await rig.untilStage(id, ['held']);
  expect(await reasonsOf(id)).toEqual(['withdrawnAfterPosting']);

  const early = await contracts.appear(rig, 'EARLY', { vendor: null });
  await poll();
  await rig.untilStage(early, ['held']);
  await contracts.delete(rig, 'EARLY');
  await event(early, 'delete');
  await rig.untilStage(early, ['withdrawn']);
  expect(await ordersOf('EARLY')).toEqual([]);
});

test('changed after its order stands, it is held with the difference, also while the order waits for approval', async () => {
  const { control } = system;
  await approvalIs('manual');
  const id = await contracts.appear(rig, 'EDITED');
  await poll();
  await untilStage(id, 'delivered');
  await contracts.change(rig, 'EDITED', contracts.withAmount('EDITED', '390000.00'));
  await poll();
  await rig.untilStage(id, ['held']);
  expect(await reasonsOf(id)).toEqual(['changedAfterPosting']);
  const [order] = await ordersOf('EDITED');
  await control('POST', 'orders/approve', { order: order?.POHeaderId });
  await approvalIs('automatic');
  await standing();
  await contracts.change(rig, 'EDITED', contracts.withAmount('EDITED', '400000.00'));
  await poll();
  await untilStage(id, 'posted');
  expect(await ordersOf('EDITED')).toHaveLength(1);
});

test('what a buyer changed on a line is accepted as it stands, and its requisition bills the order', async () => {
  const id = await contracts.appear(rig, 'ACCEPTED');
  await poll();
  await untilStage(id, 'posted');
  const [order] = await ordersOf('ACCEPTED');
  const [line] = order?.lines ?? [];
  const path = `items/purchaseOrders/${order?.POHeaderId}/lines/${line?.POLineId}`;
  await system.control('PATCH', path, { Amount: '399000', Ordered: '399000' });
  await rig.until('it is seen', async () => {
    await standing();
    return (await reasonsOf(id)).length > 0;
  });
  await heldFor(id, 'foundButDifferent');
  await decide(rig, await rig.document(id), { kind: 'acceptFound' });
  await untilStage(id, 'posted');
  const bill = await contracts.bill(rig, 'ACCEPTED', 1);
  await rig.poll('4411');
  await rig.untilStage(bill, ['posted', 'vouchered']);
  expect(await ordersOf('ACCEPTED')).toHaveLength(1);
});

test('what a mapping fix mends lets a commitment go on: a code without an account, and an account that is not there', async () => {
  const codes = { costCode: '05-120', costType: 'M' };
  const target = { company: '200', project: '4411', account: '1340', costCode: '26010' };
  const id = await contracts.appear(rig, 'UNMAPPED');
  await poll();
  await rig.untilStage(id, ['held']);
  expect(await reasonsOf(id)).toEqual(['unmappedCostCode']);
  await system.map(codes, { ...target, account: '9999' });
  await rig.until('another hold', async () => (await reasonsOf(id)).includes('accountMissing'));
  await system.map(codes, target);
  await untilStage(id, 'posted');
});

test('each company orders and is invoiced in its own units, and a bill is not paid from the site of another unit', async () => {
  await system.map({ costCode: '03-300', costType: 'S' }, idaho.account);
  const id = await contracts.appear(rig, 'IDAHO');
  const bill = await contracts.bill(rig, 'IDAHO', 1);
  await poll();
  await untilStage(id, 'posted');
  expect(await ordersOf('IDAHO')).toMatchObject([
    {
      ...{ ProcurementBUId: idaho.procurement.id, RequisitioningBUId: idaho.unit.id },
      ...{ BuyerId: idaho.buyerId, SupplierSite: idaho.site },
    },
  ]);
  const [home] = await ordersOf('BILLED');
  expect(home).toMatchObject({ ProcurementBUId: fusionUnit.id, RequisitioningBUId: fusionUnit.id });

  // Where it is ordered from nobody is paid; the site that was mapped for the other unit serves this one as well.
  const { supplierNumber } = fusionVendor;
  await rig.changeSettings({ posting: { paySites: { [supplierNumber]: home?.SupplierSite } } });
  await rig.poll('4411');
  await rig.untilStage(bill, ['held']);
  expect(await reasonsOf(bill)).toEqual(['vendorOnHold']);
  expect(await invoicesOf('IDAHO')).toEqual([]);
  await rig.changeSettings(bothUnits({ [supplierNumber]: idaho.paySite }));
  await rig.untilStage(bill, ['posted', 'vouchered']);
  expect(await invoicesOf('IDAHO')).toMatchObject([{ BusinessUnit: idaho.unit.name, SupplierSite: idaho.paySite }]);
  expect(await invoicesOf('BILLED')).toMatchObject([
    { BusinessUnit: fusionUnit.name, SupplierSite: home?.SupplierSite },
  ]);
});

test('what accounts payable bills by hand is seen in the unit that owes the order', async () => {
  const context = await testContext(rig.test, { identity: 'A. Payable', role: 'operator' }, { withTemporal: none });
  const [order] = await ordersOf('IDAHO');
  const { unit, paySite: site } = idaho;
  const number = 'BY-HAND';
  await billByHand(system.control, { number, order: order?.OrderNumber ?? '', unit: unit.name, site });
  const bill = await contracts.bill(rig, 'IDAHO', 2);
  await rig.poll('4411');
  await heldFor(bill, 'orderElsewhere');
  await system.control('POST', 'ap/cancel', { invoice: number });
  await resumeHolds(context, { document: `requisition/${bill}` });
  await rig.untilStage(bill, ['posted', 'vouchered']);
  expect((await invoicesOf('IDAHO')).map(({ InvoiceAmount }) => InvoiceAmount)).toEqual(['900', '450']);
});

test('where Fusion has another supplier under the number than was linked, nothing is ordered until a person links it anew', async () => {
  const { store } = rig.test;
  const { supplierNumber: number, id: vendorId } = fusionVendor;
  const identity = () =>
    store.inTenant(rig.scope.tenantId, async (tx) => (await tx.parties.ofVendor(rig.scope, vendorId)).erpIdentity);
  // What was posted before has told who it is.
  expect(await identity()).toMatchObject({ number, id: expect.stringMatching(/^\d+$/) });
  await store.inTenant(rig.scope.tenantId, async (tx) => {
    const { id } = await tx.parties.ofVendor(rig.scope, vendorId);
    await tx.parties.link(rig.scope, id, { number, taxId: '', identity: { number, id: '1' } });
  });
  const id = await contracts.appear(rig, 'OTHERONE');
  await poll();
  await rig.untilStage(id, ['held']);
  expect(await reasonsOf(id)).toEqual(['vendorConflict']);
  expect(await ordersOf('OTHERONE')).toEqual([]);
  const given = { procore: rig.procorePort, erp: rig.erp };
  const context = await testContext(rig.test, { identity: 'A. Payable', role: 'operator' }, given);
  await linkVendor(context, { vendorId, supplierNumber: number });
  await untilStage(id, 'posted');
});

test('suppliers that were merged in Fusion are decided about once: what it moved counts with the survivor, and nothing is posted', async () => {
  const { control } = system;
  const { supplierNumber: earlier, id: vendorId } = fusionVendor;
  const later = '61999';
  const id = await contracts.appear(rig, 'MERGED');
  await poll();
  await untilStage(id, 'posted');
  const bill = await contracts.bill(rig, 'MERGED', 1);
  await rig.poll('4411');
  await rig.untilStage(bill, ['posted', 'vouchered']);

  await enterSupplier(control, survivor, {
    name: 'Survivor Inc',
    number: later,
    ids: '300000481',
    taxId: '91-7700009',
  });
  const [to] = await system.items<{ SupplierId: string; sites: { SupplierSiteId: string; SupplierSite: string }[] }>(
    `suppliers?SupplierNumber=${later}`,
  );
  const [{ SupplierSiteId, SupplierSite } = { SupplierSiteId: '', SupplierSite: '' }] = to?.sites ?? [];
  const [order] = await ordersOf('MERGED');
  const moved = { Supplier: 'Survivor Inc', SupplierSite };
  const of = { SupplierId: to?.SupplierId, SupplierSiteId };
  await control('PATCH', `items/purchaseOrders/${order?.POHeaderId}`, { ...moved, ...of });
  const [invoice] = (await invoicesOf('MERGED')) as (Invoice & { InvoiceId: string })[];
  await control('PATCH', `items/invoices/${invoice?.InvoiceId}`, { ...moved, SupplierNumber: later });
  await rig.until('both wait for the vendor', async () => {
    await standing();
    return [await reasonsOf(id), await reasonsOf(bill)].every((reasons) => reasons.join() === 'vendorConflict');
  });

  const given = { procore: rig.procorePort, erp: rig.erp };
  const context = await testContext(rig.test, { identity: 'A. Payable', role: 'operator' }, given);
  await linkVendor(context, { vendorId, supplierNumber: later });
  const { id: partyId } = await rig.test.store.inTenant(rig.scope.tenantId, (tx) =>
    tx.parties.ofVendor(rig.scope, vendorId),
  );
  await heldFor(partyId, 'vendorConflict');
  expect([await reasonsOf(id), await reasonsOf(bill)]).toEqual([['vendorConflict'], ['vendorConflict']]);
  await goOnWith(context, { vendorId, earlier, with: later, note: 'merged by procurement' });
  await rig.untilStage(id, ['posted']);
  await rig.untilStage(bill, ['posted', 'vouchered']);
  await contracts.bill(rig, 'MERGED', 2);
  await rig.poll('4411');
  await rig.until('the next one is posted', async () => (await invoicesOf('MERGED')).length === 2);
  await standing();
  expect([await reasonsOf(id), await reasonsOf(bill)]).toEqual([[], []]);
  expect(await ordersOf('MERGED')).toHaveLength(1);
});
