import { openTinySandbox, PROJECT, type TinySandbox } from '../../fixtures/tiny-sandbox.fixture';

const LIST = `/rest/v1.1/requisitions?project_id=${PROJECT}`;
const FIRST = '562949953500001';
const SECOND = '9007199254740993';
const COMMITMENT = '562949953460001';

let sandbox: TinySandbox;
beforeEach(async () => {
  sandbox = await openTinySandbox({ now: () => new Date('2026-11-20T10:00:00.789Z') });
});
afterEach(() => sandbox.close());

const ids = async (query: string) => {
  const answer = await sandbox.get(`${LIST}&${query}`);
  return answer.status === 200 ? answer.json.map((row: { id: string }) => row.id) : answer.status;
};
const show = (id: string) => `/rest/v1.1/requisitions/${id}?project_id=${PROJECT}`;
const patch = (id: string, requisition: unknown, commitmentId = COMMITMENT) =>
  sandbox.call(
    'PATCH',
    `/rest/v1.1/requisitions/${id}`,
    `{"project_id":${PROJECT},"commitment_id":${commitmentId},"requisition":${JSON.stringify(requisition)}}`,
  );

test('ids above 2^53 and uneven decimals leave as they came', async () => {
  const answer = await sandbox.get(`${LIST}&view=extended`);
  expect(answer.text).toContain('"id":9007199254740993,');
  expect(answer.text).toContain('"work_completed_retainage_retained_this_period":"1000.0"');
});

test('items come with extended and items alone, the tax summary with extended and header_only alone', async () => {
  const members = async (view: string) => Object.keys((await sandbox.get(`${show(SECOND)}${view}`)).json);
  for (const [view, items, tax] of [
    ['', false, false],
    ['&view=extended', true, true],
    ['&view=items', true, false],
    ['&view=header_only', false, true],
  ] as const) {
    const names = await members(view);
    expect([names.includes('items'), names.includes('item_packages')]).toEqual([items, items]);
    expect([names.includes('tax_summary'), names.includes('accounting_method')]).toEqual([tax, tax]);
    expect(names).toContain('summary');
  }
});

test('updated_at ranges include both ends, quoted or not, with dates, UTC times and offsets', async () => {
  expect(await ids('filters[updated_at]=2026-10-02...2026-10-02')).toEqual([FIRST]);
  expect(await ids('filters[updated_at]="2026-11-02T09:15:00Z...2026-11-02T09:15:00Z"')).toEqual([SECOND]);
  expect(await ids('filters[updated_at]=2026-11-02T10:15:00%2B01:00...2026-11-03T00:00:00%2B01:00')).toEqual([SECOND]);
  expect(await ids('filters[updated_at]=2026-11-02T09:15:01Z...2026-12-01')).toEqual([]);
});

test('an open or malformed range, and an unencoded plus, are refused', async () => {
  expect(await ids('filters[updated_at]=2026-11-02...')).toBe(400);
  expect(await ids('filters[updated_at]=yesterday...today')).toBe(400);
  expect(await ids('filters[updated_at]=2026-11-02T10:15:00+01:00...2026-11-03T00:00:00+01:00')).toBe(400);
});

test('filters take one status, several ids, and is_last', async () => {
  expect(await ids('filters[status]=approved')).toEqual([FIRST, SECOND]);
  expect(await ids('filters[status][]=approved&filters[status][]=draft')).toBe(400);
  expect(await ids(`filters[id]=${SECOND}`)).toEqual([SECOND]);
  expect(await ids(`filters[id][]=${SECOND}&filters[id][]=${FIRST}`)).toEqual([FIRST, SECOND]);
  expect(await ids(`filters[id]=[${FIRST},5]`)).toEqual([FIRST]);
  expect(await ids('filters[is_last]=true')).toEqual([SECOND]);
  expect(await ids('filters[origin_id]=OLD-1')).toEqual([FIRST]);
  expect(await ids('filters[period_id]=4292&filters[commitment_id]=1')).toEqual([]);
  expect(await ids('filters[unknown]=x')).toEqual([FIRST, SECOND]);
});

test('pages carry Total, Per-Page and links without project_id; the last has no next', async () => {
  const first = await sandbox.get(`${LIST}&per_page=1`);
  expect(first.headers.get('total')).toBe('2');
  expect(first.headers.get('per-page')).toBe('1');
  expect(first.headers.get('link')).toBe(
    `<${sandbox.url}/rest/v1.1/requisitions?page=2&per_page=1>; rel="last", ` +
      `<${sandbox.url}/rest/v1.1/requisitions?page=2&per_page=1>; rel="next"`,
  );
  const last = await sandbox.get(`${LIST}&per_page=1&page=2`);
  expect(last.json[0].id).toBe(SECOND);
  expect(last.headers.get('link')).not.toContain('next');
  expect((await sandbox.get(LIST)).headers.get('per-page')).toBe('30');
});

