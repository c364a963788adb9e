import type { AnswerSettings } from '../../answers/answer-settings';
import { openTinySandbox, PROJECT, type TinySandbox } from '../../fixtures/tiny-sandbox.fixture';

const BILLED = '9007199254740993';
const DETAILED = '562949953500009';
const COMMITMENT = '562949953460001';
const PACKAGE = '562949953470001';
const FIRST_DETAIL = '562949953465001';
const SECOND_DETAIL = '562949953465002';

let sandbox: TinySandbox;
beforeEach(async () => {
  sandbox = await openTinySandbox();
});
afterEach(() => sandbox.close());

type Row = Record<string, unknown>;
const set = async (answers: Partial<AnswerSettings>) => {
  expect((await sandbox.control('PUT', '/settings', answers)).status).toBe(200);
};
const itemsOf = async (id: string): Promise<Row[]> =>
  (await sandbox.get(`/rest/v1.1/requisitions/${id}?project_id=${PROJECT}&view=extended`)).json.items;
const listed = async (id: string, list: string): Promise<Row[]> =>
  (await sandbox.get(`/rest/v1.0/requisitions/${id}/${list}?project_id=${PROJECT}`)).json;
const codeOf = (row: Row | undefined) => row?.['wbs_code'] as { segment_items?: Row[] } & Row;

/** A requisition that bills two details of one contract line, and one line of a change order. */
async function addDetailed(more: Row = {}): Promise<void> {
  const [sample] = (await sandbox.control('GET', '/records/requisitions')).json[PROJECT] as Row[];
  const [item] = sample!['items'] as Row[];
  const detail = (id: number, line: string) =>
    `{"id":${id},"item_type":"contract_detail_item","accounting_method":"unit","detail_line_item_id":${line},` +
    `"cost_code_id":21585118,"wbs_code":{"id":44,"flat_code":"26-010.S","description":"Electrical"},` +
    `"scheduled_quantity":"30.0","work_completed_this_period_quantity":"3.0","materials_presently_stored":"0",` +
    `"total_completed_and_stored_to_date":"1000.00","gross_amount":"1000.00","foo":"bar"}`;
  const change =
    `{"id":600013,"item_type":"change_order_item","line_item_id":562949953471001,"cost_code_id":21585118,` +
    `"wbs_code":{"id":44,"flat_code":"26-010.S"},"total_completed_and_stored_to_date":"5.00"}`;
  const { items: _items, item_packages: _packages, ...header } = { ...sample, ...more };
  expect(item).toBeDefined();
  const numbers = ['id', 'project_id', 'commitment_id', 'period_id', 'vendor_id', 'number', 'previous_requisition_id'];
  const text = JSON.stringify({
    ...header,
    id: DETAILED,
    number: '3',
    previous_requisition_id: BILLED,
    origin_id: null,
  });
  const body = text
    .replace(new RegExp(`"(${numbers.join('|')})":"(\\d+)"`, 'g'), '"$1":$2')
    .replace(/}$/, `,"items":[${detail(600011, FIRST_DETAIL)},${detail(600012, SECOND_DETAIL)},${change}]}`);
  const added = await sandbox.control('POST', `/projects/${PROJECT}/requisitions`, body);
  expect(added.text).toContain(DETAILED);
  const rows = `[{"id":600013,"commitment_line_item_id":3129856,"change_order_package_id":${PACKAGE}}]`;
  await sandbox.control('PUT', `/projects/${PROJECT}/requisitions/${DETAILED}/change_order_items`, rows);
}

