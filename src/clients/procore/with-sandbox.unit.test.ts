import { join } from 'node:path';
import { QUOTAS } from '../../sandbox/procore/quota';
import { startProcoreSandbox, type ProcoreSandbox } from '../../sandbox/procore/server';
import { allPages } from './calls/all-pages';
import { listBillingPeriods } from './records/billing-periods';
import {
  listCommitmentChangeOrders,
  listedCommitmentChangeOrders,
  showChangeOrderPackage,
} from './records/change-orders';
import { complianceBreaches } from '../../domain/vendor/compliance';
import { checkProcore } from './check-procore';
import { directCostsByIds, listDirectCostLines, listDirectCosts, showDirectCost } from './records/direct-costs';
import { listInsurances } from './records/insurances';
import { createProcoreClient, type ProcoreClient } from './calls/client';
import { showCommitment } from './records/commitments';
import { listCostCodes } from './records/cost-codes';
import { showProject } from './records/projects';
import { unlimitedQuota, type QuotaObservation } from './calls/quota';
import {
  countRequisitions,
  listChangeOrderItems,
  listRequisitions,
  requisitionsByIds,
  showRequisition,
} from './records/requisitions';
import { writeRequisitionOrigin } from './records/origins';
import { listTaxCodes } from './records/tax-codes';
import { listInactiveVendors, listVendors, showVendor } from './records/vendors';
import { webhookPort } from './webhook-port';
import { listWbsCodes } from './records/wbs-codes';

const dataFolder = join(__dirname, '../../sandbox/procore/fixtures/tiny');
const companyId = '562949953421312';
const projectId = '562949953443325';
const always = { updatedFrom: new Date('2020-01-01T00:00:00Z'), updatedTo: new Date('2030-01-01T00:00:00Z') };

let sandbox: ProcoreSandbox;
let client: ProcoreClient;
const limits: QuotaObservation[] = [];

function clientWith(secret: string): ProcoreClient {
  return createProcoreClient(
    {
      environment: 'developerSandbox',
      companyId,
      clientId: 'sandbox-client',
      clientSecret: secret,
      loginBaseUrl: sandbox.url,
      apiBaseUrl: sandbox.url,
    },
    { quota: { ...unlimitedQuota, observe: (one) => void limits.push(one) } },
  );
}

beforeEach(async () => {
  limits.length = 0;
  sandbox = await startProcoreSandbox({ dataFolder, quota: QUOTAS.wide, answers: { wholeItemsListed: true } });
  client = clientWith('sandbox-secret');
});
afterEach(async () => {
  await client.close();
  await sandbox.close();
});

test('a connection is found good, and with a wrong secret it is not', async () => {
  expect((await checkProcore(client)).filter((step) => !step.ok)).toEqual([]);
  const stranger = clientWith('wrong');
  expect(await checkProcore(stranger)).toMatchObject([{ name: 'token', ok: false }]);
  await stranger.close();
});

