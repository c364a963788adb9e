import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'lossless-json';
import type { JsonObject } from '../../http/json-value';
import { parseJson } from '../../http/parse-json';
import { openTinySandbox, PROJECT, TINY_FOLDER, type TinySandbox } from '../fixtures/tiny-sandbox.fixture';

const FIRST = '562949953500001';
const SECOND = '9007199254740993';
const show = (id: string) => `/rest/v1.1/requisitions/${id}?project_id=${PROJECT}&view=extended`;
const at = (id = '') => `/projects/${PROJECT}/requisitions${id}`;

let sandbox: TinySandbox;
beforeEach(async () => {
  sandbox = await openTinySandbox({ now: () => new Date('2026-11-20T10:00:00Z') });
});
afterEach(() => sandbox.close());

test('the records are those of the folder, in its shapes, digit by digit', async () => {
  const all = (await sandbox.control('GET', '/records')).json;
  expect(Object.keys(all).sort()).toEqual(
    [
      ...['change_order_packages', 'commitment_change_orders', 'company', 'cost_codes', 'billing_periods', 'me'],
      ...[
        'standard_cost_code_lists',
        'standard_cost_codes',
        'direct_costs',
        'contract_payments',
        'wbs_segments',
        'wbs_segment_items',
        'budgets',
      ],
      'budget_line_items',
      ...[
        'insurances',
        'line_item_types',
        'permitted_projects',
        'potential_change_orders',
        'change_order_requests',
        'projects',
        'purchase_order_contracts',
      ],
      ...['requisition_change_histories', 'requisition_change_order_items', 'requisitions', 'sub_jobs', 'tax_codes'],
      ...['vendors', 'wbs_codes', 'work_order_contracts', 'commitment_change_order_batches'],
    ].sort(),
  );
  const requisitions = await sandbox.control('GET', '/records/requisitions');
  expect(requisitions.json[PROJECT].map((row: { id: string }) => row.id)).toEqual([FIRST, SECOND]);
  expect(requisitions.text).toContain('"id":9007199254740993,');
  expect((await sandbox.control('GET', '/records/nothing')).json.message).toMatch(/there are .*vendors/);
});

test('a changed requisition merges its members and its items by id, also when it is locked', async () => {
  const answer = await sandbox.control('PATCH', at(`/${FIRST}`), {
    status: 'revise_and_resubmit',
    summary: { total_retainage: '900.00' },
    items: [{ id: 341200, net_amount: '9100.00' }],
  });
  expect(answer.status).toBe(200);
  const { json } = await sandbox.get(show(FIRST));
  expect(json).toMatchObject({ status: 'revise_and_resubmit', origin_id: 'OLD-1', updated_at: '2026-11-20T10:00:00Z' });
  expect(json.summary).toMatchObject({ total_retainage: '900.00', original_contract_sum: '50000.00' });
  expect(json.items[0]).toMatchObject({ net_amount: '9100.00', gross_amount: '10000.00' });
  await sandbox.control('PATCH', at(`/${FIRST}`), { updated_at: '2026-10-03T00:00:00Z' });
  expect((await sandbox.get(show(FIRST))).json.updated_at).toBe('2026-10-03T00:00:00Z');
});

test('a requisition can be added, and one that would not load from a folder is refused by its member', async () => {
  const file = join(TINY_FOLDER, 'projects', PROJECT, 'requisitions.json');
  const [, second] = parseJson(readFileSync(file, 'utf8')) as unknown as JsonObject[];
  const text = (changes: object) => stringify({ ...second, ...changes })!;
  const added = await sandbox.control('POST', at(), text({ id: 77, number: 3, previous_requisition_id: null }));
  expect(added.status).toBe(201);
  expect((await sandbox.get(show('77'))).json.number).toBe('3');
  expect((await sandbox.control('POST', at(), text({ id: 77 }))).status).toBe(409);
  const wrong = await sandbox.control('POST', at(), text({ id: 78, vendor_id: 5, status: 'approved' }));
  expect(wrong).toMatchObject({ status: 400 });
  expect(wrong.json.message).toBe('requisition.vendor_id: 5 must be the id of a vendor in vendors.json');
  expect((await sandbox.control('POST', at(), text({ id: 79, status: 'fine' }))).json.message).toMatch(
    /^requisition\.status: must be one of draft/,
  );
});

test('a removed requisition is 404 for the client whatever its status', async () => {
  expect((await sandbox.control('DELETE', at(`/${SECOND}`))).status).toBe(204);
  expect((await sandbox.get(show(SECOND))).status).toBe(404);
  expect((await sandbox.control('DELETE', at(`/${SECOND}`))).status).toBe(404);
});

test('a vendor can be changed or merged away', async () => {
  const vendor = '/vendors/562949953450001';
  await sandbox.control('PATCH', vendor, { is_active: false });
  const records = (await sandbox.control('GET', '/records/vendors')).json;
  expect(records[0]).toMatchObject({ is_active: false, updated_at: '2026-11-20T10:00:00Z' });
  await sandbox.control('DELETE', vendor);
  expect((await sandbox.get('/rest/v1.0/vendors/562949953450001?company_id=562949953421312')).status).toBe(404);
});

test('wrong control calls say what would be right', async () => {
  expect((await sandbox.control('PUT', '/permitted-projects', ['5'])).json.message).toMatch(/ids of known projects/);
  expect((await sandbox.control('PATCH', at(`/${SECOND}`), { items: [{}] })).json.message).toMatch(/merge by id/);
  expect((await sandbox.control('PATCH', at('/5'), {})).status).toBe(404);
  expect((await sandbox.control('GET', '/other')).status).toBe(404);
});