describe('the code of an item', () => {
  test('embeds its segment items in the published shape, without segment, path_code, parent and status', async () => {
    const [item] = await itemsOf(BILLED);
    expect(codeOf(item)).toEqual({
      id: '44',
      flat_code: '26-010.S',
      description: 'Electrical.Subcontract',
      segment_items: [
        {
          id: '1',
          code: '010',
          name: 'Electrical',
          path_ids: ['9', '1'],
          path_codes: ['26', '010'],
          segment_type: 'cost_code',
          segment_id: '11',
        },
        {
          id: '2',
          code: 'S',
          name: 'Subcontract',
          path_ids: ['2'],
          path_codes: ['S'],
          segment_type: 'line_item_type',
          segment_id: '12',
        },
      ],
    });
  });

  test('has path_codes in either reading, here and in wbs_codes', async () => {
    const wbs = `/rest/v1.0/projects/${PROJECT}/work_breakdown_structure/wbs_codes`;
    for (const [pathCodes, codes] of [
      ['cumulative', ['26', '26-010']],
      ['byLevel', ['26', '010']],
    ] as const) {
      await set({ pathCodes });
      expect(codeOf((await itemsOf(BILLED))[0]).segment_items![0]!['path_codes']).toEqual(codes);
      const [code] = (await sandbox.get(wbs)).json as { segment_items: Row[] }[];
      expect(code!.segment_items[0]).toMatchObject({ code: '010', path_code: '26-010', path_codes: codes });
    }
  });

  test.each([
    ['asListed', 'cost_code', 'line_item_type'],
    ['camelCase', 'CostCode', 'LineItemType'],
    ['named', 'Cost Code', 'Cost Type'],
  ] as const)('names its segments %s: %s, %s', async (segmentTypes, ...words) => {
    await set({ segmentTypes });
    const items = codeOf((await itemsOf(BILLED))[0]).segment_items!;
    expect(items.map((one) => one['segment_type'])).toEqual(words);
  });

  test('comes in the shape of wbs_codes when that is set', async () => {
    await set({ segmentItems: 'wbsCodes' });
    expect(codeOf((await itemsOf(BILLED))[0]).segment_items![0]).toMatchObject({
      path_code: '26-010',
      segment: { id: '11', type: 'cost_code' },
    });
  });

  test('has no segment items in the v1.0 lists', async () => {
    const [row] = await listed(BILLED, 'contract_items');
    expect(Object.keys(codeOf(row)).sort()).toEqual(['description', 'flat_code', 'id']);
  });
});

describe('only published members', () => {
  test('a v1.1 item names no detail and no change order; a switch brings them and whatever else is held', async () => {
    await addDetailed();
    const [detail, , change] = await itemsOf(DETAILED);
    expect(Object.keys(detail!)).not.toEqual(expect.arrayContaining(['detail_line_item_id']));
    expect(detail).not.toHaveProperty('foo');
    expect(change).not.toHaveProperty('change_order_package_id');
    expect(change).not.toHaveProperty('commitment_line_item_id');
    await set({ extraMembers: true });
    const [extra, , extraChange] = await itemsOf(DETAILED);
    expect(extra).toMatchObject({ detail_line_item_id: FIRST_DETAIL, foo: 'bar' });
    expect(extraChange).toMatchObject({ change_order_package_id: PACKAGE, commitment_line_item_id: '3129856' });
  });

  test('a requisition has no member beside the published ones', async () => {
    await addDetailed({ approved_at: '2026-11-01T00:00:00Z' });
    const path = `/rest/v1.1/requisitions/${DETAILED}?project_id=${PROJECT}`;
    expect((await sandbox.get(path)).json).not.toHaveProperty('approved_at');
    await set({ extraMembers: true });
    expect((await sandbox.get(path)).json).toHaveProperty('approved_at');
  });

  test('contract_items lack what is published in v1.1 alone', async () => {
    const [row] = await listed(BILLED, 'contract_items');
    for (const name of [
      'accounting_method',
      'previous_progress_id',
      'materials_presently_stored_from_previous_progress',
    ]) {
      expect(row).not.toHaveProperty(name);
    }
    expect(row).toMatchObject({ item_type: 'contract_item', status: 'no_action', line_item_id: '3129856' });
  });

  test('the currency of a v1.0 item has no exchange rate', async () => {
    const currency = { currency_iso_code: 'USD', currency_exchange_rate: 1, base_currency_iso_code: 'USD' };
    await sandbox.control('PATCH', `/projects/${PROJECT}/requisitions/${BILLED}`, { currency_configuration: currency });
    expect((await listed(BILLED, 'contract_items'))[0]!['currency_configuration']).toEqual({
      currency_iso_code: 'USD',
    });
    expect((await itemsOf(BILLED))[0]!['currency_configuration']).toMatchObject({ base_currency_iso_code: 'USD' });
  });
});

