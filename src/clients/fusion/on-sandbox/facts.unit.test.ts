import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  EXPENSE,
  EXPENSE_TEXT,
  LEDGER_ID,
  LEE,
  LEE_SITE,
  RETAINAGE_TEXT,
} from '../../../sandbox/fusion/testing/test-company.fixture';
import { draftBody, invoiceBody, matchedLine } from '../../../sandbox/fusion/testing/test-documents';
import { writeSampleCompany } from '../../../sandbox/sample-company/write-sample-company';
import { settings as posting } from '../../../domain/fusion/requisition/planner.fixture';
import { openOrder } from './whole-way.fixture';
import type { FusionUnderTest } from '../fusion-under-test.fixture';
import { meet, type Meeting } from './meet.fixture';

let at: Meeting;
afterEach(() => at.close());

const facts = async (fusion: FusionUnderTest, kind: string, ...ids: readonly string[]): Promise<readonly unknown[]> =>
  (await fusion.adapter.readFacts(ids.map((id) => ({ kind, id, causes: [] })))).map(({ value }) => value);

test('combinations by their printed account, zeros kept, on any pages', async () => {
  at = await meet({ maxLimit: 2, unorderedPages: 'shuffled' });
  await expect(
    facts(at.fusion, 'combination', EXPENSE_TEXT, RETAINAGE_TEXT, '101.10.60531.000', '101.10.60530.001'),
  ).resolves.toMatchObject([
    { id: EXPENSE, account: EXPENSE_TEXT, enabled: true, detailPosting: true, summary: false },
    { account: RETAINAGE_TEXT },
    { enabled: false },
    null,
  ]);
});

test('of accounts that a mapping leads to it is told which take no postings on a day, and why', async () => {
  at = await meet();
  const chart = at.fusion.adapter.chart;
  const faults = (day: string) =>
    at.fusion.adapter.accountFaults?.(
      [EXPENSE_TEXT, '101.10.60531.000', '101.10.60530.001'].map((name) => chart.parse(name)),
      day,
    );
  expect(await faults('2026-07-15')).toEqual([
    null,
    { why: 'Combination 101.10.60531.000 is disabled in Fusion.', cause: 'account:101.10.60531.000' },
    { why: 'Combination 101.10.60530.001 does not exist in Fusion.', cause: 'account:101.10.60530.001' },
  ]);
  await at.sandbox.control('PATCH', `items/accountCombinationsLOV/${EXPENSE}`, { EndDateActive: '2026-07-10' });
  expect((await faults('2026-07-10'))?.[0]).toBeNull();
  expect((await faults('2026-07-11'))?.[0]?.why).toContain('not on 2026-07-11');
});

test('segments that may not be asked by are picked out of the whole chart', async () => {
  at = await meet({ queryable: { 'accountCombinationsLOV._CHART_OF_ACCOUNTS_ID': false } });
  await expect(facts(at.fusion, 'combination', EXPENSE_TEXT)).resolves.toMatchObject([{ id: EXPENSE }]);
});

test('periods of each application; the ledger', async () => {
  at = await meet();
  const [periods] = (await facts(at.fusion, 'periods', `${LEDGER_ID}/200`)) as [readonly unknown[]];
  expect(periods).toContainEqual({ name: 'Jul-26', status: 'O', start: '2026-07-01', end: '2026-07-31' });
  await expect(facts(at.fusion, 'ledger', LEDGER_ID, '1')).resolves.toEqual([{ id: LEDGER_ID, currency: 'USD' }, null]);
});

test('suppliers with their sites and units, and what each lacks', async () => {
  at = await meet();
  await expect(facts(at.fusion, 'supplier', '1252', '1255', '1256', '1257', '99')).resolves.toMatchObject([
    { name: 'Lee Supplies', sites: [{ name: 'Lee US1', pays: true, assignments: [{ inactiveDate: null }] }] },
    { sites: [{ assignments: [] }] },
    { inactiveDate: '2025-01-31' },
    { sites: [{ holdsOrders: true }] },
    null,
  ]);
});

