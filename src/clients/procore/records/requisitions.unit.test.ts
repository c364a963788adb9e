import { showChangeOrderPackage, listCommitmentChangeOrderLines } from './change-orders';
import { allPages } from '../calls/all-pages';
import { listCommitments, showCommitment } from './commitments';
import { listWebhookResources } from './webhooks';
import { writeRequisitionOrigin } from './origins';
import { listRequisitions, requisitionsByIds, showRequisition } from './requisitions';
import { scriptedProcore, type ScriptedAnswer, type ScriptedProcore } from '../scripted-procore.fixture';
import { findVendor, listVendors, showVendor } from './vendors';

const open: ScriptedProcore[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function procore(...answers: readonly ScriptedAnswer[]): Promise<ScriptedProcore> {
  const started = await scriptedProcore(answers);
  open.push(started);
  return started;
}

// As text, so that numbers are what Procore would send and not what JavaScript makes of them.
const requisitionText = `{
  "id": 9007199254740993123, "project_id": 789, "commitment_id": 562949953443325, "commitment_type": "WorkOrderContract",
  "previous_requisition_id": null, "period_id": 4293, "number": 2, "invoice_number": "  ", "invoice_type": "progress",
  "billing_date": "2026-10-31", "requisition_start": "2026-10-01", "requisition_end": "2026-10-31",
  "submitted_at": null, "status": "approved", "erp_status": "", "vendor_id": 8881212, "vendor_name": "E", "final": false,
  "percent_complete": "40.00%", "origin_id": null, "unknown_member": {"x": 1},
  "currency_configuration": {"currency_iso_code": "USD", "currency_exchange_rate": 1.0, "base_currency_iso_code": "USD"},
  "summary": {"original_contract_sum": "50000.00", "current_payment_due": "10812.6", "total_retainage": "0"},
  "items": [{
    "id": 341256, "item_type": "contract_item", "position": 1, "line_number": "1", "line_item_id": 3129856,
    "wbs_code": {"id": 44, "flat_code": "26-010.S", "description": "E.S", "segment_items": [
      {"id": 1, "code": "010", "path_code": "26-010", "name": "Electrical", "segment": {"id": 9, "type": "cost_code"}}]},
    "scheduled_value": "50000.00", "work_completed_this_period": "0.10", "total_completed_and_stored_to_date": "1000.0",
    "work_completed_retainage_percent_this_period": "10.0", "status": "no_action", "taxes": [], "uom": null}],
  "item_packages": [{"id": 1, "contract_id": 701973, "change_order_id": null, "number": "SC-001", "position": 1}],
  "created_at": "2026-10-27T12:00:00Z", "updated_at": "2026-11-02T09:15:00Z"}`;

test('a requisition keeps every digit; what is missing, null or blank is null', async () => {
  const { client, calls } = await procore({ text: requisitionText });
  const requisition = await showRequisition(client, { projectId: '789', requisitionId: '9007199254740993123' });
  expect(requisition).toMatchObject({
    id: '9007199254740993123',
    commitmentId: '562949953443325',
    number: 2,
    invoiceNumber: null,
    erpStatus: null,
    contractInvoicingMethod: null,
    percentComplete: '40.00',
    currency: { iso: 'USD', baseIso: 'USD', rate: '1.0' },
    summary: { currentPaymentDue: '10812.6', totalRetainage: '0', taxApplicableToThisPayment: null },
    itemPackages: [{ id: '1', contractId: '701973', changeOrderId: null, changeOrderRequestId: null }],
    taxSummary: [],
  });
  expect(requisition?.items[0]).toMatchObject({
    lineItemId: '3129856',
    detailLineItemId: null,
    wbsCode: { id: '44', flatCode: '26-010.S' },
    segmentItems: [{ type: 'cost_code', code: '010', pathCode: '26-010', name: 'Electrical' }],
    workCompletedThisPeriod: '0.10',
    totalCompletedAndStoredToDate: '1000.0',
    materialsPresentlyStored: null,
  });
  expect(JSON.stringify(requisition)).not.toContain('unknown');
  expect(calls[0]!.query.get('view')).toBe('extended');
});

test('the list has no status filter, an unquoted range, whole seconds that keep the edges in, and its page', async () => {
  const headers = { link: '<http://x/?page=4>; rel="next"', total: '301', date: 'Mon, 02 Nov 2026 10:00:00 GMT' };
  const { client, calls } = await procore({ text: `[${requisitionText}]`, headers });
  const page = await listRequisitions(client, {
    projectId: '789',
    updatedFrom: new Date('2026-11-01T00:00:00.900Z'),
    updatedTo: new Date('2026-11-02T00:00:00.100Z'),
    page: 3,
  });
  expect(page).toMatchObject({ total: 301, hasNext: true, serverDate: '2026-11-02T10:00:00.000Z' });
  expect(Object.fromEntries(calls[0]!.query)).toEqual({
    project_id: '789',
    view: 'extended',
    'filters[updated_at]': '2026-11-01T00:00:00Z...2026-11-02T00:00:01Z',
    page: '3',
    per_page: '100',
  });
  expect(calls[0]!.rawUrl).not.toContain('"');
});

test.each<[string, Record<string, string>, boolean]>([
  ['a Link without next', { link: '<http://x/?page=1>; rel="first"', total: '500' }, false],
  ['no Link, a Total that is reached', { total: '1' }, false],
  ['no Link, a larger Total', { total: '101' }, true],
  ['neither, and a page that is not full', {}, false],
])('the last page: %s', async (_name, headers, expected) => {
  const { client } = await procore({ text: `[${requisitionText}]`, headers });
  const range = { updatedFrom: new Date(0), updatedTo: new Date(1_000) };
  expect((await listRequisitions(client, { projectId: '789', ...range })).hasNext).toBe(expected);
});

test('ids are asked for together, and strangers in the answer are left out', async () => {
  const { client, calls } = await procore({ text: `[${requisitionText}]` });
  const found = await requisitionsByIds(client, { projectId: '789', requisitionIds: ['1', '2', '2'] });
  expect(found).toEqual({ found: [], unreadable: [] });
  expect(calls[0]!.query.getAll('filters[id][]')).toEqual(['1', '2']);
  const tooMany = Array.from({ length: 101 }, (_one, index) => String(index));
  await expect(requisitionsByIds(client, { projectId: '789', requisitionIds: tooMany })).rejects.toThrow(/at most 100/);
});

test('an answer without items is refused, it would bill nothing', async () => {
  const { client } = await procore({ text: requisitionText.replace('"items"', '"no_items"') });
  await expect(showRequisition(client, { projectId: '789', requisitionId: '1' })).rejects.toMatchObject({
    kind: 'Rejected',
    detail: { paths: ['items'] },
  });
});

test('an amount that is no decimal is refused by its place', async () => {
  const { client } = await procore({ text: requisitionText.replace('"0.10"', '"1,000.10"') });
  await expect(showRequisition(client, { projectId: '789', requisitionId: '1' })).rejects.toThrow(
    /items\[0\] \(id 341256\)\.work_completed_this_period: expected a decimal/,
  );
});

test('the write-back sends 64-bit ids as numbers with all digits', async () => {
  const { client, calls } = await procore({ text: '{"origin_id":"V-1","updated_at":"2026-11-02T09:15:00Z"}' });
  const written = await writeRequisitionOrigin(client, {
    projectId: '9007199254740993123',
    commitmentId: '5',
    requisitionId: '6',
    originId: 'V-1',
  });
  expect(written).toEqual({ originId: 'V-1', updatedAt: '2026-11-02T09:15:00Z' });
  expect(calls[0]).toMatchObject({
    method: 'PATCH',
    path: '/through/a/proxy/rest/v1.1/requisitions/6',
    body: '{"project_id":9007199254740993123,"commitment_id":5,"requisition":{"origin_id":"V-1"}}',
  });
});

test('a commitment is read by its kind; an unknown kind is refused before any call', async () => {
  const body = {
    id: 5,
    status: 'Approved',
    vendor: { id: 7, company: 'V' },
    updated_at: '2026-11-02T09:15:00Z',
    line_items: [{ id: 177, amount: '250.0', holder: { id: 5, holder_type: 'PurchaseOrderContract' } }],
  };
  const { client, calls } = await procore({ body });
  const args = { projectId: '789', commitmentId: '5' };
  const commitment = await showCommitment(client, { ...args, commitmentType: 'PurchaseOrderContract' });
  expect(commitment).toMatchObject({
    id: '5',
    type: 'PurchaseOrderContract',
    projectId: '789',
    vendorId: '7',
    lineItems: [{ id: '177', amount: '250.0', costCode: null, holderType: 'PurchaseOrderContract' }],
  });
  expect(calls[0]!.path).toMatch(/purchase_order_contracts\/5$/);
  await expect(showCommitment(client, { ...args, commitmentType: 'constructor' })).rejects.toMatchObject({
    kind: 'Rejected',
  });
  expect(calls).toHaveLength(1);
});

test('change orders: a package with its lines, and v2.0 lines out of their envelope', async () => {
  const { client, calls } = await procore(
    { body: { id: 3, contract_id: 5, status: 'approved', line_items: [{ id: 1, amount: '-3000.00' }] } },
    { body: { data: [{ id: '8', commitment_line_item_id: '177', amount: '5.5' }] } },
  );
  expect(await showChangeOrderPackage(client, { projectId: '789', packageId: '3' })).toMatchObject({
    contractId: '5',
    lineItems: [{ amount: '-3000.00' }],
  });
  const lines = await listCommitmentChangeOrderLines(client, { projectId: '789', commitmentChangeOrderId: '4' });
  expect(lines.items).toMatchObject([{ id: '8', commitmentLineItemId: '177', amount: '5.5' }]);
  expect(calls[1]!.path).toContain('/rest/v2.0/companies/562949953421312/projects/789/commitment_change_orders/4/');
});

test('vendors: the tax id comes along, a merged one is null, a search is percent-encoded', async () => {
  const vendor = {
    id: 35,
    name: 'V & Co',
    business_register: { type: 'EIN', identifier: '12-3456789' },
    fax_number: '',
  };
  const { client, calls } = await procore(
    { body: vendor },
    { status: 404, body: { message: 'x' } },
    { body: [vendor] },
  );
  expect(await showVendor(client, { vendorId: '35' })).toMatchObject({
    name: 'V & Co',
    faxNumber: null,
    businessRegister: { type: 'EIN', identifier: '12-3456789', verificationStatus: null },
  });
  expect(await showVendor(client, { vendorId: '36' })).toBeNull();
  await listVendors(client, { search: 'V & Co+x' });
  expect(calls[2]!.query.get('filters[search]')).toBe('V & Co+x');
});

test('an inactive vendor is found among the inactive ones; one that is in neither list is null', async () => {
  const row = { id: 36, name: 'Closed Drywall' };
  const gone = { status: 404, body: { message: 'x' } };
  const { client, calls } = await procore(gone, { body: [row] }, gone, { body: [row] });
  expect(await findVendor(client, { vendorId: '36' })).toMatchObject({ name: 'Closed Drywall', isActive: false });
  expect(calls[1]!.path).toMatch(/companies\/562949953421312\/vendors\/inactive$/);
  expect(await findVendor(client, { vendorId: '37' })).toBeNull();
});

test('webhook resources are read page by page', async () => {
  const names = (count: number, from: number) =>
    Array.from({ length: count }, (_, index) => ({ name: `Resource ${from + index}`, actions: ['create'] }));
  const { client, calls } = await procore({ body: { data: names(100, 1) } }, { body: { data: names(11, 101) } });
  const read = await allPages((page) => listWebhookResources(client, { projectId: '789', page }));
  expect(read.map((one) => one.name)).toContain('Resource 111');
  expect(calls.map((call) => [call.query.get('page'), call.query.get('per_page')])).toEqual([
    ['1', '100'],
    ['2', '100'],
  ]);
});

describe('a list of commitments', () => {
  const row = {
    id: 5,
    number: 'SC-1',
    status: 'Approved',
    updated_at: '2026-11-02T09:15:00Z',
    retainage_percent: 'NaN',
  };
  const args = { projectId: '789', type: 'WorkOrderContract' } as const;

  test('has no lines, whatever an answer carries', async () => {
    const { client } = await procore({ body: [{ ...row, line_items: [{ id: 177 }] }] });
    const { items } = await listCommitments(client, args);
    expect(items).toMatchObject([{ id: '5', number: 'SC-1', type: 'WorkOrderContract', retainagePercent: null }]);
    expect(items[0]).not.toHaveProperty('lineItems');
  });

  test('a row of it is not taken for a shown commitment', async () => {
    const { client } = await procore({ body: row });
    const show = { projectId: '789', commitmentId: '5', commitmentType: 'WorkOrderContract' };
    await expect(showCommitment(client, show)).rejects.toThrow(/line_items/);
  });
});

describe('a list of requisitions', () => {
  const range = { projectId: '789', updatedFrom: new Date(0), updatedTo: new Date(1) };
  const replaced = (from: string, to: string) => requisitionText.replace(from, to);

  test('members that decide nothing fail no record', async () => {
    const odd = replaced('"40.00%"', '"NaN%"')
      .replace('"50000.00", "current', '"n/a", "formatted_period": 7, "current')
      .replace('"10.0", "status"', '"NaN", "gross_amount": "-", "status"')
      .replace('"submitted_at": null', '"submitted_at": {"at": 1}');
    const { client } = await procore({ text: `[${odd}]` });
    const { items, unreadable } = await listRequisitions(client, range);
    expect(unreadable).toEqual([]);
    expect(items).toMatchObject([{ percentComplete: null, submittedAt: null }]);
    expect(items[0]?.items[0]).toMatchObject({ grossAmount: null, workCompletedThisPeriod: '0.10' });
  });

  test('a record that cannot be read is told by its id and member, with what can be made out; the others are read', async () => {
    const one = replaced('9007199254740993123', '7').replace('"1000.0"', '"1,000.0"');
    const { client } = await procore({ text: `[${one}, 5, ${requisitionText}]` });
    const { items, unreadable } = await listRequisitions(client, range);
    expect(items.map(({ id }) => id)).toEqual(['9007199254740993123']);
    expect(unreadable).toEqual([
      {
        id: '7',
        fault: expect.stringContaining('items[0] (id 341256).total_completed_and_stored_to_date: expected a decimal'),
        projectId: '789',
        commitmentId: '562949953443325',
        number: 2,
        status: 'approved',
        requisitionEnd: '2026-10-31',
        updatedAt: '2026-11-02T09:15:00Z',
      },
      expect.objectContaining({ id: null, status: null }),
    ]);
  });

  test('one asked for by its id is not taken for gone because it cannot be read', async () => {
    const one = replaced('9007199254740993123', '7').replace('"1000.0"', '"1,000.0"');
    const { client } = await procore({ text: `[${one}]` });
    const { found, unreadable } = await requisitionsByIds(client, { projectId: '789', requisitionIds: ['7', '8'] });
    expect([found, unreadable.map(({ id }) => id)]).toEqual([[], ['7']]);
  });
});
