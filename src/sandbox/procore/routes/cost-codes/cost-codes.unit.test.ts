import { COMPANY, openTinySandbox, PROJECT, type TinySandbox } from '../../fixtures/tiny-sandbox.fixture';

let sandbox: TinySandbox;
beforeEach(async () => {
  sandbox = await openTinySandbox();
});
afterEach(() => sandbox.close());

const WBS = `/rest/v1.0/projects/${PROJECT}/work_breakdown_structure`;

const syncCodes = (updates: unknown) =>
  sandbox.call('PATCH', `/rest/v1.0/cost_codes/sync?project_id=${PROJECT}`, { updates });

test('standard cost codes show only ids without a view, also in the answer to a sync', async () => {
  await sandbox.control('POST', '/standard_cost_code_lists', { id: 5, name: 'Ours', is_erp_list: false });
  const lists = await sandbox.get(`/rest/v1.0/standard_cost_code_lists?company_id=${COMPANY}`);
  expect(lists.json).toMatchObject([{ id: '5', name: 'Ours' }]);
  const sync = async (view: string, updates: unknown) =>
    (
      await sandbox.call('PATCH', `/rest/v1.0/standard_cost_codes/sync${view}`, {
        ...{ company_id: COMPANY, standard_cost_code_list_id: 5, updates },
      })
    ).json;
  const first = await sync('', [{ code: '60530', name: 'Concrete', origin_id: 'A' }]);
  expect(first.entities).toEqual([{ id: expect.any(String), standard_cost_code_list_id: '5' }]);
  const second = await sync('?view=extended', [
    { origin_id: 'A', name: 'Concrete work' },
    { code: '60530', name: 'Twice', origin_id: 'B' },
  ]);
  expect(second).toMatchObject({
    entities: [{ code: '60530', name: 'Concrete work', origin_id: 'A' }],
    errors: [{ code: '60530', errors: { code: ['has already been taken'] } }],
  });
});

test('an origin id of a cost code is unique over all projects, a code within its project', async () => {
  const { json } = await syncCodes([
    { code: '60530', name: 'Concrete', origin_id: 'P1/60530' },
    { code: '60540', name: 'Other', origin_id: 'P1/60530' },
    { code: '60550', name: 'Third', origin_id: 'P1/60550' },
  ]);
  expect(json.errors).toEqual([]);
  expect(json.entities).toMatchObject([{ code: '60530' }, { code: '60540', name: 'Other' }, { code: '60550' }]);
  const again = (await syncCodes([{ code: '60550', name: 'Fourth', origin_id: 'P1/x' }])).json;
  expect(again).toMatchObject({ entities: [], errors: [{ errors: { code: ['has already been taken'] } }] });
});

test('a code is made of items of the segments; one that stands gets another description and no second code', async () => {
  const segments = (await sandbox.get(`${WBS}/segments`)).json as { id: string; type: string }[];
  expect(segments).toMatchObject([
    { id: '11', type: 'cost_code' },
    { id: '12', type: 'line_item_type' },
  ]);
  const itemsOf = async (segment: string) => (await sandbox.get(`${WBS}/segments/${segment}/segment_items`)).json;
  const codes = (await itemsOf('11')) as { id: string; path_code: string }[];
  expect(codes.map(({ path_code }) => path_code)).toEqual(['26-010', '05-120']);
  const types = (await itemsOf('12')) as { id: string; code: string }[];
  const row = (code: string | undefined, type: string | undefined, description: string) => ({
    segment_items: [
      { segment_id: 11, segment_item_id: code },
      { segment_id: 12, segment_item_id: type },
    ],
    description,
  });
  const bulk = [row(codes[0]?.id, types[0]?.id, 'again'), row(codes[1]?.id, types[1]?.id, 'new'), row('9999', '1', '')];
  const { status, json } = await sandbox.call('PATCH', `${WBS}/wbs_codes/bulk_create`, { bulk });
  expect(status).toBe(201);
  expect(json.entities).toMatchObject([
    { id: '44', description: 'again' },
    { flat_code: '05-120.M', status: 'active' },
  ]);
  expect(json.errors).toMatchObject([{ errors: { segment_items: [expect.any(String)] } }]);
  const { id } = json.entities[1];
  await sandbox.call('PATCH', `${WBS}/wbs_codes/${id}`, { status: 'inactive' });
  const inactive = (await sandbox.get(`${WBS}/wbs_codes?filters[status][]=inactive`)).json as { id: string }[];
  expect(inactive.map((code) => code.id)).toContain(id);
  expect((await sandbox.call('PATCH', `${WBS}/wbs_codes/${id}`, { status: 'gone' })).status).toBe(422);
});

test('a budget line is made once for a code, and none while the budget is locked', async () => {
  const post = () =>
    sandbox.call('POST', '/rest/v1.1/budget_line_items', {
      project_id: PROJECT,
      budget_line_item: { wbs_code_id: 44, original_budget_amount: '0.00' },
    });
  await sandbox.control('PUT', `/projects/${PROJECT}/budget`, { locked: true });
  expect((await sandbox.get(`/rest/v1.0/projects/${PROJECT}/budget`)).json).toEqual({ locked: true });
  expect((await post()).status).toBe(422);
  await sandbox.control('PUT', `/projects/${PROJECT}/budget`, { locked: false });
  expect((await post()).status).toBe(201);
  expect((await post()).status).toBe(422);
  const [view] = (await sandbox.get(`/rest/v1.0/budget_views?project_id=${PROJECT}`)).json;
  const rows = (await sandbox.get(`/rest/v1.0/budget_views/${view.id}/detail_rows?project_id=${PROJECT}`)).json;
  expect(rows).toMatchObject([{ wbs_code_id: '44', original_budget_amount: '0.00' }]);
});

test('what a sync names follows the settings: ids alone, or not all that was done', async () => {
  await sandbox.control('PUT', '/settings', { syncEntities: 'ids', syncLeavesOut: true });
  const { json } = await syncCodes([
    { code: '1', name: 'One', origin_id: 'a' },
    { code: '2', name: 'Two', origin_id: 'b' },
  ]);
  expect(json).toEqual({ entities: [{ id: expect.any(String), origin_id: 'a' }], errors: [] });
  const listed = (await sandbox.get(`/rest/v1.0/cost_codes?project_id=${PROJECT}&filters[origin_id]=b`)).json;
  expect(listed).toHaveLength(1);
});
