import type { AnswerSettings } from '../../answers/answer-settings';
import { openTinySandbox, PROJECT, type TinySandbox } from '../../fixtures/tiny-sandbox.fixture';

// What the reference says of contract payments (14), of what an origin id locks (7.3), and of their event (16).

let sandbox: TinySandbox;
beforeEach(async () => {
  sandbox = await openTinySandbox();
});
afterEach(() => sandbox.close());

type Row = Record<string, unknown>;
const PATH = '/rest/v1.0/contract_payments';
const CONTRACT = '562949953460001';
const OTHER = '562949953460002';
/** It has an origin id; 9,000.00 are due on it. */
const LOCKED_REQUISITION = '562949953500001';
const QUERY = `project_id=${PROJECT}&contract_id=${CONTRACT}`;

const set = async (answers: Partial<AnswerSettings>) => {
  expect((await sandbox.control('PUT', '/settings', answers)).status).toBe(200);
};
const body = (fields: Row, contract = CONTRACT) => ({
  ...{ project_id: PROJECT, contract_id: contract, contract_payment: fields },
});
const post = (fields: Row, contract = CONTRACT) => sandbox.call('POST', PATH, body(fields, contract));
const patch = (id: string, fields: Row) => sandbox.call('PATCH', `${PATH}/${id}`, body(fields));
const listed = async (query = QUERY) => (await sandbox.get(`${PATH}?${query}`)).json as Row[];
const FULL = {
  ...{ amount: '4000.00', date: '2026-10-20', check_number: '1042', invoice_number: 'INV-1', notes: 'part' },
  ...{ requisition_id: LOCKED_REQUISITION, origin_id: '300100574829561', origin_data: 'PK 1042' },
};

test('a payment is made, listed and shown with the same members; how it was paid and the invoice date are never shown', async () => {
  const made = await post({ ...FULL, payment_method: 'check', invoice_date: '2026-09-30' });
  expect(made.status).toBe(201);
  expect(made.json).toMatchObject({
    ...FULL,
    ...{ contract_id: CONTRACT, project_id: PROJECT, status: 'paid', external_payment_id: null, origin_code: null },
    ...{ payment_number: null, draw_request_number: null, attachments: [] },
    ...{ date_payment_initiated: null, date_payment_settled: null },
  });
  for (const name of ['payment_method', 'invoice_date']) expect(made.json).not.toHaveProperty(name);
  expect(await listed()).toEqual([made.json]);
  expect((await sandbox.get(`${PATH}/${made.json.id}?${QUERY}`)).json).toEqual(made.json);
  const kept = (await sandbox.control('GET', '/records/contract_payments')).json[PROJECT] as Row[];
  expect(kept).toMatchObject([{ payment_method: 'check', invoice_date: '2026-09-30' }]);
});

test('the same call twice makes two payments, unless it has an origin id, which is unique over all contracts', async () => {
  await post({ amount: '1.00' });
  await post({ amount: '1.00' });
  expect(await listed()).toHaveLength(2);
  await post({ amount: '1.00', origin_id: '7' });
  expect((await post({ amount: '1.00', origin_id: '7' }, OTHER)).status).toBe(422);
});

test('project and contract are required and must fit; the list is paged and takes no filter', async () => {
  const { id } = (await post(FULL)).json;
  await post({ amount: '2.00' });
  for (const query of [`project_id=${PROJECT}`, `contract_id=${CONTRACT}`]) {
    expect((await sandbox.get(`${PATH}?${query}`)).status).toBe(400);
    expect((await sandbox.get(`${PATH}/${id}?${query}`)).status).toBe(400);
    expect((await sandbox.call('DELETE', `${PATH}/${id}?${query}`)).status).toBe(400);
  }
  expect((await sandbox.get(`${PATH}/${id}?project_id=${PROJECT}&contract_id=${OTHER}`)).status).toBe(404);
  expect((await sandbox.get(`${PATH}?project_id=${PROJECT}&contract_id=1`)).status).toBe(404);
  expect(await listed(`${QUERY}&filters[origin_id]=7`)).toHaveLength(2);
  const page = await sandbox.get(`${PATH}?${QUERY}&per_page=1&page=2`);
  expect([page.headers.get('total'), (page.json as Row[]).length]).toEqual(['2', 1]);
  await sandbox.control('PUT', '/permitted-projects', []);
  expect((await sandbox.get(`${PATH}?${QUERY}`)).status).toBe(403);
});

