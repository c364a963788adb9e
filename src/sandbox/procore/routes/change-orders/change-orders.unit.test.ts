import { COMPANY, openTinySandbox, PROJECT, type TinySandbox } from '../../fixtures/tiny-sandbox.fixture';

const CONTRACT = '562949953460001';
const PACKAGE = '562949953470001';
const REQUEST = '562949953475001';
const POTENTIAL = '562949953490001';
const IN_PROJECT = `?project_id=${PROJECT}`;
const IN_CONTRACT = `${IN_PROJECT}&contract_id=${CONTRACT}`;
const CHANGE_ORDERS = `/rest/v1.0/projects/${PROJECT}/commitment_change_orders`;
const V2 = `/rest/v2.0/companies/${COMPANY}/projects/${PROJECT}/commitment_change_orders`;

let sandbox: TinySandbox;
beforeEach(async () => {
  sandbox = await openTinySandbox();
});
afterEach(() => sandbox.close());

const read = async (path: string) => (await sandbox.get(path)).json;

describe('packages', () => {
  test('are listed without type, description and lines, and by contract', async () => {
    const [row] = await read(`/rest/v1.0/change_order_packages${IN_CONTRACT}`);
    expect(row).toMatchObject({ id: PACKAGE, contract_id: CONTRACT, status: 'approved' });
    for (const name of ['type', 'description', 'line_items']) expect(row).not.toHaveProperty(name);
    expect(await read(`/rest/v1.0/change_order_packages${IN_PROJECT}&contract_id=1`)).toEqual([]);
  });

  test('are shown with lines that have no amount and no origin of their own', async () => {
    const shown = await read(`/rest/v1.0/change_order_packages/${PACKAGE}${IN_PROJECT}`);
    expect(shown).toMatchObject({ type: 'CommitmentContractChangeOrder', description: 'Panels of the clinic' });
    expect(shown.line_items).toHaveLength(2);
    expect(shown.line_items[0]).toMatchObject({ total_amount: '10000.00', extended_amount: '10000.00' });
    for (const name of ['amount', 'origin_id', 'tax_code_id', 'extended_type'])
      expect(shown.line_items[0]).not.toHaveProperty(name);
  });
});

describe('a package', () => {
  const patch = (fields: object, contract = CONTRACT) =>
    sandbox.call('PATCH', `/rest/v1.0/change_order_packages/${PACKAGE}`, {
      project_id: PROJECT,
      contract_id: contract,
      change_order: fields,
    });

  test('takes the reference of an ERP, and shows it', async () => {
    const origin = { origin_id: 'FUSION-PC1', origin_code: 'order 162873', origin_data: '{}' };
    expect(await patch(origin)).toMatchObject({ status: 200, json: origin });
    expect(await read(`/rest/v1.0/change_order_packages/${PACKAGE}${IN_PROJECT}`)).toMatchObject(origin);
  });

  test('is written with its contract, by the members that can be written', async () => {
    expect(await patch({ origin_id: 'X' }, '1')).toMatchObject({ status: 400 });
    expect(await patch({ number: '9' })).toMatchObject({ status: 406 });
  });
});

describe('commitment change orders', () => {
  test('name their package and request; one that is in no batch has no package', async () => {
    const answer = await sandbox.get(CHANGE_ORDERS);
    expect(answer.json).toMatchObject([
      { id: '562949953480001', legacy_package_id: PACKAGE, legacy_request_id: REQUEST, type: 'CommitmentChangeOrder' },
      { id: '562949953480002', legacy_package_id: null, batch_id: null },
    ]);
    expect(answer.json[0]).not.toHaveProperty('origin_id');
    expect(answer.headers.get('total')).toBeNull();
    expect(await read(`${CHANGE_ORDERS}?filters[legacy_package_id]=${PACKAGE}`)).toHaveLength(1);
  });

  test('filter by the vendor of their contract', async () => {
    expect(await read(`${CHANGE_ORDERS}?filters[vendor_id]=562949953450001`)).toHaveLength(2);
    expect(await read(`${CHANGE_ORDERS}?filters[vendor_id]=1`)).toEqual([]);
  });

  test('the show adds attachments, the extended view change events', async () => {
    const at = `${CHANGE_ORDERS}/562949953480001`;
    expect(await read(at)).toMatchObject({ attachments: [] });
    expect(await read(at)).not.toHaveProperty('change_events');
    expect(await read(`${at}?view=extended`)).toMatchObject({ change_events: [] });
  });

  test('lines by v2.0 are its own, else those of its package, with string ids', async () => {
    const lines = async (id: string) =>
      JSON.parse((await sandbox.get(`${V2}/${id}/line_items`)).text).data.map(
        (line: { id: string; amount: string }) => [line.id, line.amount],
      );
    expect(await lines('562949953480001')).toEqual([
      ['562949953471001', '10000.00'],
      ['562949953471002', '2000.00'],
    ]);
    expect(await lines('562949953480002')).toEqual([['562949953471009', '500.00']]);
  });
});

