import type { AnswerSettings } from '../../answers/answer-settings';
import { openTinySandbox, PROJECT, type TinySandbox } from '../../fixtures/tiny-sandbox.fixture';

// What the reference says of direct costs (15), of their locks (7.3), filters (4.2) and currency (5.1).

let sandbox: TinySandbox;
beforeEach(async () => {
  sandbox = await openTinySandbox();
});
afterEach(() => sandbox.close());

type Row = Record<string, unknown>;
const V11 = `/rest/v1.1/projects/${PROJECT}/direct_costs`;
const V10 = `/rest/v1.0/projects/${PROJECT}/direct_costs`;
const INVOICE = '562949953495001';
const LOCKED = '562949953495002';
const VENDOR = 562949953450002n;
const LINE = '562949953496001';

const set = async (answers: Partial<AnswerSettings>) => {
  expect((await sandbox.control('PUT', '/settings', answers)).status).toBe(200);
};
const listed = async (query = '') => (await sandbox.get(`${V11}${query}`)).json as Row[];
const shown = async (id = INVOICE) => (await sandbox.get(`${V11}/${id}`)).json;
const patch = (id: string, fields: Row) => sandbox.call('PATCH', `${V11}/${id}`, { direct_cost: fields });
/** A number with the digits of an id. */
const made = (more = '') =>
  sandbox.call(
    'POST',
    V11,
    `{"direct_cost":{"direct_cost_type":"invoice","vendor_id":${VENDOR},"invoice_number":"BC-119"${more}}}`,
  );

describe('a listed direct cost', () => {
  test('has its amounts, its vendor as a text, and no lines', async () => {
    const [row] = await listed();
    expect(row).toMatchObject({
      ...{ id: INVOICE, vendor_id: String(VENDOR), vendor_name: 'Bay Concrete', vendor: 'Bay Concrete' },
      ...{ amount: '949.75', status: 'approved', direct_cost_type: 'invoice', deleted_at: null },
      currency_configuration: { currency_iso_code: 'USD', currency_exchange_rate: '1.0' },
    });
    for (const name of ['line_items', 'line_items_count', 'company', 'foo']) expect(row).not.toHaveProperty(name);
    await set({ extraMembers: true });
    expect((await listed())[0]).toHaveProperty('foo');
  });

  test('is found by id, origin, number and times; nothing brings back one that was deleted', async () => {
    const ids = async (query: string) => (await listed(query)).map((row) => row['id']);
    expect(await ids('?filters[origin_id]=SAGE-77')).toEqual([LOCKED]);
    expect(await ids(`?filters[id]=[${INVOICE},${LOCKED}]`)).toHaveLength(2);
    expect(await ids('?filters[invoice_number]=BC-118')).toEqual([INVOICE]);
    expect(await ids('?filters[updated_at]=2026-10-30T00:00:00Z...2026-11-01T00:00:00Z')).toEqual([LOCKED]);
    expect(await ids('?filters[received_date]=2026-10-22...2026-10-22')).toEqual([INVOICE]);
    expect(await ids('?filters[payment_date]=2026-10-22...2026-10-22')).toEqual([]);
    await sandbox.control('DELETE', `/projects/${PROJECT}/direct_costs/${INVOICE}`);
    expect(await ids('?filters[include_deleted]=with')).toEqual([LOCKED]);
    expect((await sandbox.get(`${V11}/${INVOICE}`)).status).toBe(404);
    expect((await sandbox.get(`${V10}/line_items`)).json).toEqual([]);
  });

  test('comes in pages', async () => {
    const answer = await sandbox.get(`${V11}?page=2&per_page=1`);
    expect(answer.json).toMatchObject([{ id: LOCKED }]);
    expect([answer.headers.get('total'), answer.headers.get('per-page')]).toEqual(['2', '1']);
  });

  test('needs a project that this account may use', async () => {
    expect((await sandbox.get('/rest/v1.1/projects/5/direct_costs')).status).toBe(404);
    expect((await sandbox.get('/rest/v1.1/projects/562949953443326/direct_costs')).status).toBe(403);
  });
});