test('suppliers that could be a party: by tax id however it is written, by name; inactive ones are left out', async () => {
  at = await meet();
  const items = 'items/suppliers/300000047414503';
  await at.sandbox.control('PATCH', items, { TaxpayerId: '91-2047719' });
  await at.sandbox.set({ queryable: { 'suppliers.TaxpayerId': true } });
  const find = (given: { taxId?: string; name?: string }) =>
    at.fusion.adapter.findSuppliers({ sourceKey: 'x', taxId: '', name: '', ...given });
  await expect(find({ taxId: '912047719' })).resolves.toMatchObject([{ by: 'taxId', supplier: { number: '1252' } }]);
  await expect(find({ name: 'Granite Peak' })).resolves.toMatchObject([{ by: 'name', supplier: { number: '1253' } }]);
  await expect(find({ name: 'Gone Inc' })).resolves.toEqual([]);
  await expect(find({ name: 'Prospect Inc' })).resolves.toMatchObject([{ supplier: { isSupplier: false } }]);
  await expect(at.fusion.adapter.readSupplier('1252')).resolves.toMatchObject({ name: 'Lee Supplies' });
  await expect(at.fusion.adapter.readSupplier('99')).resolves.toBeNull();
  await at.sandbox.set({ restrictedAttributes: ['suppliers.TaxpayerId'] });
  await expect(
    at.adapter().adapter.findSuppliers({ sourceKey: 'x', taxId: '912047719', name: 'Lee Supplies' }),
  ).resolves.toMatchObject([{ by: 'name' }]);
});

test('names with a quote, a semicolon or a percent sign are found, and ask for nothing else', async () => {
  at = await meet();
  for (const [index, name] of ["O'Brien; Sons", '100% "Steel"', 'A*B\\C'].entries()) {
    await at.sandbox.control('POST', 'items/suppliers', {
      SupplierNumber: `90${index}`,
      Supplier: name,
      BusinessRelationshipCode: 'SPEND_AUTHORIZED',
    });
    const found = at.fusion.adapter.findSuppliers({ sourceKey: 'x', taxId: '', name });
    await expect(found).resolves.toMatchObject([{ supplier: { number: `90${index}` } }]);
  }
});

test.each(['refused', 'edits'] as const)(
  "a buyer's own change of an order shows as pending (a second change: %s)",
  async (secondChange) => {
    at = await meet({ secondChange });
    const { reference } = await openOrder(at.fusion);
    const id = reference['poHeaderId'] ?? '';
    await expect(facts(at.fusion, 'order', id, '5')).resolves.toMatchObject([
      { status: 'OPEN', pendingChange: null },
      null,
    ]);
    const change = { order: id, body: { ChangeOrderDescription: 'by hand' }, until: 'incomplete' };
    expect((await at.sandbox.control('POST', 'orders/change', change)).status).toBeLessThan(300);
    await expect(facts(at.fusion, 'order', id)).resolves.toMatchObject([{ status: 'OPEN', pendingChange: 'by hand' }]);
  },
);

test('an order is a fact without the words of its texts: they are kept in plain, and a key or a mark is all that is needed', async () => {
  at = await meet();
  const order = (await openOrder(at.fusion)).reference['poHeaderId'] ?? '';
  const words = { Description: 'PCAAAAAAAAAAAAAAAAAA 4411 SC-001 For Obadiah Trenholme' };
  await at.sandbox.control('PATCH', `items/purchaseOrders/${order}`, words);
  const [read] = (await facts(at.fusion, 'order', order)) as {
    description: string;
    lines: { description: string }[];
  }[];
  expect(read?.description).toBe('PCAAAAAAAAAAAAAAAAAA');
  expect(read?.lines.length).toBeGreaterThan(0);
  for (const { description } of read?.lines ?? []) expect(description).not.toContain(' ');
});

test.each([
  ['the order says', []],
  ['Fusion says of no order', ['purchaseOrders.BillToBU', 'purchaseOrders.RequisitioningBU']],
])(
  'what is billed on an order is looked for in the business unit that owes it: %s',
  async (_, restrictedAttributes) => {
    const other = { id: '2', name: 'Other BU' };
    const own = posting();
    const companies = { ...own.companies, '102': { ...own.companies['101']!, businessUnit: other } };
    at = await meet({ restrictedAttributes }, { posting: { companies } });
    const assignment = { AssignmentId: '7', ClientBUId: other.id, ClientBU: other.name };
    await at.sandbox.control('POST', `items/suppliers/${LEE}/sites/${LEE_SITE}/assignments`, assignment);
    const draft = draftBody(undefined, { RequisitioningBUId: Number(other.id) });
    const { json: order } = await at.sandbox.control('POST', 'orders/create', { body: draft });
    const { POHeaderId, OrderNumber } = order as { readonly POHeaderId: string; readonly OrderNumber: string };
    const bill = invoiceBody([matchedLine(1, OrderNumber, 500)], 500, { BusinessUnit: other.name });
    expect((await at.sandbox.control('POST', 'ap/book', { body: bill, validate: false })).status).toBeLessThan(300);
    await expect(facts(at.fusion, 'orderBilling', POHeaderId)).resolves.toMatchObject([
      { invoices: [{ number: 'PC-1', lines: [{ orderLine: '1', amount: '500' }] }] },
    ]);
  },
);

