import { testContext } from '../../../test/stack/test-context';
import { createTestStore, testProjectId, type TestStore } from '../../../test/stack/test-store';
import type { ErpAdapter } from '../../clients/erp-adapter';
import type { ProcorePort } from '../../clients/procore/procore-port';
import { causeKey } from '../../domain/holds/cause-key';
import { jdeChart } from '../../domain/jde/chart';
import type { Entry } from '../../domain/posting/books/entry';
import { changeOrderLine, commitment, item, requisition } from '../../domain/procore/procore-documents.fixture';
import type { DocumentRow } from '../../store/documents/documents';
import type { Tx } from '../../store/unit-of-work';
import type { ConnectionContext } from '../context';
import type { Page, PageRequest } from '../page';
import { diffMapping } from './diff-mapping';
import { exportMapping } from './export-mapping';
import { mappingAccounts } from './mapping-accounts';
import { mappingCoverage } from './mapping-coverage';
import { importMapping } from './save-mapping';
import { suggestMapping } from './suggest-mapping';
import { whatIf } from './what-if';

const [first, second] = [testProjectId, '562949953443326'];
const usd = { iso: 'USD', baseIso: null, rate: null };
const header = 'project,sub_job,cost_code,cost_type,business_unit,object,subsidiary,subledger,subledger_type';
const quiet = { fromProcore: false, report: (): void => undefined };

let acme: TestStore;
let context: ConnectionContext;
beforeEach(async () => {
  acme = await createTestStore({ projectIds: [first, second] });
  const erp = () => Promise.resolve({ chart: jdeChart } as ErpAdapter);
  context = await testContext(acme, { identity: 'A. Ccountant', role: 'operator' }, { erp });
});
afterEach(() => acme.close());

const inTenant = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => acme.store.inTenant(acme.tenantId, work);
const map = (...rows: readonly string[]) =>
  importMapping(context, { file: 'm.csv', text: [header, ...rows].join('\n'), merge: false });

interface Billed {
  readonly projectId?: string;
  readonly commitmentId?: string;
  readonly status?: string;
  readonly stage?: 'held' | 'delivered' | null;
}

/** A requisition as a poll stores it, of one line each of these codes. */
async function read(id: string, lines: Readonly<Record<string, string>>, of: Billed = {}): Promise<DocumentRow> {
  const { projectId = first, commitmentId = '700', status = 'approved', stage = 'held' } = of;
  const items = Object.entries(lines).map(([codes, amount], index) =>
    item(codes, {
      ...{ lineItemId: String(index + 1), wbsCode: null, totalCompletedAndStoredToDate: amount },
      totalCompletedAndStoredToDateFromPrevious: '0.00',
    }),
  );
  const content = requisition(items, '0.00', { id, projectId, commitmentId, status, currency: usd });
  return inTenant(async (tx) => {
    const seen = { projectId, commitmentId, number: Number(id), sourceStatus: status };
    const document = await tx.documents.see(acme, { kind: 'requisition', sourceId: id }, seen);
    const stored = { requisition: content, changeOrderLines: {} };
    await tx.snapshots.store(document, { hintNo: document.hintNo, contentHash: 'v1:x', content: stored });
    await tx.documents.setStage(document.id, stage, stage === 'held');
    return tx.documents.load(document.id);
  });
}