describe('a shown direct cost', () => {
  test('has its vendor as an object, its lines without holder, and no amount', async () => {
    const row = await shown();
    expect(row).toMatchObject({
      vendor: { id: String(VENDOR), name: 'Bay Concrete' },
      ...{ line_items_count: '2', attachments: [], project: { id: PROJECT }, company: { id: expect.any(String) } },
    });
    expect(row).not.toHaveProperty('amount');
    const [line] = row.line_items;
    expect(line).toMatchObject({ amount: '1000.00', ref: 'T-1', origin_id: 'L-1', tax_code_id: '81' });
    expect(line).not.toHaveProperty('holder');
    expect(Object.keys(line.wbs_code).sort()).toEqual(['description', 'flat_code', 'id']);
  });

  test('has the cost codes of its lines in full or as id and name, as set', async () => {
    const code = async () => Object.keys((await shown()).line_items[0].cost_code);
    await set({ lineCostCodes: 'short' });
    expect(await code()).toEqual(['id', 'name']);
    await set({ lineCostCodes: 'full' });
    expect(await code()).toContain('full_code');
  });

  test('has the tax of its lines in its total or not, as set; half a cent goes up', async () => {
    expect((await shown()).grand_total).toBe('1044.75');
    expect((await shown()).line_items[0]).toMatchObject({ extended_amount: '1000.0', total_amount: '1095.0' });
    await set({ directCostTotals: 'withoutTax' });
    expect((await shown()).grand_total).toBe('949.75');
    expect((await listed())[0]).toMatchObject({ amount: '949.75', grand_total: '949.75' });
  });

  test('says of its totals what it was given, until its lines change', async () => {
    const path = `/projects/${PROJECT}/direct_costs/${INVOICE}`;
    await sandbox.control('PATCH', path, { grand_total: '7.00' });
    expect((await shown()).grand_total).toBe('7.00');
    await sandbox.control('PATCH', path, `{"line_items":[{"id":${LINE},"amount":"100.00"}]}`);
    expect(await shown()).toMatchObject({ grand_total: '59.25', line_items_count: '2' });
    await sandbox.control('DELETE', `${path}/line_items/${LINE}`);
    expect(await shown()).toMatchObject({ grand_total: '-50.25', line_items_count: '1' });
  });
});