describe('the other tiers', () => {
  test('batches have no lines and no origin, and are found by their change orders and by what they are not', async () => {
    const batches = `/rest/v1.0/projects/${PROJECT}/commitment_change_order_batches`;
    const [batch] = await read(batches);
    expect(batch).toMatchObject({ change_order_ids: ['562949953480001'], contract_id: CONTRACT });
    expect(batch).not.toHaveProperty('origin_id');
    expect(await read(`${batches}?filters[change_order_id]=562949953480001`)).toHaveLength(1);
    expect(await read(`${batches}?filters[change_order_id]=5`)).toEqual([]);
    expect(await read(`${batches}?filters[status][not][]=approved`)).toEqual([]);
    expect(await read(`${batches}/${batch.id}`)).toEqual(batch);
  });

  test('requests are asked for by contract, list no contract and have no lines', async () => {
    const requests = '/rest/v1.0/change_order_requests';
    expect((await sandbox.get(requests + IN_PROJECT)).status).toBe(400);
    const [row] = await read(requests + IN_CONTRACT);
    expect(row).toMatchObject({ id: REQUEST, change_order_package_id: PACKAGE });
    expect(row).not.toHaveProperty('contract_id');
    expect(await read(`${requests}/${REQUEST}${IN_CONTRACT}`)).toMatchObject({ contract_id: CONTRACT });
    expect((await sandbox.get(`${requests}/${REQUEST}${IN_PROJECT}&contract_id=5`)).status).toBe(404);
  });

  test('potential change orders: lines inside a show lack code and amount, those to read are complete', async () => {
    const potential = '/rest/v1.0/potential_change_orders';
    const [row] = await read(`${potential}${IN_PROJECT}&filters[contract_id]=${CONTRACT}`);
    expect(row).toMatchObject({ id: POTENTIAL, change_order_request_id: REQUEST });
    expect(row).not.toHaveProperty('origin_id');
    expect((await sandbox.get(`${potential}/${POTENTIAL}${IN_PROJECT}`)).status).toBe(400);
    const text = (await sandbox.get(`${potential}/${POTENTIAL}${IN_CONTRACT}`)).text;
    const shown = JSON.parse(text);
    expect(shown).toMatchObject({ origin_id: 'P-1', line_items: [{ quantity: 1.5, unit_cost: 6666.67 }] });
    for (const name of ['wbs_code', 'amount', 'origin_id']) expect(shown.line_items[0]).not.toHaveProperty(name);
    const [line] = await read(`${potential}/${POTENTIAL}/line_items${IN_PROJECT}`);
    expect(line).toMatchObject({ amount: '10000.00', origin_id: 'PL-1', quantity: '1.5', wbs_code: { id: '44' } });
  });
});

test('a commitment change order that was deleted is shown by no list and by no call', async () => {
  const [first] = await read(CHANGE_ORDERS);
  const path = `/projects/${PROJECT}/commitment_change_orders/${first.id}`;
  await sandbox.control('DELETE', path);
  expect((await read(CHANGE_ORDERS)).map(({ id }: { id: string }) => id)).not.toContain(first.id);
  for (const gone of [`${CHANGE_ORDERS}/${first.id}`, `${V2}/${first.id}/line_items`]) {
    expect((await sandbox.get(gone)).status).toBe(404);
  }
});