/** As `read`; posted to these accounts, and confirmed there. */
async function posted(id: string, lines: Readonly<Record<string, readonly [string, string]>>, of: Billed = {}) {
  const amounts = Object.fromEntries(Object.entries(lines).map(([codes, [amount]]) => [codes, amount]));
  const document = await read(id, amounts, { ...of, stage: 'delivered' });
  const rows = Object.entries(lines).map(([codes, [amount, account]], index) => {
    const [code = '', type = ''] = codes.split('.');
    return { itemKey: `contract_item:${index + 1}`, costCode: { subJob: '', code, type }, account, amount };
  });
  await inTenant(async (tx) => {
    const body = { head: { lines: rows } };
    const plan = { hintNo: '0', asOf: '0', mappingVersion: 1, contentHash: 'v1:x', body };
    const planId = await tx.plans.store(document, { ...plan, amounts: { gross: '1', payable: '1', currency: 'USD' } });
    for (const step of ['order', 'voucher']) {
      const reserved = await tx.postings.reserve(acme, {
        ...{ documentId: document.id, step, ordinal: 1, key: `PC${step}${id}`, origin: 'sent', leaseMs: 60_000 },
        ...{ system: 'jde', kind: step, subject: `${step}:${id}`, occupies: false, supplier: '', number: '' },
        ...{ because: null, planStep: step, planId },
      });
      const confirmed = await tx.postings.move(reserved, 'confirmed');
      const entries = rows.map(({ itemKey, account, amount }): Entry => ({
        ...{ book: step === 'order' ? 'order' : 'cost', supplier: '1', orderLine: '', period: '', tax: '0' },
        ...{ item: itemKey, account, amount, gross: amount, withheld: '0' },
      }));
      await tx.effects.write(confirmed!, [{ document, entries }]);
    }
  });
}

async function whole<Row>(limit: number, ask: (page: PageRequest) => Promise<Page<Row>>) {
  const pages: (readonly Row[])[] = [];
  let next: string | null = null;
  do {
    const page: Page<Row> = await ask({ limit, ...(next === null ? {} : { after: next }) });
    pages.push(page.rows);
    ({ next } = page);
  } while (next !== null);
  return { rows: pages.flat(), sizes: pages.map((page) => page.length) };
}

describe('direct costs', () => {
  /** As a poll and a pass store it, of one line. */
  const cost = (
    id: string,
    code: string,
    amount: string,
    of: { type?: string; status?: string; stage?: 'held' | 'posted' | null } = {},
  ) =>
    inTenant(async (tx) => {
      const { type = 'invoice', status = 'approved', stage = null } = of;
      const content = {
        id,
        type,
        status,
        deletedAt: null,
        currency: usd,
        lineItems: [changeOrderLine(id, code, amount, 1)],
      };
      const named = { kind: 'directCost', sourceId: id } as const;
      const document = await tx.documents.see(acme, named, { projectId: first, sourceStatus: status });
      await tx.snapshots.store(document, { hintNo: document.hintNo, contentHash: 'v1:x', content });
      await tx.documents.setStage(document.id, stage, stage === 'held');
    });
  const covered = async (isBooked?: (directCost: { readonly type: string }) => boolean) => {
    const adapter = { chart: jdeChart, ...(isBooked === undefined ? {} : { booksDirectCost: isBooked }) };
    const erp = () => Promise.resolve(adapter as ErpAdapter);
    const asked = await testContext(acme, { identity: 'A. Ccountant', role: 'operator' }, { erp });
    const [project] = (await mappingCoverage(asked, { ...quiet, project: `id:${first}` })).projects;
    return project?.unmapped.map(({ costCode, money }) => [costCode, money.approved, money.pending]);
  };

  test('that are to be booked and whose codes have no account stand there with the money behind them', async () => {
    await cost('1', '26-010.S', '100.50', { stage: 'held' });
    await cost('2', '26-010.S', '20.00');
    await cost('3', '26-010.S', '3.00', { status: 'pending' });
    await cost('4', '09-900.M', '7.00', { type: 'payroll' });
    await cost('5', '31-230.S', '9.00', { stage: 'posted' });
    const usds = (amount: string) => [{ amount, currency: 'USD' }];
    expect(await covered(({ type }) => type === 'invoice')).toEqual([['26-010', usds('120.5'), usds('3')]]);
    expect(await covered()).toEqual([]);
    await map('4411,,26-010,S,4411,1340,26010,,', '*,,26-010,S,4411,1340,26010,,');
    expect(await covered(({ type }) => type === 'invoice')).toEqual([]);
  });
});

