import { COMPANY, openTinySandbox, PROJECT, type TinySandbox } from '../fixtures/tiny-sandbox.fixture';

let sandbox: TinySandbox;
beforeEach(async () => {
  sandbox = await openTinySandbox({ now: () => new Date('2026-11-20T10:00:00Z') });
});
afterEach(() => sandbox.close());

const names = async (path: string) => (await sandbox.get(path)).json.map((row: { name: string }) => row.name);

describe('vendors', () => {
  const LIST = `/rest/v1.0/vendors?company_id=${COMPANY}`;
  const write = (vendor: unknown, id = '') =>
    sandbox.call(id === '' ? 'POST' : 'PATCH', `/rest/v1.0/vendors${id}`, { company_id: COMPANY, vendor });

  test('inactive ones have a list of their own', async () => {
    expect(await names(LIST)).toEqual(["Ernie's Electrical", 'Bay Concrete']);
    expect(await names(`/rest/v1.0/companies/${COMPANY}/vendors/inactive`)).toEqual(['Closed Drywall']);
  });

  test('search looks at name, keywords, external code and tax id', async () => {
    for (const text of ['ERNIE', 'lighting', '4401', '123456789']) {
      expect(await names(`${LIST}&filters[search]=${text}`)).toEqual(["Ernie's Electrical"]);
    }
    expect(await names(`${LIST}&filters[id][]=562949953450002&filters[id][]=562949953450003`)).toEqual([
      'Bay Concrete',
    ]);
    expect(await names(`${LIST}&filters[updated_at]=2026-03-01...2026-03-31&sort=name`)).toEqual(['Bay Concrete']);
  });

  test('a new vendor is listed with an id of its own; an update needs the name', async () => {
    const created = await write({ name: 'New Glass', country_code: 'US', state_code: 'CA', origin_id: 'V-9' });
    expect(created).toMatchObject({
      status: 201,
      json: { name: 'New Glass', is_active: true, business_register: null },
    });
    const { id } = created.json as { id: string };
    expect(BigInt(id)).toBeGreaterThan(2n ** 32n);
    expect((await write({ city: 'Oxnard' }, `/${id}`)).status).toBe(400);
    expect((await write({ name: 'New Glass', city: 'Oxnard' }, `/${id}`)).json.city).toBe('Oxnard');
    expect(await names(LIST)).toContain('New Glass');
  });

  test('a state of another country and a taken origin_id are refused', async () => {
    expect((await write({ name: 'X', country_code: 'CA', state_code: 'TX' })).status).toBe(422);
    expect((await write({ name: 'X', origin_id: 'V-4401' })).json.errors.origin_id).toEqual(['has already been taken']);
  });

  test('a second tax id is a conflict, and changing a missing one is 404', async () => {
    const register = { business_register: { type: 'ein', identifier: '98-7654321' } };
    const at = (id: string) => `/rest/v1.0/vendors/${id}/business_register?company_id=${COMPANY}`;
    expect((await sandbox.call('PATCH', at('562949953450002'), register)).status).toBe(404);
    const created = await sandbox.call('POST', at('562949953450002'), register);
    expect(created).toMatchObject({ status: 201, json: { type: 'EIN', identifier: '987654321' } });
    expect(await sandbox.call('POST', at('562949953450001'), register)).toMatchObject({
      status: 409,
      json: { message: 'A Business Register is already associated with the Vendor.' },
    });
  });

  test('sync answers 200 with what worked and what did not, and refuses 1,001 rows', async () => {
    const sync = (updates: unknown) =>
      sandbox.call('PATCH', '/rest/v1.0/vendors/sync', { company_id: COMPANY, updates });
    const answer = await sync([
      { origin_id: 'V-4401', city: 'Ojai' },
      { id: 5, name: 'Nobody' },
      { name: 'Brought', origin_id: 'V-10' },
    ]);
    expect(answer.status).toBe(200);
    expect(answer.json.entities.map((row: { name: string }) => row.name)).toEqual(["Ernie's Electrical", 'Brought']);
    expect(answer.json.errors).toEqual([
      { id: '5', name: 'Nobody', errors: { id: ['Entity with this ID not found'] } },
    ]);
    expect((await sync(Array.from({ length: 1001 }, () => ({ name: 'x' })))).status).toBe(413);
  });
});

