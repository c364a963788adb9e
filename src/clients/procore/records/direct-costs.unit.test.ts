import { scriptedProcore, type ScriptedAnswer, type ScriptedProcore } from '../scripted-procore.fixture';
import { directCostsByIds, listDirectCostLines, listDirectCosts, showDirectCost } from './direct-costs';

const open: ScriptedProcore[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function procore(...answers: readonly ScriptedAnswer[]): Promise<ScriptedProcore> {
  const started = await scriptedProcore(answers);
  open.push(started);
  return started;
}

// As text, so that numbers are what Procore would send and not what JavaScript makes of them.
const line = `{"id": 562949953500001, "amount": "1000.0", "quantity": "2.0", "unit_cost": "500.0", "uom": "ea",
  "total_amount": "1082.5", "tax_code_id": 77, "cost_code": {"id": 5, "name": "Concrete"},
  "line_item_type": {"id": 6, "name": "Materials", "code": "M", "base_type": "materials"},
  "wbs_code": {"id": 44, "flat_code": "03-300.M", "description": "Concrete.M"},
  "description": "Forms", "position": 1, "ref": "T-4", "updated_at": "2026-11-02T09:15:00Z"}`;
const members = `"direct_cost_type": "invoice", "status": "approved", "direct_cost_date": "2026-11-02",
  "received_date": null, "payment_date": null, "invoice_number": " INV-7 ", "employee": null, "terms": "Net 30",
  "description": "Forms and ties", "grand_total": "1082.5", "origin_id": null, "origin_data": null, "deleted_at": null,
  "currency_configuration": {"currency_iso_code": "USD", "currency_exchange_rate": "1.0", "base_currency_iso_code": "USD"},
  "created_at": "2026-11-01T08:00:00Z", "updated_at": "2026-11-02T09:15:00Z"`;
const listed = `{"id": 9007199254740993123, ${members}, "vendor_id": 8881212, "vendor_name": "E", "vendor": "E", "amount": "1000.0"}`;
const shown = `{"id": 9007199254740993123, ${members}, "vendor": {"id": 8881212, "name": "E"}, "line_items_count": 1, "line_items": [${line}]}`;
const range = { from: new Date('2026-11-01T00:00:00Z'), to: new Date('2026-11-02T00:00:00Z') };

test('a shown one keeps every digit, has its vendor by the object and its lines with tax apart', async () => {
  const { client, calls } = await procore({ text: shown });
  const cost = await showDirectCost(client, { projectId: '789', directCostId: '9007199254740993123' });
  expect(cost).toMatchObject({
    ...{ id: '9007199254740993123', projectId: '789', type: 'invoice', status: 'approved', vendorId: '8881212' },
    ...{ directCostDate: '2026-11-02', receivedDate: null, invoiceNumber: 'INV-7', grandTotal: '1082.5' },
    currency: { iso: 'USD', baseIso: 'USD', rate: '1.0' },
  });
  expect(cost?.lineItems).toMatchObject([
    {
      ...{ id: '562949953500001', amount: '1000.0', totalAmount: '1082.5', taxCodeId: '77' },
      ...{ wbsCode: { id: '44' }, lineItemType: { code: 'M' }, updatedAt: '2026-11-02T09:15:00Z' },
    },
  ]);
  expect(calls[0]!.path.endsWith('/rest/v1.1/projects/789/direct_costs/9007199254740993123')).toBe(true);
});

test('the list asks for a range and its page; one row that is not as documented leaves the others', async () => {
  const bad = listed.replace('"updated_at": "2026-11-02T09:15:00Z"', '"updated_at": "yesterday"');
  const { client, calls } = await procore({ text: `[${listed}, ${bad.replace('9007199254740993123', '12')}]` });
  const { items, unreadable } = await listDirectCosts(client, { projectId: '789', updated: range, page: 2 });
  expect(items).toMatchObject([{ id: '9007199254740993123', vendorId: '8881212', projectId: '789' }]);
  expect(unreadable).toMatchObject([{ id: '12' }]);
  expect(calls[0]!.path.endsWith('/rest/v1.1/projects/789/direct_costs')).toBe(true);
  expect(Object.fromEntries(calls[0]!.query)).toEqual({
    'filters[updated_at]': '2026-11-01T00:00:00Z...2026-11-02T00:00:00Z',
    page: '2',
    per_page: '100',
  });
});

test('ids are asked for together, and strangers in the answer are left out', async () => {
  const { client, calls } = await procore({ text: `[${listed}]` });
  const found = await directCostsByIds(client, { projectId: '789', directCostIds: ['1', '2', '2'] });
  expect(found).toEqual({ found: [], unreadable: [] });
  expect(calls[0]!.query.getAll('filters[id][]')).toEqual(['1', '2']);
  const tooMany = Array.from({ length: 101 }, (_one, index) => String(index));
  await expect(directCostsByIds(client, { projectId: '789', directCostIds: tooMany })).rejects.toThrow(/at most 100/);
});

test.each([
  ['no lines at all', shown.replace('"line_items":', '"no_items":'), 'line_items'],
  ['fewer lines than it says', shown.replace('"line_items_count": 1', '"line_items_count": 2'), 'line_items'],
  ['an amount that is none', shown.replace('"1000.0"', '"1,000.0"'), 'line_items[0].amount'],
  ['a total that is none', shown.replace('"grand_total": "1082.5"', '"grand_total": "$1,082.50"'), 'grand_total'],
  ['an origin id that is no text', shown.replace('"origin_id": null', '"origin_id": {}'), 'origin_id'],
])('an answer with %s is refused by its place', async (_what, text, path) => {
  const { client } = await procore({ text });
  const asked = showDirectCost(client, { projectId: '789', directCostId: '1' });
  await expect(asked).rejects.toMatchObject({ kind: 'Rejected', detail: { paths: [path] } });
});

test('what is gone or not visible is null', async () => {
  const { client } = await procore({ status: 404, body: { message: 'not found' } });
  expect(await showDirectCost(client, { projectId: '789', directCostId: '1' })).toBeNull();
});

test('a line of the whole project says which direct cost it is of; one that does not is told apart', async () => {
  const of = (holder: string) => line.replace('"ref"', `"holder": ${holder}, "ref"`);
  const { client, calls } = await procore({
    text: `[${of('{"id": 31, "holder_type": "DirectCost"}')}, ${of('null')}]`,
  });
  const { items, unreadable } = await listDirectCostLines(client, { projectId: '789', updated: range });
  expect(items).toEqual([{ id: '562949953500001', directCostId: '31', updatedAt: '2026-11-02T09:15:00Z' }]);
  expect(unreadable).toHaveLength(1);
  expect(calls[0]!.path.endsWith('/rest/v1.0/projects/789/direct_costs/line_items')).toBe(true);
});