test.each([
  [{ amount: '1.00', status: 'paid' }, 406],
  [{ amount: 1 }, 400],
  [{ amount: '1.00', payment_method: 'cash' }, 422],
  [{ amount: '1.00', date: '20.10.2026' }, 422],
  [{ amount: '1.00', payment_number: '1' }, 400],
  [{ amount: '1.00', requisition_id: '9' }, 422],
] as const)('what is written wrong is refused and makes nothing: %j', async (fields, status) => {
  expect((await post(fields)).status).toBe(status);
  expect(await listed()).toEqual([]);
});

test('an origin id locks all but files and origin; whether a locked one is deleted is a switch', async () => {
  const { id } = (await post(FULL)).json as { id: string };
  expect((await patch(id, { amount: '5.00' })).status).toBe(422);
  expect((await patch(id, { origin_data: 'PK 1043', prostore_file_ids: [5] })).json).toMatchObject({
    ...{ origin_data: 'PK 1043', amount: '4000.00', attachments: [{ id: '5' }] },
  });
  await set({ lockedPaymentsDeleted: false });
  expect((await sandbox.call('DELETE', `${PATH}/${id}?${QUERY}`)).status).toBe(422);
  expect((await patch(id, { origin_id: null })).status).toBe(200);
  expect((await patch(id, { amount: '5.00', date: '2026-10-21' })).json).toMatchObject({ amount: '5.00' });
  expect((await sandbox.call('DELETE', `${PATH}/${id}?${QUERY}`)).status).toBe(200);
  const again = (await post(FULL)).json as { id: string };
  await set({ lockedPaymentsDeleted: true });
  expect((await sandbox.call('DELETE', `${PATH}/${again.id}?${QUERY}`)).status).toBe(200);
  expect((await sandbox.get(`${PATH}/${again.id}?${QUERY}`)).status).toBe(404);
  expect(await listed()).toEqual([]);
});

test('what no page settles is a switch: credits, more than is due, locked requisitions, the payment date, the requisition', async () => {
  expect((await post({ amount: '-1.00' })).status).toBe(422);
  await set({ negativePayments: 'accepted' });
  expect((await post({ amount: '-1.00' })).status).toBe(201);

  expect((await post({ ...FULL, amount: '9000.01', origin_id: null })).status).toBe(201);
  await set({ paymentsAboveDue: 'refused' });
  expect((await post({ ...FULL, amount: '0.01' })).status).toBe(422);

  const paymentDate = async () =>
    (await sandbox.control('GET', '/records/requisitions')).json[PROJECT].find(
      (row: Row) => row['id'] === LOCKED_REQUISITION,
    ).payment_date;
  expect(await paymentDate()).toBeNull();
  await set({ paymentsAboveDue: 'accepted', paymentDateFollows: true, paymentStatus: 'sent' });
  expect((await post(FULL)).json).toMatchObject({ status: 'sent' });
  expect(await paymentDate()).toBe('2026-10-20');

  await set({ lockedTakesPayments: false });
  expect((await post({ ...FULL, origin_id: null })).status).toBe(422);
  await set({ paymentsNameRequisitions: false });
  expect((await post({ ...FULL, origin_id: null })).status).toBe(406);
  expect((await listed())[0]).not.toHaveProperty('requisition_id');
});

test('a person makes, changes and deletes them past all rules', async () => {
  const path = `/projects/${PROJECT}/contract_payments`;
  const row = { id: 9_100_000_000_000_001n, contract_id: CONTRACT, amount: '3.00', date: '2026-10-20', origin_id: 'X' };
  const text = JSON.stringify(row, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
  expect((await sandbox.control('POST', path, text)).status).toBe(400);
  const numbers = text.replaceAll(/"(\d{10,})"/g, '$1');
  expect((await sandbox.control('POST', path, numbers)).status).toBe(201);
  expect((await sandbox.control('POST', path, numbers)).status).toBe(409);
  const id = String(row.id);
  expect((await sandbox.control('PATCH', `${path}/${id}`, { amount: '4.00' })).status).toBe(200);
  expect(await listed()).toMatchObject([{ id, amount: '4.00', origin_id: 'X' }]);
  expect((await sandbox.control('DELETE', `${path}/${id}`)).status).toBe(204);
  expect((await sandbox.control('DELETE', `${path}/${id}`)).status).toBe(404);
  expect(await listed()).toEqual([]);
});