describe('rows of one sync call', () => {
  const sync = async (updates: unknown) =>
    (await sandbox.call('PATCH', '/rest/v1.0/vendors/sync', { company_id: COMPANY, updates })).json;

  test('each row finds what the rows before it made and changed', async () => {
    const answer = await sync([
      { origin_id: 'V-20', name: 'First' },
      { origin_id: 'V-20', city: 'Ojai' },
      { origin_id: 'V-20', zip: '93023' },
    ]);
    expect(answer.errors).toEqual([]);
    const [{ id }] = answer.entities;
    const shown = (await sandbox.get(`/rest/v1.0/vendors/${id}?company_id=${COMPANY}`)).json;
    expect(shown).toMatchObject({ name: 'First', city: 'Ojai', zip: '93023' });
  });

  test('a row may carry a tax id and custom fields of the ERP', async () => {
    const row = {
      name: 'Taxed',
      business_register_attributes: { type: 'ein', identifier: '12-3456789' },
      origin_custom_fields: { terms: 'N30' },
    };
    const [vendor] = (await sync([row])).entities;
    expect(vendor).toMatchObject({
      business_register: { type: 'EIN', identifier: '123456789' },
      origin_custom_fields: { terms: 'N30' },
      contact_count: '0',
    });
    const changed = { id: vendor.id, business_register_attributes: { type: 'ein', identifier: '98-7654321' } };
    const register = { id: vendor.business_register.id, identifier: '987654321' };
    expect((await sync([changed])).entities).toMatchObject([{ business_register: register }]);
    const wrong = { ...row, business_register_attributes: { type: 'vat', identifier: '1' } };
    expect(await sync([wrong])).toMatchObject({ entities: [], errors: [{ errors: { type: [expect.any(String)] } }] });
  });
});

describe('a sync answer that names little', () => {
  const sync = async (updates: unknown) =>
    (await sandbox.call('PATCH', '/rest/v1.0/vendors/sync', { company_id: COMPANY, updates })).json;

  test('names ids alone, and one row in neither list though it was done', async () => {
    await sandbox.control('PUT', '/settings', { syncEntities: 'ids', syncLeavesOut: true });
    const answer = await sync([
      { name: 'First', origin_id: 'V-20' },
      { name: 'Second', origin_id: 'V-21' },
    ]);
    expect(answer).toEqual({ entities: [{ id: expect.any(String), origin_id: 'V-20' }], errors: [] });
    const list = `/rest/v1.0/vendors?company_id=${COMPANY}&filters[origin_id]=V-21`;
    expect(await names(list)).toEqual(['Second']);
  });

  test('an inactive vendor is found by its origin id, and not made a second time', async () => {
    const [{ id }] = (await sync([{ name: 'Old', origin_id: 'V-30', is_active: false }])).entities;
    const again = await sync([{ name: 'Old', origin_id: 'V-30' }]);
    expect(again.entities).toMatchObject([{ id, is_active: false }]);
  });
});

describe('vendors of a vendor', () => {
  test('a parent is written by id, shown as an object, filtered by, and has no parent itself', async () => {
    const create = async (vendor: object) =>
      await sandbox.call('POST', '/rest/v1.0/vendors', { company_id: COMPANY, vendor });
    const child = await create({ name: 'Branch', parent_id: '562949953450001', trade_ids: ['5'] });
    expect(child.json).toMatchObject({ parent: { id: '562949953450001' }, trades: [{ id: '5' }] });
    expect(child.json).not.toHaveProperty('parent_id');
    const children = `/rest/v1.0/vendors?company_id=${COMPANY}&filters[parent_id]=562949953450001&view=compact`;
    expect((await sandbox.get(children)).json).toEqual([{ id: child.json.id, name: 'Branch' }]);
    expect((await create({ name: 'Third level', parent_id: child.json.id })).status).toBe(422);
  });
});

describe('cost structure', () => {
  test('cost codes of a sub job are listed only for that sub job', async () => {
    const codes = async (more: string) =>
      (await sandbox.get(`/rest/v1.0/cost_codes?project_id=${PROJECT}${more}`)).json.map(
        (row: { id: string }) => row.id,
      );
    expect(await codes('')).toEqual(['21585118', '21585119']);
    expect(await codes('&sub_job_id=9101')).toEqual(['21585120']);
  });

  test('WBS codes filter by status; tax codes refuse a page above 100; periods filter by status', async () => {
    const wbs = `/rest/v1.0/projects/${PROJECT}/work_breakdown_structure/wbs_codes?filters[status][]=active`;
    const [code, ...others] = (await sandbox.get(wbs)).json;
    expect(others).toEqual([]);
    expect(code.segment_items.map((item: { segment: { type: string } }) => item.segment.type)).toEqual([
      'cost_code',
      'line_item_type',
    ]);
    expect((await sandbox.get(`/rest/v1.0/tax_codes?company_id=${COMPANY}&per_page=101`)).status).toBe(400);
    const periods = `/rest/v1.0/projects/${PROJECT}/billing_periods?filters[status]=open`;
    expect((await sandbox.get(periods)).json.map((row: { id: string }) => row.id)).toEqual(['4293']);
  });
});