describe('lines by their own calls', () => {
  test('of a project have a short cost code, a holder and no origin; those of one direct cost have the origin', async () => {
    const all = (await sandbox.get(`${V10}/line_items?filters[direct_cost_id]=${INVOICE}`)).json as Row[];
    expect(all).toHaveLength(2);
    expect(all[0]).toMatchObject({ id: LINE, holder: { id: INVOICE } });
    expect(Object.keys(all[0]!['cost_code'] as Row)).toEqual(['id', 'full_code', 'name', 'origin_id']);
    for (const name of ['origin_id', 'ref', 'direct_cost_id']) expect(all[0]).not.toHaveProperty(name);
    expect((await sandbox.get(`${V10}/line_items?filters[id]=${LINE}`)).json).toHaveLength(1);
    expect((await sandbox.get(`${V10}/line_items?filters[cost_code_id]=1`)).json).toEqual([]);
    const own = (await sandbox.get(`${V10}/${INVOICE}/line_items`)).json as Row[];
    expect(own[0]).toMatchObject({ origin_id: 'L-1', holder: { id: INVOICE }, cost_code: { code: '010' } });
  });

  test('are made, changed and deleted, and the totals follow', async () => {
    const line = { amount: 12.5, cost_code_id: 21585118, line_item_type_id: 47, description: 'Freight' };
    const added = await sandbox.call('POST', `${V10}/${INVOICE}/line_items`, { line_item: line });
    expect(added).toMatchObject({ status: 201, json: { amount: '12.5', extended_type: 'manual', position: '3' } });
    const path = `${V10}/${INVOICE}/line_items/${added.json.id}`;
    const changed = await sandbox.call('PATCH', path, { line_item: { quantity: 3, unit_cost: 1.115 } });
    expect(changed.json).toMatchObject({ amount: '3.35', extended_type: 'calculated', unit_cost: '1.115' });
    expect((await listed())[0]).toMatchObject({ amount: '953.1' });
    expect((await sandbox.call('PATCH', path, { line_item: { amount: '3.00' } })).status).toBe(400);
    expect((await sandbox.call('DELETE', path)).status).toBe(200);
    expect((await listed())[0]).toMatchObject({ amount: '949.75' });
  });

  test('sync by origin id, each with its direct cost', async () => {
    const row = { direct_cost_id: Number(INVOICE), origin_id: 'L-9', wbs_code_id: 44, amount: 5 };
    const sync = async (updates: Row[]) =>
      (await sandbox.call('PATCH', `${V10}/line_items/sync`, { updates })).json as Record<string, Row[]>;
    expect(await sync([row, { ...row, direct_cost_id: Number(LOCKED), origin_id: 'L-8' }])).toMatchObject({
      entities: [{ origin_id: 'L-9', amount: '5' }],
      errors: [{ origin_id: 'L-8', errors: { base: [expect.stringContaining('synced')] } }],
    });
    expect(await sync([{ ...row, amount: 6 }])).toMatchObject({ entities: [{ amount: '6' }], errors: [] });
    expect((await shown()).line_items_count).toBe('3');
  });
});