describe('details of the subcontractor schedule of values', () => {
  test('their ids come from contract_detail_items, joined by the id of the item', async () => {
    await addDetailed();
    const rows = await listed(DETAILED, 'contract_detail_items');
    expect(rows.map((row) => [row['id'], row['detail_line_item_id']])).toEqual([
      ['600011', FIRST_DETAIL],
      ['600012', SECOND_DETAIL],
    ]);
    for (const name of ['line_item_id', 'item_type', 'status', 'materials_presently_stored']) {
      expect(rows[0]).not.toHaveProperty(name);
    }
    expect(rows[0]).toMatchObject({ work_completed_this_period_quantity: '3.0' });
  });

  test('line_item_id of a v1.1 detail is the contract line, the detail, or nothing, as set', async () => {
    await addDetailed();
    const lineIds = async () => (await itemsOf(DETAILED)).slice(0, 2).map((item) => item['line_item_id']);
    expect(await lineIds()).toEqual(['3129856', '3129856']);
    await set({ detailLineItemId: 'detail' });
    expect(await lineIds()).toEqual([FIRST_DETAIL, SECOND_DETAIL]);
    await set({ detailLineItemId: 'null' });
    expect(await lineIds()).toEqual([null, null]);
  });

  test('the contract lists its details by line, and shows them nowhere else', async () => {
    const path = `/rest/v1.0/work_order_contracts/${COMMITMENT}`;
    const details = async (more = '') =>
      (await sandbox.get(`${path}/line_item_contract_details?project_id=${PROJECT}${more}`)).json as Row[];
    expect(await details()).toHaveLength(2);
    expect((await details())[0]).toMatchObject({ id: FIRST_DETAIL, line_item_id: '3129856', amount: '30000.00' });
    expect((await details())[0]).not.toHaveProperty('entered_by');
    expect(await details(`&filters[id]=${SECOND_DETAIL}`)).toHaveLength(1);
    expect(await details('&filters[line_item_id]=1')).toEqual([]);
    expect((await sandbox.get(`${path}?project_id=${PROJECT}`)).json).not.toHaveProperty('line_item_contract_details');
  });

  test('a detail item of a detail that the contract does not have is refused by the folder', async () => {
    const detail = { id: 1, item_type: 'contract_detail_item', detail_line_item_id: 5 };
    const [sample] = (await sandbox.control('GET', '/records/requisitions')).json[PROJECT] as Row[];
    const body = JSON.stringify({ ...sample, items: [detail] }).replace(/"(\w*_id|id|number)":"(\d+)"/g, '"$1":$2');
    const answer = await sandbox.control('POST', `/projects/${PROJECT}/requisitions`, body);
    expect(answer.status).toBe(400);
    expect(answer.json.message).toContain('5 must be the id of a line_item_contract_details row');
  });
});

describe('change orders of a requisition', () => {
  test('a whole one is not listed with the items unless that is set', async () => {
    expect(await listed(BILLED, 'change_order_items')).toEqual([]);
    await set({ wholeItemsListed: true });
    expect(await listed(BILLED, 'change_order_items')).toMatchObject([
      { id: '341257', change_order_package_id: PACKAGE },
    ]);
  });

  test('a change order item names its package and the line of the contract there', async () => {
    await addDetailed();
    expect(await listed(DETAILED, 'change_order_items')).toMatchObject([
      {
        id: '600013',
        line_item_id: '562949953471001',
        commitment_line_item_id: '3129856',
        change_order_package_id: PACKAGE,
      },
    ]);
    expect((await listed(DETAILED, 'change_order_items'))[0]).not.toHaveProperty('item_type');
  });

  test('item_packages name the package or the commitment change order, as set', async () => {
    const path = `/rest/v1.1/requisitions/${BILLED}?project_id=${PROJECT}&view=items`;
    const named = async () => (await sandbox.get(path)).json.item_packages[0].change_order_id as string;
    expect(await named()).toBe(PACKAGE);
    await set({ itemPackageNames: 'commitmentChangeOrder' });
    expect(await named()).toBe('562949953480001');
  });

  test('a whole one has no code, or that of its first line, as set', async () => {
    const whole = async () => (await itemsOf(BILLED))[1]!;
    expect(await whole()).toMatchObject({ cost_code_id: null, wbs_code: null });
    await set({ wholeItemsCoded: true });
    expect(await whole()).toMatchObject({ cost_code_id: '21585118', wbs_code: { id: '44' } });
  });
});

test('the answer of a PATCH has the view that was asked for: items with extended alone', async () => {
  const patch = async (view: string) =>
    await sandbox.call(
      'PATCH',
      `/rest/v1.1/requisitions/${BILLED}${view}`,
      `{"project_id":${PROJECT},"commitment_id":${COMMITMENT},"requisition":{"origin_data":"x"}}`,
    );
  expect((await patch('')).json).not.toHaveProperty('items');
  expect((await patch('?view=extended')).json.items).toHaveLength(2);
  expect((await patch('?view=odd')).status).toBe(400);
});

test('a setting that is not known is refused by name', async () => {
  const answer = await sandbox.control('PUT', '/settings', { segmentItems: 'flat' });
  expect(answer.status).toBe(400);
  expect(answer.json.message).toContain('segmentItems');
  expect((await sandbox.control('GET', '/settings')).json.segmentItems).toBe('embedded');
});
