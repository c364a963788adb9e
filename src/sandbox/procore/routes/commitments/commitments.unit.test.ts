import type { AnswerSettings } from '../../answers/answer-settings';
import { COMPANY, openTinySandbox, PROJECT, type TinySandbox } from '../../fixtures/tiny-sandbox.fixture';

const V2 = `/rest/v2.0/companies/${COMPANY}/projects/${PROJECT}/commitment_contracts`;
const WORK_ORDERS = `/rest/v1.0/work_order_contracts?project_id=${PROJECT}`;
const WORK_ORDER = `/rest/v1.0/work_order_contracts/562949953460001`;
const PURCHASE_ORDER = `/rest/v1.0/purchase_order_contracts/562949953461001`;
const IN_PROJECT = `?project_id=${PROJECT}`;

let sandbox: TinySandbox;
beforeEach(async () => {
  sandbox = await openTinySandbox({ now: () => new Date('2026-11-20T10:00:00Z') });
});
afterEach(() => sandbox.close());

const set = (answers: Partial<AnswerSettings>) => sandbox.control('PUT', '/settings', answers);

describe('lists are not shows', () => {
  test.each(['compact', 'extended'])(
    'the %s list has no lines, no change orders and no origin of the vendor',
    async (view) => {
      const [row] = (await sandbox.get(`${WORK_ORDERS}&view=${view}`)).json;
      for (const name of ['line_items', 'change_order_packages', 'payments_issued', 'line_item_contract_details']) {
        expect(row).not.toHaveProperty(name);
      }
      expect(row.vendor).toEqual({ id: '562949953450001', company: "Ernie's Electrical" });
      expect(row).not.toHaveProperty('custom_fields');
      expect(row).not.toHaveProperty('has_change_order_packages');
      await set({ extraMembers: true });
      const [extra] = (await sandbox.get(`${WORK_ORDERS}&view=${view}`)).json;
      expect(extra).toMatchObject({ has_change_order_packages: true, enable_ssov: true, custom_fields: {} });
      expect(extra).not.toHaveProperty('line_items');
    },
  );

  test('deleted contracts are listed when they are asked for', async () => {
    const numbers = async (more: string) =>
      (await sandbox.get(WORK_ORDERS + more)).json.map((entry: { number: string }) => entry.number);
    expect(await numbers('')).toEqual(['SC-001']);
    expect(await numbers('&filters[include_deleted]=only')).toEqual(['SC-002']);
    expect(await numbers('&filters[include_deleted]=with')).toEqual(['SC-001', 'SC-002']);
  });
});

describe('a shown contract', () => {
  test('has its lines, its change orders of each tier, payments, contacts and attachments', async () => {
    const shown = (await sandbox.get(WORK_ORDER + IN_PROJECT)).json;
    expect(shown.line_items).toHaveLength(1);
    expect(shown.change_order_packages).toMatchObject([{ id: '562949953470001', title: 'Added panels' }]);
    expect(shown.change_order_packages[0]).not.toHaveProperty('line_items');
    expect(shown.change_order_requests).toMatchObject([[{ id: '562949953475001' }]]);
    expect(shown.potential_change_orders).toMatchObject([{ id: '562949953490001' }]);
    expect(shown).toMatchObject({ payments_issued: [], invoice_contacts: [], attachments: [] });
  });

  test('has no level of detail of change orders and no exchange rate: v2.0 has', async () => {
    const shown = (await sandbox.get(WORK_ORDER + IN_PROJECT)).json;
    expect(shown).not.toHaveProperty('change_order_level_of_detail');
    expect(shown.currency_configuration).toEqual({ currency_iso_code: 'USD' });
    const [v2] = (await sandbox.get(V2)).json.data;
    expect(v2.change_order_level_of_detail).toBe('change_order_package');
    expect(v2.currency_configuration.base_currency_iso_code).toBe('USD');
  });

  test('of a purchase order has its attachments as one object', async () => {
    expect((await sandbox.get(PURCHASE_ORDER + IN_PROJECT)).json).toMatchObject({
      attachments: null,
      change_order_requests: [],
      potential_change_orders: [],
    });
  });

  test('shows the cost code of a line in full or as id and name, its own endpoint always in full', async () => {
    const code = async () => (await sandbox.get(PURCHASE_ORDER + IN_PROJECT)).json.line_items[0].cost_code;
    await set({ lineCostCodes: 'full' });
    expect(await code()).toHaveProperty('full_code', '05-120');
    await set({ lineCostCodes: 'short' });
    expect(Object.keys(await code())).toEqual(['id', 'name']);
    const [line] = (await sandbox.get(`${PURCHASE_ORDER}/line_items${IN_PROJECT}`)).json;
    expect(line.cost_code).toHaveProperty('full_code', '05-120');
    expect(Object.keys(line.wbs_code).sort()).toEqual(['flat_code', 'id']);
  });
});