test('a write of origin_id moves updated_at, stands in the history, and locks the record', async () => {
  const written = await patch(SECOND, { origin_id: 'JDE-1', origin_data: 'x' });
  expect(written.status).toBe(200);
  expect(written.json).toMatchObject({ id: SECOND, origin_id: 'JDE-1', updated_at: '2026-11-20T10:00:00Z' });
  const histories = await sandbox.get(`/rest/v1.0/requisitions/${SECOND}/change_histories?project_id=${PROJECT}`);
  expect(histories.json[0]).toMatchObject({ column: 'origin_id', old_value: null, new_value: 'JDE-1' });
  const locked = await patch(SECOND, { origin_id: null });
  expect(locked.status).toBe(422);
  expect(locked.json.errors.base[0]).toMatch(/synced with ERP/);
});

test('a taken origin_id, an unknown member, a wrong commitment and a foreign item are refused', async () => {
  expect((await patch(SECOND, { origin_id: 'OLD-1' })).json.errors.origin_id).toEqual(['has already been taken']);
  expect((await patch(SECOND, { approved_at: 'x' })).status).toBe(406);
  expect((await patch(SECOND, { status: 'ok' })).status).toBe(400);
  expect((await patch(SECOND, { origin_id: 'N' }, '5')).status).toBe(404);
  expect((await patch(SECOND, { items: [{ id: 5, item_type: 'contract_item' }] })).status).toBe(400);
  expect((await sandbox.get(show(SECOND))).json.origin_id).toBeNull();
});

test('only the latest open requisition can be deleted, and then it is gone', async () => {
  const remove = (id: string) => sandbox.call('DELETE', show(id));
  expect((await remove(SECOND)).status).toBe(422);
  expect((await patch(SECOND, { status: 'draft' })).status).toBe(200);
  expect((await remove(FIRST)).status).toBe(422);
  expect((await remove(SECOND)).status).toBe(200);
  expect(await sandbox.get(show(SECOND))).toMatchObject({
    status: 404,
    json: { exception: 'ActiveRecord::RecordNotFound' },
  });
});

describe('v1.0 lines', () => {
  const lines = async (name: string) =>
    (await sandbox.get(`/rest/v1.0/requisitions/${SECOND}/${name}?project_id=${PROJECT}`)).json;

  test('a custom field is written beside the others and shown in custom_fields', async () => {
    const body = { project_id: PROJECT, commitment_id: '562949953460001' };
    const requisition = { custom_field_77: 'red', upload_ids: ['u1'] };
    const answer = await sandbox.call('PATCH', `/rest/v1.1/requisitions/${SECOND}`, { ...body, requisition });
    expect(answer.json.custom_fields).toEqual({ custom_field_77: { data_type: 'string', value: 'red' } });
    expect(answer.json).not.toHaveProperty('custom_field_77');
    expect(answer.json).not.toHaveProperty('upload_ids');
  });

  test('contract items lack what v1.0 lacks', async () => {
    const [row] = await lines('contract_items');
    expect(row).toMatchObject({ id: '341256', line_item_id: '3129856', materials_presently_stored: '0.00' });
    for (const name of ['gross_amount', 'net_amount', 'taxes', 'uom', 'line_number']) {
      expect(row).not.toHaveProperty(name);
    }
    expect(row.wbs_code).not.toHaveProperty('segment_items');
  });

  test('change order items name their package, with the amounts of the item as it is now', async () => {
    await sandbox.control('PUT', '/settings', { wholeItemsListed: true });
    const changed = { items: [{ id: 341257, work_completed_this_period: '6500.00' }] };
    await sandbox.control('PATCH', `/projects/${PROJECT}/requisitions/${SECOND}`, changed);
    expect(await lines('change_order_items')).toEqual([
      expect.objectContaining({
        id: '341257',
        change_order_package_id: '562949953470001',
        work_completed_this_period: '6500.00',
      }),
    ]);
  });

  test('detail is flat and has exact sums', async () => {
    const rows = await lines('detail');
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({
      item_number: '1',
      balance_to_finish: '30000.00',
      work_completed_retainage_currently_retained: '2000.00',
      total_retainage_currently_retained: '2000.00',
      total_completed_and_stored_to_date_quantity: null,
    });
    expect(rows[0]).not.toHaveProperty('line_item_id');
  });
});