describe('accounts', () => {
  const shut = causeKey.account('4411.1340.26010');
  const withFaults = async (asked: string[][]) =>
    testContext(
      acme,
      { identity: 'A. Ccountant', role: 'operator' },
      {
        erp: () =>
          Promise.resolve({
            chart: jdeChart,
            accountFaults: (accounts: Parameters<typeof jdeChart.print>[0][]) => {
              const names = accounts.map((one) => jdeChart.print(one));
              asked.push(names);
              const why = 'Account 4411.1340.26010 is inactive.';
              return Promise.resolve(names.map((name) => (shut.endsWith(name) ? { why, cause: shut } : null)));
            },
          } as unknown as ErpAdapter),
      },
    );

  test('one that takes no postings is named with the codes led to it, the money behind them and what is held for it', async () => {
    const held = await read('1', { '26-010.S': '40.00', '26-020.S': '5.00' });
    await read('2', { '26-010.M': '7.00' }, { status: 'under_review', stage: null });
    await read('3', { '03-300.S': '9.00' });
    await inTenant(async (tx) => {
      const why = { reason: 'accountInactive', kind: 'person', field: 'PEC', value: 'I', message: 'inactive' } as const;
      const problem = { ...why, remedies: [{ act: 'resume' }] as const, causeKey: shut };
      await tx.holds.open(held, { problems: [problem], asOf: await tx.versionRows.clockNow(acme) });
    });
    await map(`P-${first},,26-010,*,4411,1340,26010,,`, `P-${first},,26-020,*,4411,1340,26020,,`);
    const asked: string[][] = [];
    const found = await mappingAccounts(await withFaults(asked), quiet);
    expect(asked).toEqual([['4411.1340.26010', '4411.1340.26020']]);
    expect(found).toMatchObject({ version: 1, accounts: 2 });
    expect(found.faulty).toMatchObject([
      {
        account: '4411.1340.26010',
        why: 'Account 4411.1340.26010 is inactive.',
        codes: [
          { codes: { costCode: '26-010', costType: 'M' }, line: 2, money: { pending: [{ amount: '7' }] } },
          { codes: { costCode: '26-010', costType: 'S' }, line: 2, money: { approved: [{ amount: '40' }] } },
        ],
        held: ['requisition/1'],
      },
    ]);
  });

  test('where the ERP shows no accounts that is said', async () => {
    const erp = () => Promise.resolve({ chart: jdeChart, words: { name: 'Books' } } as ErpAdapter);
    const blind = await testContext(acme, { identity: 'A. Ccountant', role: 'operator' }, { erp });
    await expect(mappingAccounts(blind, quiet)).rejects.toThrow('Books shows no accounts here');
  });
});

describe('coverage', () => {
  test('what is committed, approved and pending stands behind a code; what is posted does not wait for an account', async () => {
    await read('1', { '03-300.S': '100.00', '26-010.S': '40.00' });
    await read('2', { '03-300.S': '7.00' }, { status: 'under_review', stage: null });
    await read('3', { '03-300.S': '5000.00' }, { stage: 'delivered' });
    const lines = [changeOrderLine('1', '03-300.S', '900.00', 1)];
    await inTenant(async (tx) => {
      const shown = { ...commitment, id: '700', projectId: first, currency: usd, lineItems: lines };
      await tx.commitments.store(acme, first, shown, new Date());
      await tx.commitments.store(acme, first, { ...shown, id: '701', status: 'Draft' }, new Date());
      await tx.commitments.noteListed(acme, first, { ...shown, id: '702' });
    });
    await map(`P-${first},,26-*,*,4411,1340,,,`);
    const { version, projects } = await mappingCoverage(context, quiet);
    expect(version).toBe(1);
    expect(projects.map(({ project, codes, unreadCommitments }) => [project, codes, unreadCommitments])).toEqual([
      [`P-${first}`, 2, 1],
      [`P-${second}`, 0, 0],
    ]);
    const usdOf = (amount: string) => [{ currency: 'USD', amount }];
    expect(projects[0]).toMatchObject({
      mappedByPeople: 1,
      mapped: [{ costCode: '26-010', account: '4411.1340', line: 2 }],
      unmapped: [
        {
          costCode: '03-300',
          money: { approved: usdOf('100'), pending: usdOf('7'), committed: usdOf('900'), budget: [] },
        },
      ],
    });
  });

  test("a code of the budget that nothing uses yet is told with its amount, once Procore is asked for the project's list", async () => {
    const wbs = (id: string, costCode: string, status: string) => {
      const part = (type: string, code: string) => ({ type, code, pathCode: code, pathCodes: [], name: null });
      const segmentItems = [part('cost_code', costCode), part('line_item_type', 'S')];
      return {
        id,
        flatCode: null,
        flatName: null,
        description: `Code ${costCode}`,
        status,
        updatedAt: null,
        segmentItems,
      };
    };
    const codes = () => ({
      wbsCodes: () => Promise.resolve([wbs('44', '03-300', 'active'), wbs('45', '26-010', 'inactive')]),
      budgetViews: () => Promise.resolve([{ id: '1' }]),
      budgetRows: () =>
        Promise.resolve([
          {
            id: '9',
            wbsCodeId: '44',
            amounts: { original_budget_amount: '1000.00', budget_modifications: '-50.00', 'My column': '7' },
          },
        ]),
    });
    const procore = () => Promise.resolve({ codes } as unknown as ProcorePort);
    const asking = { ...context, ports: { ...context.ports, procore } };
    const wanted = { ...quiet, project: `P-${first}`, fromProcore: true };
    const { projects } = await mappingCoverage(asking, wanted);
    expect(projects).toMatchObject([
      {
        codes: 1,
        unmapped: [{ costCode: '03-300', name: 'Code 03-300', money: { budget: [{ currency: '', amount: '950' }] } }],
      },
    ]);
  });
});

