import { COMPANY, openTinySandbox, PROJECT, type TinySandbox } from '../fixtures/tiny-sandbox.fixture';

let sandbox: TinySandbox;
beforeEach(async () => {
  sandbox = await openTinySandbox();
});
afterEach(() => sandbox.close());

const IN_COMPANY = `?company_id=${COMPANY}`;
const read = async (path: string) => (await sandbox.get(path)).json;
const all = { extraMembers: true };

describe('projects', () => {
  test('ids are bare numbers, all on one page; compact has two members, three in v1.0', async () => {
    expect((await sandbox.get(`/rest/v1.1/projects${IN_COMPANY}&view=ids&per_page=1`)).text).toMatch(/^\[\d+\]$/);
    expect(await read(`/rest/v1.1/projects${IN_COMPANY}&view=compact`)).toEqual([
      { id: PROJECT, name: 'Harbor Point Clinic' },
    ]);
    const [compact] = await read(`/rest/v1.0/projects${IN_COMPANY}&serializer_view=compact`);
    expect(Object.keys(compact).sort()).toEqual(['display_name', 'id', 'name']);
  });

  test('the list holds active ones unless it is asked for others; pages have 100 rows, at most 300', async () => {
    await sandbox.control('PUT', '/permitted-projects', null);
    const numbers = async (more: string) =>
      (await read(`/rest/v1.1/projects${IN_COMPANY}${more}`)).map(
        (row: { active: boolean }) => row.active,
      ) as boolean[];
    expect(await numbers('')).not.toContain(false);
    expect(await numbers('&filters[by_status]=All')).toContain(false);
    expect((await sandbox.get(`/rest/v1.1/projects${IN_COMPANY}`)).headers.get('per-page')).toBe('100');
    expect((await sandbox.get(`/rest/v1.1/projects${IN_COMPANY}&per_page=500`)).headers.get('per-page')).toBe('300');
  });

  test('whether a project is integrated with an ERP stands in its show alone', async () => {
    const list = (view: string) => read(`/rest/v1.1/projects${IN_COMPANY}&view=${view}`);
    for (const view of ['normal', 'extended']) expect((await list(view))[0]).not.toHaveProperty('is_erp_integrated');
    expect((await list('normal'))[0]).not.toHaveProperty('standard_cost_code_list_id');
    expect((await list('extended'))[0]).toHaveProperty('standard_cost_code_list_id');
    expect(await read(`/rest/v1.0/projects/${PROJECT}${IN_COMPANY}`)).toHaveProperty('is_erp_integrated', true);
  });
});

describe('vendors', () => {
  const views = async (view: string) =>
    (await read(`/rest/v1.0/vendors/562949953450001${IN_COMPANY}&view=${view}`)) as Record<string, unknown>;

  test('extended has the legal name, erp the custom fields, directory neither activity nor origin', async () => {
    await sandbox.control('PATCH', '/vendors/562949953450001', {
      erp_custom_fields: { type: '1' },
      legal_name: 'E Inc',
      odd: 1,
    });
    expect(await views('extended')).toMatchObject({ legal_name: 'E Inc', is_active: true });
    expect(await views('extended')).not.toHaveProperty('erp_custom_fields');
    expect(await views('extended')).not.toHaveProperty('odd');
    expect(await views('erp')).toHaveProperty('erp_custom_fields');
    expect(await views('erp')).not.toHaveProperty('legal_name');
    expect(await views('normal')).not.toHaveProperty('legal_name');
    for (const name of ['is_active', 'origin_id', 'synced_to_erp', 'company'])
      expect(await views('directory')).not.toHaveProperty(name);
    expect(await views('directory')).toHaveProperty('legal_name', 'E Inc');
    expect(Object.keys(await views('compact')).sort()).toEqual(['id', 'name']);
    await sandbox.control('PUT', '/settings', all);
    expect(await views('extended')).toHaveProperty('odd');
  });

  test('the inactive list has the view that is asked for, a way back, and no filter', async () => {
    const inactive = `/rest/v1.0/companies/${COMPANY}/vendors/inactive`;
    const [row] = await read(`${inactive}?view=compact&filters[updated_at]=2001-01-01...2001-01-02`);
    expect(row).toEqual({
      id: '562949953450003',
      name: 'Closed Drywall',
      _links: { reactivate: `${inactive}/562949953450003` },
    });
  });

  test('the show of an inactive one is 404, or not, as set', async () => {
    const shown = async () => (await sandbox.get(`/rest/v1.0/vendors/562949953450003${IN_COMPANY}`)).status;
    expect(await shown()).toBe(404);
    await sandbox.control('PUT', '/settings', { inactiveVendorsShown: true });
    expect(await shown()).toBe(200);
  });

  test('the answer of a write has the view that is asked for', async () => {
    const body = { company_id: COMPANY, vendor: { name: 'New Glass' } };
    const answer = await sandbox.call('POST', '/rest/v1.0/vendors?view=compact', body);
    expect(Object.keys(answer.json).sort()).toEqual(['id', 'name']);
  });
});

describe('cost codes', () => {
  test('a listed one names the origin of its biller, a shown one its standard list, erp_compact six members', async () => {
    const list = `/rest/v1.0/cost_codes?project_id=${PROJECT}`;
    const [code] = await read(list);
    expect(code).toHaveProperty('biller_origin_id');
    expect(code).not.toHaveProperty('standard_cost_code_list_id');
    const shown = await read(`/rest/v1.0/cost_codes/${code.id}?project_id=${PROJECT}`);
    expect(shown).not.toHaveProperty('biller_origin_id');
    expect(shown).toHaveProperty('standard_cost_code_list_id', '5');
    const [compact] = await read(`${list}&view=erp_compact`);
    expect(compact).not.toHaveProperty('biller_id');
    expect(Object.keys(compact).length).toBeLessThanOrEqual(6);
  });

  test('WBS codes cannot be asked for by id', async () => {
    const wbs = `/rest/v1.0/projects/${PROJECT}/work_breakdown_structure/wbs_codes`;
    expect(await read(`${wbs}?filters[id]=44`)).toHaveLength(2);
  });
});
