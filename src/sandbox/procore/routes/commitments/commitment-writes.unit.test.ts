import { openTinySandbox, PROJECT, type TinySandbox } from '../../fixtures/tiny-sandbox.fixture';

// What the reference says of a commitment that comes from an ERP: contract, lines, approval, each a call of its own (11.4).

let sandbox: TinySandbox;
beforeEach(async () => {
  sandbox = await openTinySandbox();
});
afterEach(() => sandbox.close());

const path = '/rest/v1.0/purchase_order_contracts';
const vendor = async (): Promise<string> => {
  const { json } = await sandbox.get(`/rest/v1.0/vendors?company_id=562949953421312`);
  return (json as { id: string }[])[0]?.id ?? '';
};
const syncContract = async (row: object) =>
  (await sandbox.call('PATCH', `${path}/sync`, { project_id: PROJECT, updates: [row] })).json;
const syncLines = (id: string, updates: readonly object[]) =>
  sandbox.call('PATCH', `${path}/${id}/line_items/sync?project_id=${PROJECT}`, { updates });
const shown = async (id: string) => (await sandbox.get(`${path}/${id}?project_id=${PROJECT}`)).json;
const status = (id: string, to: string) =>
  sandbox.call('PATCH', `${path}/${id}`, { project_id: PROJECT, purchase_order_contract: { status: to } });

test('a contract is made by its origin id and by no second call; its lines add to its value, and approved it is locked', async () => {
  const row = { origin_id: '300100574829561', origin_code: '162873', number: '162873', title: 'Steel' };
  const vendorId = await vendor();
  const made = await syncContract({ ...row, vendor_id: vendorId, status: 'Draft' });
  expect(made.errors).toEqual([]);
  const { id } = made.entities[0];
  expect(made.entities[0]).not.toHaveProperty('line_items');
  expect((await syncContract({ ...row, title: 'Steel beams' })).entities[0].id).toBe(id);

  const line = { origin_id: '1', description: 'Beams', wbs_code_id: 44, amount: '100.10', extended_type: 'manual' };
  await syncLines(id, [line, { ...line, origin_id: '2', amount: '200.05' }]);
  await syncLines(id, [{ ...line, amount: '50.10' }]);
  expect(await shown(id)).toMatchObject({
    ...{ title: 'Steel beams', vendor: { id: vendorId }, grand_total: '250.15', origin_code: '162873' },
    line_items: [
      { origin_id: '1', amount: '50.10', wbs_code: { id: '44', flat_code: '26-010.S' } },
      { origin_id: '2', amount: '200.05' },
    ],
  });

  expect((await status(id, 'Void')).status).toBe(422);
  expect((await status(id, 'Approved')).status).toBe(200);
  expect((await syncLines(id, [{ ...line, amount: '1.00' }])).json).toMatchObject({
    entities: [],
    errors: [{ origin_id: '1' }],
  });
  expect((await sandbox.call('DELETE', `${path}/${id}?project_id=${PROJECT}`)).status).toBe(422);
  expect((await status(id, 'Draft')).status).toBe(200);
  const lineId = (await shown(id)).line_items[0].id as string;
  await sandbox.call('DELETE', `${path}/${id}/line_items/${lineId}?project_id=${PROJECT}`);
  expect(await shown(id)).toMatchObject({ grand_total: '200.05', line_items: [{ origin_id: '2' }] });
});

test('a row that is wrong is told with its words, and the call is answered with 200 all the same', async () => {
  const { status: code, json } = await sandbox.call('PATCH', `${path}/sync`, {
    ...{ project_id: PROJECT, updates: [{ origin_id: '9', vendor_id: 1 }] },
  });
  expect(code).toBe(200);
  expect(json).toMatchObject({
    entities: [],
    errors: [{ origin_id: '9', errors: { vendor_id: [expect.any(String)] } }],
  });
});