test('lines filter by cost code; as sources of a schedule of values they have five members', async () => {
  const lines = `${WORK_ORDER}/line_items${IN_PROJECT}`;
  expect((await sandbox.get(`${lines}&filters[cost_code_id]=21585118`)).json).toHaveLength(1);
  expect((await sandbox.get(`${lines}&filters[cost_code_id]=1`)).json).toHaveLength(0);
  const [source] = (await sandbox.get(`${lines}&view=ssov_source_lines`)).json;
  expect(Object.keys(source).sort()).toEqual(['amount', 'description', 'id', 'position']);
});

describe('v2.0', () => {
  test('has string ids, no origin fields and no totals; the vendor by id, with its name in extended', async () => {
    const rows = async (more = '') => (await sandbox.get(V2 + more)).json.data;
    const [work, order] = await rows();
    expect(work).toMatchObject({ id: '562949953460001', type: 'WorkOrderContract', vendor: { id: '562949953450001' } });
    expect(work.vendor).not.toHaveProperty('name');
    expect((await rows('?view=extended'))[0].vendor).toEqual({ id: '562949953450001', name: "Ernie's Electrical" });
    for (const name of ['origin_id', 'revised_contract', 'grand_total', 'line_items']) {
      expect(work).not.toHaveProperty(name);
    }
    expect(order).not.toHaveProperty('vendor');
    await set({ extraMembers: true });
    expect((await rows())[1]).toMatchObject({ id: '562949953461001', grand_total: '0' });
    expect((await rows())[0]).not.toHaveProperty('origin_id');
    expect((await sandbox.get(V2)).headers.get('per-page')).toBe('10');
  });

  test('shows no members of the other kind', async () => {
    await set({ extraMembers: true });
    const [work, order] = (await sandbox.get(V2)).json.data;
    expect(work).not.toHaveProperty('payment_terms');
    expect(order).not.toHaveProperty('inclusions');
  });

  test('shows quantities of lines as published: a number, on every contract; or as they were observed', async () => {
    const line = async (id: string) =>
      JSON.parse((await sandbox.get(`${V2}/${id}/line_items`)).text).data[0] as Record<string, unknown>;
    expect(await line('562949953460001')).toMatchObject({
      id: '3129856',
      wbs_code_id: '44',
      amount: '50000.0',
      quantity: 0,
    });
    expect(await line('562949953461001')).toMatchObject({ quantity: 10, uom: 'ea' });
    expect(await line('562949953461001')).not.toHaveProperty('cost_code');
    await set({ v2Lines: 'observed' });
    expect(await line('562949953461001')).toMatchObject({ quantity: '10.0', funding_rule_id: null });
    expect(await line('562949953460001')).not.toHaveProperty('quantity');
  });

  test('a v2 error has the v2 body', async () => {
    expect(await sandbox.get(`${V2}/5`)).toMatchObject({
      status: 404,
      json: { error: { code: 'NOT_FOUND', details: [{ reason_code: 'NOT_FOUND' }] } },
    });
    expect((await sandbox.get(`${V2}?view=odd`)).status).toBe(400);
  });
});

describe('a contract that is written', () => {
  const patch = (fields: object, of = WORK_ORDER, wrapper = 'work_order_contract') =>
    sandbox.call('PATCH', of, { project_id: PROJECT, [wrapper]: fields });
  const origin = { origin_id: 'FUSION-PC1', origin_code: 'order 162873', origin_data: '{}' };

  test('takes the reference of an ERP, shows it, and is not locked by it', async () => {
    expect(await patch(origin)).toMatchObject({ status: 200, json: origin });
    expect((await sandbox.get(WORK_ORDER + IN_PROJECT)).json).toMatchObject(origin);
    expect(await patch({ origin_id: 'FUSION-PC2' })).toMatchObject({ status: 200 });
  });

  test('of a purchase order it is a wrapper and an origin of their own', async () => {
    expect(await patch(origin)).toMatchObject({ status: 200 });
    expect(await patch(origin, PURCHASE_ORDER)).toMatchObject({ status: 400 });
    expect(await patch(origin, PURCHASE_ORDER, 'purchase_order_contract')).toMatchObject({ status: 200, json: origin });
  });

  test('takes no lines, and no other vendor once it is approved', async () => {
    expect(await patch({ line_items: [] })).toMatchObject({ status: 406 });
    expect(await patch({ vendor_id: 1 })).toMatchObject({ status: 422 });
  });
});