test('what is suggested for a code is a file that can be imported, and nothing is applied before that', async () => {
  await read('1', { '31-23-17.S': '100.00', '99-99-99.S': '1.00' });
  await read('2', { '31-23-16.S': '10.00' }, { projectId: second, commitmentId: '701' });
  await map(`P-${second},,31-23-16,S,P-${second.slice(0, 9)},1340,312316,,`, `P-${first},,01-00-00,S,4411,1341,,,`);
  const wanted = { ...quiet, least: 60 };
  expect((await suggestMapping(context, wanted)).suggestions.map(({ suggested }) => suggested)).toEqual([null, null]);
  await map(`P-${second},,31-23-16,S,4499,1340,312316,,`, `P-${first},,31-23-11,S,4499,1340,312311,,`);
  const { suggestions, csv } = await suggestMapping(context, { ...wanted, project: `P-${first}` });
  expect(suggestions.map(({ costCode, suggested }) => [costCode, suggested?.account])).toEqual([
    ['31-23-17', '4499.1340.312317'],
    ['99-99-99', undefined],
  ]);
  expect(csv.split('\n').slice(1, -1)).toEqual([
    expect.stringMatching(
      new RegExp(
        `^P-${first},,31-23-17,S,4499,1340,312317,,,"?88 %: like 31-23-11.S .*row 3 leads to 4499.1340.312311.*approved 100.00 USD"?$`,
      ),
    ),
  ]);
  const unchanged = await exportMapping(context, null);
  expect(unchanged.version).toBe(2);
  expect(await importMapping(context, { file: 'suggested.csv', text: csv, merge: true })).toMatchObject({
    version: 3,
    rows: 3,
  });
  expect((await suggestMapping(context, wanted)).suggestions.map(({ costCode }) => costCode)).toEqual(['99-99-99']);
});

test('two versions are compared row by row, a page at a time, whatever line a row stands on', async () => {
  await map('4411,,01,S,4411,1340,,,', '4411,,02,S,4411,1340,,,', 'id:562,*,03:x,S,4411,1340,,,');
  await map('4411,,04,S,4411,1350,,,', '4411,,02,S,4411,1340,,7,A', '4411,,01,S,4411,1340,,,');
  const { rows, sizes } = await whole(1, (page) => diffMapping(context, {}, page));
  expect(sizes).toEqual([1, 1, 1]);
  expect(rows.map(({ change, costCode, before, after }) => [change, costCode, before, after])).toEqual([
    ['changed', '02', '4411.1340', '4411.1340 subledger=7 subledger_type=A'],
    ['added', '04', null, '4411.1350'],
    ['removed', '03:x', '4411.1340', null],
  ]);
  const all = await diffMapping(context, { to: 1 }, {});
  expect(all).toMatchObject({ from: 0, to: 1, madeBy: 'A. Ccountant', rows: [{ change: 'added' }, {}, {}] });
  expect((await diffMapping(context, { project: 'id:562' }, {})).rows).toHaveLength(1);
  await expect(diffMapping(context, { to: 3 }, {})).rejects.toThrow('there are versions 1 to 2');
});