test('what of ours changed is told since any hour, in whatever zone the pod writes', async () => {
  for (const timeZone of ['Pacific/Auckland', 'America/Los_Angeles']) {
    at = await meet({ timeZone, maxLimit: 1 });
    const { reference } = await openOrder(at.fusion);
    const { port } = at.fusion.at('purchaseOrder');
    await expect(port.changedWithin?.(1)).resolves.toMatchObject([{ key: expect.stringMatching(/^PC/) }]);
    await expect(port.ours?.(1)).resolves.toMatchObject([{ reference }]);
    await at.sandbox.control('POST', 'clock', { aheadSeconds: 5 * 86_400 });
    await at.sandbox.set({ queryable: { 'purchaseOrders.LastUpdateDate': false } });
    const other = at.adapter().at('purchaseOrder').port;
    await expect(other.changedWithin?.(1)).resolves.toHaveLength(1);
    if (timeZone.startsWith('P')) await at.close();
  }
});

test('a token that died is renewed once; a rate of calls that is too high waits; calls at once stay few', async () => {
  at = await meet({ unauthorizedBody: 'text', latencyMs: 20 });
  await at.sandbox.control('POST', 'expire-tokens');
  await expect(facts(at.fusion, 'ledger', LEDGER_ID)).resolves.toHaveLength(1);
  await at.sandbox.control('POST', 'expire-tokens');
  await expect(facts(at.fusion, 'ledger', LEDGER_ID)).resolves.toHaveLength(1);
  await at.sandbox.fault({ match: { resource: 'ledgersLOV' }, kind: 'throttle', retryAfterSeconds: 7 });
  await expect(facts(at.fusion, 'ledger', LEDGER_ID)).rejects.toMatchObject({ name: 'Throttled', retryAfterMs: 7000 });
  await at.sandbox.control('DELETE', 'calls');
  await Promise.all(Array.from({ length: 12 }, () => facts(at.fusion, 'supplier', '1252')));
  expect((await at.sandbox.control('GET', 'calls')).json.maxConcurrent).toBeLessThanOrEqual(3);
});

test('the sample company: its check, its accounts and its suppliers', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fusion-meets-'));
  writeSampleCompany(folder, { today: new Date().toISOString().slice(0, 10) });
  const rows = (name: string): readonly object[] =>
    JSON.parse(readFileSync(join(folder, 'fusion', `${name}.json`), 'utf8')) as object[];
  const names = [
    'ledgersLOV',
    'finBusinessUnitsLOV',
    'procurementBusinessUnitsLOV',
    'buyersLOV',
    'purchasingDocumentStylesLOV',
  ];
  const more = [
    'purchasingLineTypesLOV',
    'payablesPaymentTerms',
    'payablesSources',
    'chartOfAccountsLOV',
    'accountCombinationsLOV',
  ];
  const all = [...names, ...more, 'valueSets', 'accountingPeriodStatusLOV', 'suppliers'];
  const content = Object.fromEntries(all.map((name) => [name, rows(name)]));
  const story = JSON.parse(readFileSync(join(folder, 'fusion-story.json'), 'utf8')) as {
    chart: { segments: string[] };
    businessUnits: { id: number; name: string; combinations: { retainage: string } }[];
  };
  rmSync(folder, { recursive: true });
  const [unit] = story.businessUnits;
  const businessUnit = { id: String(unit?.id), name: unit?.name ?? '' };
  const chart = {
    id: '5237',
    separator: '.',
    segments: story.chart.segments.map((name) => ({ name })),
    balancing: 'company',
    naturalAccount: 'account',
  };
  const own = posting();
  const suppliers = content['suppliers'] as { SupplierNumber: string }[];
  const number = suppliers[0]?.SupplierNumber ?? '';
  at = await meet(
    {},
    {
      site: { chart, testSupplier: number },
      posting: {
        ...{
          businessUnit,
          procurementBusinessUnit: businessUnit,
          ledger: { id: LEDGER_ID, name: 'Northgate US Ledger' },
        },
        order: { ...own.order, documentStyleId: '300000048120001' },
      },
    },
    content,
  );
  const steps = await at.fusion.adapter.check();
  expect(steps.filter((step) => !step.ok)).toEqual([]);
  await expect(facts(at.fusion, 'combination', unit?.combinations.retainage ?? '')).resolves.toMatchObject([
    { enabled: true },
  ]);
  await expect(facts(at.fusion, 'supplier', number)).resolves.toMatchObject([
    { number, sites: [{ assignments: [{}, {}] }] },
  ]);
});
