import type { TestJson } from '../../../sandbox/fusion/testing/test-sandbox.fixture';
import { journals } from '../../../domain/fusion/journals/journal-member.fixture';
import type { JournalSettings } from '../../../domain/fusion/journals/journal-settings';
import { LEDGER_ID, PROCORE_SOURCE, RETAINAGE_STYLE } from '../../../sandbox/fusion/testing/test-company.fixture';
import type { CheckStep } from '../../erp-adapter';
import { settings as posting } from '../../../domain/fusion/requisition/planner.fixture';
import { openOrder, sandboxInvoice } from './whole-way.fixture';
import { chart } from '../fusion-under-test.fixture';
import { posted } from '../sample-bodies.fixture';
import { meet, type Meeting } from './meet.fixture';

let at: Meeting;
afterEach(() => at.close());

const failed = (steps: readonly CheckStep[]) => steps.filter((step) => !step.ok).map((step) => step.name);
const named = (steps: readonly CheckStep[], name: string) => steps.find((step) => step.name.startsWith(name));
const user = (more: object) => ({
  users: [{ username: 'sandbox-client', password: '', deniedResources: [], hiddenBusinessUnits: [], ...more }],
});

describe('check of the connection', () => {
  test('all is well: each step says what it found', async () => {
    at = await meet({}, { site: { testSupplier: '1252' } });
    const order = await openOrder(at.fusion);
    await at.fusion.send('invoice', posted(sandboxInvoice(order)));
    const steps = await at.fusion.adapter.check();
    expect(failed(steps)).toEqual([]);
    expect(steps.filter((step) => step.detail.includes('warning'))).toEqual([]);
    expect(named(steps, 'token')?.detail).toContain(at.sandbox.url);
    expect(named(steps, 'chart')?.detail).toContain('e.g. 101.10.60530.000');
    expect(named(steps, 'invoice source')?.detail).toContain('an invoice carries it');
    expect(named(steps, 'resource suppliers')?.detail).toContain('may not be asked by LastUpdateDate');
    expect(named(steps, 'test supplier')?.detail).toContain('order by site Lee US1; invoice by site Lee US1');
  });

  test('the business units of each company are looked for, and the sites of the test supplier in each', async () => {
    const { companies } = posting();
    const other = { id: '2', name: 'Other BU' };
    const with2 = (unit: typeof other) => ({
      companies: { ...companies, '102': { ...companies['101']!, businessUnit: unit } },
    });
    at = await meet({}, { site: { testSupplier: '1252' }, posting: with2(other) });
    const steps = await at.fusion.adapter.check();
    expect(named(steps, 'business unit Other BU')).toMatchObject({ ok: true, detail: 'Other BU (2)' });
    expect(named(steps, 'test supplier')).toMatchObject({
      ok: false,
      detail: expect.stringContaining(
        'order by site Lee US1; invoice by site Lee US1; no order in Other BU: site Lee US1 is not assigned to business unit Other BU',
      ),
    });
    const unknown = await at.adapter({}, with2({ id: '3', name: 'Nowhere' })).adapter.check();
    expect(named(unknown, 'business unit Nowhere')).toMatchObject({
      ok: false,
      detail: expect.stringContaining('no 3'),
    });
  });

  test('a wrong secret, a scope of another platform and a client that is no user end it there, and show no secret', async () => {
    at = await meet({ otherScopes: ['urn:other'] });
    const wrong = await at.adapter({ secret: 'not-the-word' }).adapter.check();
    expect(wrong.at(-1)).toMatchObject({
      ok: false,
      name: 'token by clientCredentials',
      ask: expect.stringContaining('scope'),
    });
    expect(JSON.stringify(wrong)).not.toContain('not-the-word');
    const tokenUrl = `${at.sandbox.identityUrl}/oauth2/v1/token`;
    const of = (scope: string) => ({
      method: 'clientCredentials' as const,
      tokenUrl,
      clientId: 'sandbox-client',
      scope,
    });
    const unknown = await at.adapter({ authentication: of('urn:nobody') }).adapter.check();
    expect(unknown.at(-1)).toMatchObject({ ok: false, detail: expect.stringContaining('scope') });
    const others = await at.adapter({ authentication: of('urn:other') }).adapter.check();
    expect(named(others, 'resource suppliers')).toMatchObject({ ok: false, detail: expect.stringContaining('401') });
    await at.sandbox.set({ users: [] });
    const nobody = await at.adapter().adapter.check();
    expect(nobody.at(-1)).toMatchObject({ ok: false, name: 'token by clientCredentials' });
  });

  test('nobody listens; a pod in maintenance; a page with 200', async () => {
    at = await meet();
    const lost = await at.adapter({ baseUrl: 'http://127.0.0.1:9' }).adapter.check();
    expect(lost).toMatchObject([{ ok: false, ask: expect.stringContaining('network') }]);
    for (const maintenance of ['503', 'html200', 'redirect'] as const) {
      await at.sandbox.set({ maintenance });
      const steps = await at.adapter().adapter.check();
      expect(failed(steps).length).toBeGreaterThan(0);
    }
  });

  test.each([
    'suppliers',
    'purchaseOrders',
    'draftPurchaseOrders',
    'invoices',
    'invoiceHolds',
    'accountCombinationsLOV',
  ])(
    'a missing role for %s is named with whom to ask, and nothing else fails but what rests on it',
    async (resource) => {
      at = await meet(user({ deniedResources: [resource] }));
      const steps = await at.fusion.adapter.check();
      const denied = named(steps, `resource ${resource}`);
      expect(denied).toMatchObject({ ok: false, ask: expect.stringContaining('security administrator') });
      expect(denied?.detail).toContain('403');
      const resting: Readonly<Record<string, readonly string[] | undefined>> = {
        suppliers: ['two conditions at once on suppliers'],
        invoices: ['invoice source'],
        accountCombinationsLOV: ['two conditions at once on accountCombinationsLOV', 'chart of accounts 5237'],
      };
      expect(failed(steps)).toEqual([`resource ${resource}`, ...(resting[resource] ?? [])]);
    },
  );

  test('data access that is missing looks like empty, and is told by the business unit', async () => {
    at = await meet(user({ hiddenBusinessUnits: ['US1 Business Unit'] }));
    const steps = await at.fusion.adapter.check();
    expect(named(steps, 'business unit of invoices')).toMatchObject({
      ok: false,
      ask: expect.stringContaining('data access'),
    });
    const body = sandboxInvoice({ reference: { orderNumber: '1' } });
    await expect(at.fusion.look('invoice', posted(body))).rejects.toMatchObject({
      detail: { reason: 'emptyUnproven' },
    });
  });

  test('a style, unit, ledger, chart, separator or period that is not there is named', async () => {
    at = await meet();
    const stranger = { id: '999', name: 'Nowhere' };
    const own = posting();
    const check = async (...given: Parameters<Meeting['adapter']>) =>
      failed(await at.adapter(...given).adapter.check());
    await expect(check({}, { businessUnit: stranger })).resolves.toEqual(['business unit of invoices']);
    await expect(
      check({}, { procurementBusinessUnit: { ...own.procurementBusinessUnit, name: 'Other' } }),
    ).resolves.toEqual(['procurement business unit']);
    await expect(check({}, { ledger: stranger })).resolves.toEqual([
      ...['ledger', 'periods of Payables', 'periods of General Ledger'],
    ]);
    await expect(check({}, { order: { ...own.order, documentStyleId: '77' } })).resolves.toEqual(['document style']);
    await expect(check({}, { payablesApplicationId: '201' })).resolves.toEqual(['periods of Payables']);
    await expect(check({ chart: { ...chart, id: '41' } })).resolves.toEqual(['chart of accounts 41']);
    const segments = [...chart.segments, { name: 'costCenter' }];
    await expect(check({ chart: { ...chart, segments } })).resolves.toEqual(['chart of accounts 5237']);
    await expect(check({ testSupplier: '1255' })).resolves.toEqual(['test supplier 1255']);
    await expect(check({ testSupplier: '1254' })).resolves.toEqual(['test supplier 1254']);
    expect(own.order.documentStyleId).toBe(RETAINAGE_STYLE);
  });

  test('segments that the pod calls by number are shown beside those of the settings', async () => {
    at = await meet({ segmentNames: 'numbered' });
    const step = named(await at.fusion.adapter.check(), 'chart of accounts');
    expect(step).toMatchObject({ ok: false, detail: expect.stringContaining('Segment1') });
    const segments = chart.segments.map((_one, index) => ({ name: `Segment${index + 1}` }));
    const numbered = { ...chart, segments, balancing: 'Segment1', naturalAccount: 'Segment3' };
    expect(failed(await at.adapter({ chart: numbered }).adapter.check())).toEqual([]);
  });

  test('conditions joined in a way that the pod does not take are told, with the way that works', async () => {
    at = await meet({ semicolonAfterV1: 'refused' });
    const step = named(await at.fusion.adapter.check(), 'two conditions at once on suppliers');
    expect(step).toMatchObject({ ok: false, ask: expect.stringContaining('fusion.queryStyle') });
    expect(step?.detail).toContain('but as expression');
    expect(failed(await at.adapter({ queryStyle: 'expression' }).adapter.check())).toEqual([]);
  });

  test('accounts that one way never finds are told before they are asked for, and never read as absent', async () => {
    at = await meet({ andTrap: 'always' }, { site: { queryStyle: 'expression' } });
    const steps = await at.fusion.adapter.check();
    expect(failed(steps)).toEqual(['two conditions at once on accountCombinationsLOV']);
    expect(named(steps, 'two conditions at once on acc')?.detail).toContain('but as semicolon');
    const asking = at.fusion.adapter.readFacts([{ kind: 'combination', id: '101.10.60530.000', causes: [] }]);
    await expect(asking).rejects.toMatchObject({ detail: { reason: 'emptyUnproven' } });
  });
});