describe('what if', () => {
  const file = (...rows: readonly string[]) => ({ file: 'x.csv', text: [header, ...rows].join('\n'), merge: true });
  const on = (project: string, costCode: string, object: string) => `P-${project},*,${costCode},*,4411,${object},,,`;

  beforeEach(async () => {
    await map(on(first, '*', '1340'), on(second, '*', '1340'));
    await posted('1', { '03-300.S': ['100.00', '4411.1340'], '26-010.S': ['40.00', '4411.1340'] });
    await posted('2', { '26-010.S': ['5.00', '4411.1340'] }, { commitmentId: '701' });
    await posted('3', { '03-300.S': ['9.00', '4411.1340'] }, { projectId: second, commitmentId: '702' });
  });

  test('documents of the past are told by item, with what stands in the books once and not with its order again', async () => {
    const found = await whatIf(context, { proposed: file(on(first, '03-300', '1350')) }, {});
    expect(found).toMatchObject({ version: 1, wouldRelease: [], next: null });
    expect(found.rows).toEqual([
      expect.objectContaining({ document: 'requisition/1', amount: '100', currency: 'USD', stage: 'delivered' }),
    ]);
    expect(found.rows[0]?.items).toEqual([
      expect.objectContaining({ code: '03-300.S', posted: '4411.1340', present: '4411.1340', proposed: '4411.1350' }),
    ]);
    expect((await exportMapping(context, null)).version).toBe(1);
  });

  test('what was voided is not in the books, and a page goes on where the last one ended', async () => {
    const row = { project: '*', subJob: '*', costCode: '*', costType: 'S', account: '4411.1350', segments: {} };
    const rows = [on(first, '*', '1350'), on(second, '*', '1350')];
    const { rows: all, sizes } = await whole(2, (page) => whatIf(context, { proposed: file(...rows) }, page));
    expect(all.map(({ document }) => document)).toEqual(['requisition/1', 'requisition/2', 'requisition/3']);
    expect(sizes).toEqual([2, 1]);
    const only = { proposed: file(...rows), project: `P-${second}` };
    expect((await whatIf(context, only, {})).rows.map(({ document }) => document)).toEqual(['requisition/3']);
    // A wider row never takes the place of a narrower one.
    expect((await whatIf(context, { proposed: { row } }, {})).rows).toEqual([]);
    await acme.database.inTenant(acme.tenantId, (trx) =>
      trx.updateTable('posting').set({ state: 'voided' }).where('key', 'like', '%3').execute(),
    );
    expect((await whatIf(context, only, {})).rows).toEqual([]);
  });

  test('a held document that would go on is named, and stays held', async () => {
    await map(on(second, '*', '1340'));
    const held = await read('4', { '03-300.S': '1.00' }, { commitmentId: '703' });
    await inTenant(async (tx) => {
      const cause = causeKey.costCode(first, '', '03-300', 'S');
      const text = {
        field: 'wbs_code',
        value: '03-300.S',
        message: 'no account',
        remedies: [{ act: 'resume' }],
      } as const;
      const problems = [{ reason: 'unmappedCostCode', kind: 'person', ...text, causeKey: cause }] as const;
      await tx.holds.open(held, { problems: [...problems], asOf: await tx.versionRows.clockNow(acme) });
    });
    const { wouldRelease } = await whatIf(context, { proposed: file(on(first, '03-*', '1350')) }, {});
    expect(wouldRelease).toEqual(['requisition/4']);
    const [still] = await inTenant((tx) => tx.holds.standing(acme));
    expect(still?.hold.releaseAskedAt).toBeNull();
    expect(
      (await inTenant((tx) => tx.lists.signals(acme, { deadOnly: false }, { limit: 9, after: null }))).rows,
    ).toEqual([]);
  });
});