describe('a direct cost that is written', () => {
  test('is made with its lines by number, and takes no cost code there', async () => {
    const line = '{"wbs_code_id":44,"quantity":2,"unit_cost":10.25,"uom":"ea","ref":"a"}';
    const answer = await made(`,"line_items":[${line},{"wbs_code_id":44,"manual_amount":-3.10}]`);
    expect(answer).toMatchObject({
      status: 201,
      json: {
        ...{ status: 'draft', grand_total: '17.4', vendor: { name: 'Bay Concrete' } },
        line_items: [
          { amount: '20.5', extended_type: 'calculated', ref: 'a' },
          { amount: '-3.10', extended_type: 'manual' },
        ],
      },
    });
    expect((await made(',"line_items":[{"wbs_code_id":44,"amount":1}]')).status).toBe(406);
    expect((await made(',"line_items":[{"wbs_code_id":44,"manual_amount":"1"}]')).status).toBe(400);
    expect((await made(',"line_items":[{"manual_amount":1}]')).status).toBe(400);
    const many = Array.from({ length: 101 }, () => '{"wbs_code_id":44,"manual_amount":1}').join(',');
    expect((await made(`,"line_items":[${many}]`)).status).toBe(422);
  });

  test('needs vendor and number whatever its type, or its type alone, as set', async () => {
    const payroll = () => sandbox.call('POST', V11, { direct_cost: { direct_cost_type: 'payroll' } });
    expect(await payroll()).toMatchObject({ status: 400, json: { errors: { vendor_id: ['is required'] } } });
    await set({ directCostsNeedVendorAndNumber: false });
    expect((await payroll()).status).toBe(201);
    expect((await sandbox.call('POST', V11, { direct_cost: {} })).status).toBe(400);
  });

  test('keeps its number and type in v1.1; v1.0 changes the number and knows no lines', async () => {
    expect((await patch(INVOICE, { invoice_number: 'x' })).status).toBe(406);
    expect((await patch(INVOICE, { status: 'pending' })).json).toMatchObject({ status: 'pending' });
    expect((await patch(INVOICE, { status: 'Approved' })).status).toBe(422);
    const v10 = await sandbox.call('PATCH', `${V10}/${INVOICE}`, { item: { invoice_number: 'BC-118a' } });
    expect(v10).toMatchObject({ status: 200, json: { invoice_number: 'BC-118a' } });
    expect(v10.json).not.toHaveProperty('line_items');
    expect((await sandbox.call('PATCH', `${V10}/${INVOICE}`, { direct_cost: {} })).status).toBe(400);
  });

  test('is locked as a whole by an origin id; whether that may be taken away is set', async () => {
    expect((await patch(INVOICE, { origin_id: 'SAGE-77' })).status).toBe(422);
    expect((await patch(INVOICE, { origin_id: 'ML-1' })).status).toBe(200);
    expect((await patch(INVOICE, { terms: 'x' })).status).toBe(422);
    expect((await patch(INVOICE, { origin_id: null })).status).toBe(422);
    expect((await sandbox.call('DELETE', `${V11}/${INVOICE}`)).status).toBe(422);
    expect((await sandbox.call('DELETE', `${V10}/${INVOICE}/line_items/${LINE}`)).status).toBe(422);
    await set({ lockedMayBeUnlinked: true });
    expect((await patch(INVOICE, { terms: 'x' })).status).toBe(422);
    expect((await patch(INVOICE, { origin_id: null })).status).toBe(200);
    expect(await sandbox.call('DELETE', `${V11}/${INVOICE}`)).toMatchObject({ status: 200, json: { id: INVOICE } });
  });

  test('is refused with 422 or 400, as set', async () => {
    await set({ directCostRefusals: 'badRequest' });
    expect(await patch(LOCKED, { terms: 'x' })).toMatchObject({
      status: 400,
      json: { errors: { base: [expect.stringContaining('synced')] } },
    });
  });

  test('by two calls at once is a conflict for the second; another direct cost is not in its way', async () => {
    await sandbox.control('POST', '/faults', { match: { method: 'PATCH' }, kind: 'answerLate', delayMs: 100 });
    const first = patch(INVOICE, { terms: 'first' });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect((await patch(INVOICE, { terms: 'second' })).status).toBe(409);
    expect((await patch(LOCKED, { terms: 'x' })).status).toBe(422);
    expect((await first).status).toBe(200);
    expect((await patch(INVOICE, { terms: 'third' })).status).toBe(200);
  });

  test('syncs its header by origin id', async () => {
    const row = { origin_id: 'X-1', direct_cost_type: 'expense', vendor_id: Number(VENDOR), invoice_number: '7' };
    const sync = (updates: Row[]) => sandbox.call('PATCH', `${V10}/sync`, { updates });
    const currency = { currency_iso_code: 'CAD', currency_exchange_rate: 1.25 };
    expect((await sync([{ ...row, ...currency }])).json).toMatchObject({
      entities: [{ origin_id: 'X-1', amount: '0.0', currency_configuration: { currency_exchange_rate: '1.25' } }],
      errors: [],
    });
    expect((await sync([{ ...row, terms: 'x' }])).json).toMatchObject({ entities: [], errors: [{ origin_id: 'X-1' }] });
  });
});

test('a person makes, approves and deletes one on the control port, past all rules', async () => {
  const path = `/projects/${PROJECT}/direct_costs`;
  const row = `{"id":7,"direct_cost_type":"expense","status":"draft","line_items":[],"updated_at":"2026-11-01T00:00:00Z"}`;
  expect((await sandbox.control('POST', path, row)).status).toBe(201);
  expect((await sandbox.control('POST', path, row)).status).toBe(409);
  expect((await sandbox.control('POST', path, { id: 8 })).status).toBe(400);
  expect((await sandbox.control('PATCH', `${path}/7`, { status: 'approved' })).status).toBe(200);
  expect(await shown('7')).toMatchObject({ status: 'approved', vendor: null, vendor_id: null });
  expect((await sandbox.control('DELETE', `${path}/${LOCKED}`)).status).toBe(204);
  expect((await sandbox.control('DELETE', `${path}/${LOCKED}`)).status).toBe(404);
  expect((await sandbox.control('PATCH', `${path}/7`, { line_items: [{}] })).status).toBe(400);
});