describe('journals', () => {
  const stood = { BatchName: 'Payables 77 A 1 2 N', Status: 'P' };
  const check = async (more: Partial<JournalSettings> = {}) =>
    at.adapter({}, { journals: { ...journals, ...more } }).adapter.check();

  beforeEach(async () => {
    at = await meet();
    await at.sandbox.control('POST', 'items/journalBatches', [stood]);
    // A pod always has requests.
    await at.sandbox.control('POST', 'gl/import', { source: PROCORE_SOURCE, ledger: LEDGER_ID, group: '1' });
  });

  test('source, category, batches, requests and scheduler are there; without the section none are posted', async () => {
    const steps = await check();
    expect(failed(steps)).toEqual([]);
    expect(named(steps, 'journal source Procore')?.detail).toContain(`takes it as ${PROCORE_SOURCE}`);
    expect(named(steps, 'journal batches')?.detail).toContain('may be asked by BatchName');
    expect(named(await at.fusion.adapter.check(), 'journals')?.detail).toContain('posting.journals is not set');
  });

  test('accruals go by the calendar of the ledger: the next end and the day of the reversal are told, or that there is none', async () => {
    const accrueUnbilled = { accrualAccount: '101.10.22000.000', owner: 'here', accrueAfter: 'apClosed' } as const;
    const step = async () => {
      const { adapter } = at.adapter({}, { journals, accrueUnbilled, accrualReversal: 'own' });
      return named(await adapter.check(), 'accruals at period ends');
    };
    const periods = (await at.sandbox.control('GET', 'items/accountingPeriodStatusLOV')).json as TestJson[];
    const now = periods.find((one) => String(one.ApplicationId) === '101' && one.PeriodNameId === 'Now');
    const dayBehind = (days: number) =>
      new Date(Date.parse(now?.EndDate) + days * 86_400_000).toISOString().slice(0, 10);
    const path = (row: TestJson) => `items/accountingPeriodStatusLOV/${encodeURIComponent(String(row.PeriodKey))}`;
    for (const one of periods.filter(({ StartDate }) => StartDate === dayBehind(1)))
      await at.sandbox.control('DELETE', path(one));
    expect(await step()).toMatchObject({
      ok: false,
      detail: `Now ends on ${now?.EndDate}, and no period begins on the day after`,
    });
    const { PeriodKey: _, ...row } = now;
    const next = { ...row, PeriodNameId: 'P13', StartDate: dayBehind(1), EndDate: dayBehind(28) };
    await at.sandbox.control('POST', 'items/accountingPeriodStatusLOV', next);
    expect(await step()).toMatchObject({
      ok: true,
      detail: `Now ends on ${now?.EndDate}; what is accrued then is reversed on ${dayBehind(1)}, in P13`,
    });
  });

  test('a source that the customer made is not taken by its name, and the key is told', async () => {
    const { sourceParameter: _, ...rest } = journals;
    const steps = await at.adapter({}, { journals: rest }).adapter.check();
    expect(named(steps, 'journal source')).toMatchObject({
      ok: false,
      detail: expect.stringContaining(PROCORE_SOURCE),
    });
  });

  test.each([
    ['journal source', { source: 'Elsewhere' }, {}],
    ['journal category', { category: 'Elsewhere' }, {}],
    ['journal batches', {}, { emptyResources: ['journalBatches'] }],
    ['import of journals', {}, { deniedResources: ['erpintegrations'] }],
    ['requests of the scheduler', {}, { emptyResources: ['ess'] }],
    ['requests of the scheduler', {}, { deniedResources: ['ess'] }],
  ])('%s fails where it cannot be: %j %j', async (name, settings, access) => {
    await at.sandbox.set(user(access));
    const steps = await check(settings);
    expect(failed(steps).map((one) => one.startsWith(name))).toEqual([true]);
  });
});