describe('insurances of a vendor', () => {
  const control = (method: string, path: string, body: object) =>
    fetch(`${sandbox.controlUrl}/control/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const insured = { insurance_type: 'Auto', policy_number: 'P-1', status: 'compliant', effective_date: '2019-01-01' };
  const add = (vendorId: string, fields: object) =>
    control('POST', 'insurances', { vendor_id: Number(vendorId), ...insured, ...fields });

  test('are read whole, without who insures, and only those of that vendor', async () => {
    await add('562949953450001', { expiration_date: '2020-01-01' });
    await add('562949953450001', { insurance_type: ' ', status: null, effective_date: null, exempt: true });
    await add('562949953450002', { expiration_date: '2099-01-01' });
    expect(await listInsurances(client, { vendorId: '562949953450001' })).toEqual([
      ...[
        {
          type: 'Auto',
          status: 'compliant',
          effectiveDate: '2019-01-01',
          expirationDate: '2020-01-01',
          isExempt: false,
        },
      ],
      { type: null, status: null, effectiveDate: null, expirationDate: null, isExempt: true },
    ]);
  });

  test.each([
    [false, 'compliant'],
    [true, 'expired'],
  ])(
    'are judged by their date whether their status follows it (%p) or not',
    async (insuranceStatusFollowsDate, status) => {
      await control('PUT', 'settings', { insuranceStatusFollowsDate });
      await add('562949953450001', { expiration_date: '2020-01-01' });
      const insurances = await listInsurances(client, { vendorId: '562949953450001' });
      expect(insurances).toMatchObject([{ status }]);
      expect(complianceBreaches(['expiredInsurance'], { insurances: { insurances } }, '2026-11-05')).toEqual([
        { requirement: 'expiredInsurance', says: 'Auto expired on 2020-01-01' },
      ]);
    },
  );

  test('that the account may not see, or of a vendor that is not shown, are refused and never none', async () => {
    expect(await listInsurances(client, { vendorId: '562949953450001' })).toEqual([]);
    await expect(listInsurances(client, { vendorId: '1' })).rejects.toMatchObject({ kind: 'Rejected', status: 404 });
    expect((await checkProcore(client, { insurances: true })).at(-1)).toMatchObject({ name: 'insurances', ok: true });
    await control('POST', 'faults', { match: { path: 'insurances' }, kind: 'status', status: 403, count: 2 });
    await expect(listInsurances(client, { vendorId: '562949953450001' })).rejects.toMatchObject({
      kind: 'Rejected',
      status: 403,
    });
    expect((await checkProcore(client, { insurances: true })).at(-1)).toMatchObject({ name: 'insurances', ok: false });
  });
});

test('the list, the bulk read and the single read give the same requisition', async () => {
  const page = await listRequisitions(client, { projectId, ...always });
  expect(page.items.length).toBeGreaterThan(0);
  expect(page.serverDate).toMatch(/^\d{4}-.*Z$/);
  const byIds = await requisitionsByIds(client, { projectId, requisitionIds: page.items.map((one) => one.id) });
  const byId = (left: { id: string }, right: { id: string }): number => left.id.localeCompare(right.id);
  expect(byIds.unreadable).toEqual([]);
  expect([...byIds.found].sort(byId)).toEqual([...page.items].sort(byId));
  const first = page.items[0]!;
  expect(await showRequisition(client, { projectId, requisitionId: first.id })).toEqual(first);
  expect(first.items.length).toBeGreaterThan(0);
  expect(limits.every((one) => one.limit !== null && one.remaining !== null && one.resetAfterMs !== null)).toBe(true);
});

test('a count says how many a reading of the same range gives, and shows none of them', async () => {
  const page = await listRequisitions(client, { projectId, ...always });
  expect(await countRequisitions(client, { projectId, ...always })).toBe(page.items.length);
  const never = { updatedFrom: new Date('2001-01-01T00:00:00Z'), updatedTo: new Date('2001-01-02T00:00:00Z') };
  expect(await countRequisitions(client, { projectId, ...never })).toBe(0);
});

test('a range in which nothing changed is empty', async () => {
  const updatedFrom = new Date('2001-01-01T00:00:00Z');
  const page = await listRequisitions(client, { projectId, updatedFrom, updatedTo: new Date('2001-01-02T00:00:00Z') });
  expect(page).toMatchObject({ items: [], hasNext: false });
});

test('what does not exist is null', async () => {
  expect(await showRequisition(client, { projectId, requisitionId: '1' })).toBeNull();
  expect(await showVendor(client, { vendorId: '1' })).toBeNull();
  expect(await showChangeOrderPackage(client, { projectId, packageId: '1' })).toBeNull();
  const commitment = { projectId, commitmentId: '1', commitmentType: 'WorkOrderContract' };
  expect(await showCommitment(client, commitment)).toBeNull();
});

test('a project that is not permitted says what to ask whom for', async () => {
  await expect(listRequisitions(client, { projectId: '562949953443326', ...always })).rejects.toMatchObject({
    kind: 'Rejected',
    status: 403,
    detail: { reason: 'projectOrToolNotPermitted' },
  });
  expect(await showProject(client, { projectId: '562949953443326' })).toBeNull();
  expect(await showProject(client, { projectId: '1' })).toBeNull();
});

test('commitment and vendor of every requisition can be read', async () => {
  const { items } = await listRequisitions(client, { projectId, ...always });
  for (const { commitmentId, commitmentType, vendorId } of items) {
    const commitment = await showCommitment(client, { projectId, commitmentId, commitmentType });
    expect(commitment).toMatchObject({ id: commitmentId, projectId });
    expect(commitment!.lineItems.length).toBeGreaterThan(0);
    if (vendorId !== null) expect((await showVendor(client, { vendorId }))?.id).toBe(vendorId);
  }
});

test('change orders are reached from the requisition and from the project', async () => {
  const { items } = await listRequisitions(client, { projectId, ...always });
  const packages = new Set<string>();
  for (const { id } of items) {
    const page = await listChangeOrderItems(client, { projectId, requisitionId: id });
    page.items.forEach((item) => packages.add(item.changeOrderPackageId ?? 'none'));
  }
  expect(packages.size).toBeGreaterThan(0);
  for (const packageId of packages) {
    const found = await showChangeOrderPackage(client, { projectId, packageId });
    expect(found!.lineItems.length).toBeGreaterThan(0);
  }
  const changeOrders = await listCommitmentChangeOrders(client, { projectId });
  expect(changeOrders.length).toBeGreaterThan(0);
});

test('commitment change orders are found by their ids and by when they changed, and no others', async () => {
  const [one] = await listCommitmentChangeOrders(client, { projectId });
  const found = (args: object) => listedCommitmentChangeOrders(client, { projectId, ...args });
  expect(await found({ ids: [one!.id, '1'] })).toEqual({ found: [one], unreadable: [] });
  expect((await found({ ids: [] })).found).toEqual([]);
  const updated = { from: new Date('2001-01-01T00:00:00Z'), to: new Date('2001-01-02T00:00:00Z') };
  expect((await found({ updated })).found).toEqual([]);
  expect((await found({ updated: { ...updated, to: new Date('2100-01-01T00:00:00Z') } })).found).toContainEqual(one);
});

test('the lists of the company and the project are read whole', async () => {
  expect((await allPages((page) => listCostCodes(client, { projectId, page }))).length).toBeGreaterThan(0);
  expect((await allPages((page) => listWbsCodes(client, { projectId, page }))).length).toBeGreaterThan(0);
  expect((await allPages((page) => listBillingPeriods(client, { projectId, page }))).length).toBeGreaterThan(0);
  expect((await allPages((page) => listTaxCodes(client, { page }))).length).toBeGreaterThan(0);
  const active = await allPages((page) => listVendors(client, { page }));
  const inactive = await allPages((page) => listInactiveVendors(client, { page }));
  expect(active.map((vendor) => vendor.name)).not.toContain('Closed Drywall');
  expect(inactive.map((vendor) => vendor.name)).toContain('Closed Drywall');
  expect(await listVendors(client, { search: 'Bay Con' })).toMatchObject({ items: [{ name: 'Bay Concrete' }] });
  expect(await showProject(client, { projectId })).toMatchObject({ projectNumber: '24-001' });
});

test('the write-back sets the origin once; the locked record then refuses a second one', async () => {
  const { items } = await listRequisitions(client, { projectId, ...always });
  const { id: requisitionId, commitmentId } = items.find((one) => one.originId === null)!;
  const args = { projectId, commitmentId, requisitionId };
  expect(await writeRequisitionOrigin(client, { ...args, originId: 'JDE-V-1' })).toMatchObject({ originId: 'JDE-V-1' });
  await expect(writeRequisitionOrigin(client, { ...args, originId: 'JDE-V-2' })).rejects.toMatchObject({
    kind: 'Rejected',
    status: 422,
  });
});

test('a hook with its trigger is made and found again', async () => {
  const scope = { projectId, namespace: 'ml-connector' };
  const destinationUrl = 'https://connector.example.com/webhooks/procore/1';
  const port = webhookPort(client);
  const hook = await port.createHook({ ...scope, destinationUrl, authorization: 'Bearer 123456' });
  const of = { projectId, hookId: hook.id };
  await port.createTriggers({ ...of, triggers: [{ resourceName: 'Draw Requests', eventType: 'update' }] });
  expect(await port.hooks(scope)).toMatchObject([
    { id: hook.id, destinationUrl, status: 'active', authorization: '*****23456' },
  ]);
  expect(await port.triggers(of)).toMatchObject([{ resourceName: 'Draw Requests', eventType: 'update' }]);
  await port.removeHook(of);
  expect(await port.hooks(scope)).toEqual([]);
});

describe('direct costs', () => {
  const within = { from: always.updatedFrom, to: always.updatedTo };

  test('are listed without their lines, and shown with them; each line of the project says whose it is', async () => {
    const { items, unreadable } = await listDirectCosts(client, { projectId, updated: within });
    expect(unreadable).toEqual([]);
    expect(items.length).toBeGreaterThan(0);
    const lines = await listDirectCostLines(client, { projectId, updated: within });
    expect(lines.unreadable).toEqual([]);
    for (const listed of items) {
      const shown = await showDirectCost(client, { projectId, directCostId: listed.id });
      const { lineItems, ...head } = shown ?? { lineItems: [] };
      expect(head).toEqual(listed);
      const own = lines.items.filter(({ directCostId }) => directCostId === listed.id).map(({ id }) => id);
      expect(lineItems.map(({ id }) => id).sort()).toEqual(own.sort());
    }
  });

  test('are found by their ids; one that is not there is no answer', async () => {
    const [first] = (await listDirectCosts(client, { projectId, updated: within })).items;
    const { found } = await directCostsByIds(client, { projectId, directCostIds: [first?.id ?? '', '999'] });
    expect(found).toEqual([first]);
    expect(await showDirectCost(client, { projectId, directCostId: '999' })).toBeNull();
  });
});
