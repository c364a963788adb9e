import { EXPENSE_TEXT } from '../testing/test-company.fixture';
import {
  batches,
  credit,
  debit,
  GROUP,
  importBody,
  journal,
  PARAMETERS,
  post,
  submit,
} from '../testing/test-journals.fixture';
import { indicatorOf, startTestSandbox, type TestJson, type TestSandbox } from '../testing/test-sandbox.fixture';

describe('journal batches', () => {
  let sandbox: TestSandbox;
  beforeEach(async () => {
    sandbox = await startTestSandbox({ essStepMs: 0 });
  });
  afterEach(() => sandbox.close());

  const gl = (act: string, body: object = {}) => sandbox.control('POST', `gl/${act}`, body);
  const imported = async (lines: readonly string[]): Promise<TestJson> => {
    await submit(sandbox, lines);
    return (await batches(sandbox)).at(-1);
  };

  test('are found by the beginning of their name, and by nothing that is not known to be queryable', async () => {
    await submit(sandbox, journal('10.00'));
    await submit(sandbox, journal('20.00', { 43: 'PC-4411-2026-07-direct-2' }));
    const like = encodeURIComponent("BatchName LIKE 'PC-4411-2026-07-direct %'");
    expect(await batches(sandbox, `&q=${like}`)).toMatchObject([{ RunningTotalDr: 10 }]);
    const since = `journalBatches?q=${encodeURIComponent('LastUpdateDate>2026-01-01T00:00:00Z')}`;
    expect((await sandbox.get(since)).status).toBe(400);
    const attributes = (await sandbox.get('journalBatches/describe')).json.Resources.journalBatches.attributes;
    expect(attributes.filter(({ queryable }: TestJson) => queryable).map(({ name }: TestJson) => name)).toEqual([
      'JeBatchId',
      'BatchName',
    ]);
    await sandbox.set({ queryable: { 'journalBatches.LastUpdateDate': true } });
    expect((await sandbox.get(since)).json.count).toBe(2);
  });

  test('have journals by name, category, currency and period, and lines with accounts, sides and descriptions', async () => {
    const batch = await imported([
      debit('10.25', { 44: 'July costs', 46: 'DC-1', 48: '4411', 52: 'PC 1 2' }),
      credit('10.25', { 46: 'DC-1', 48: '4411' }),
      ...journal('20.00', { 46: 'DC-2' }),
    ]);
    expect(batch).toMatchObject({ BatchDescription: 'July costs', RunningTotalDr: 30.25, RunningTotalCr: 30.25 });
    const [first, second] = batch.journalHeaders.items;
    expect(first).toMatchObject({
      ...{ JournalName: 'DC-1', LedgerName: 'US Primary Ledger', PeriodName: 'Jul-26', CurrencyCode: 'USD' },
      ...{ DefaultEffectiveDate: '2026-07-15', UserJeCategoryName: 'Adjustment', ExternalReference: '4411' },
      ...{ RunningTotalDr: 10.25, RunningTotalCr: 10.25 },
    });
    expect(first.journalLines.items).toMatchObject([
      { JeLineNumber: 1, AccountCombination: EXPENSE_TEXT, EnteredDr: 10.25, EnteredCr: null, Description: 'PC 1 2' },
      { JeLineNumber: 2, AccountCombination: '101.00.22100.000', EnteredDr: null, AccountedCr: 10.25 },
    ]);
    expect(second).toMatchObject({ JournalName: 'DC-2', RunningTotalDr: 20 });
  });

  test('the children are read by their own paths too', async () => {
    const { JeBatchId, journalHeaders } = await imported(journal('10.00'));
    const header = journalHeaders.items[0].JeHeaderId;
    const path = `journalBatches/${JeBatchId}/child/journalHeaders`;
    expect((await sandbox.get(path)).json.items).toMatchObject([{ JournalName: 'DC-1' }]);
    expect((await sandbox.get(`${path}/${header}/child/journalLines`)).json.count).toBe(2);
    expect((await sandbox.get(`${path}/${header}/child/lines`)).status).toBe(404);
  });

  test('what the lines are called is a switch', async () => {
    await sandbox.set({ journalLinesChild: 'lines' });
    await submit(sandbox, journal('10.00'));
    const found = await sandbox.get('journalBatches?expand=journalHeaders.lines');
    expect(found.json.items[0].journalHeaders.items[0].lines.items).toHaveLength(2);
    expect((await sandbox.get('journalBatches?expand=journalHeaders.journalLines')).status).toBe(400);
    const { JeBatchId } = found.json.items[0];
    expect((await gl('post', { batch: JeBatchId })).json).toMatchObject({ Status: 'P' });
  });

  test.each([
    ['asGiven', 'DC-1'],
    ['longer', 'DC-1 Adjustment USD'],
  ] as const)('the name of a journal may be longer than what was sent: journalName %s', async (journalName, name) => {
    await sandbox.set({ journalName });
    expect((await imported(journal('10.00'))).journalHeaders.items[0].JournalName).toBe(name);
  });

  test('encumbrances are journals of their own flag, in a batch of their own', async () => {
    await submit(sandbox, [...journal('10.00'), ...journal('20.00', { 8: 'E', 93: '1001' })]);
    const found = await batches(sandbox);
    expect(found.map(({ ActualFlagMeaning, RunningTotalDr }) => [ActualFlagMeaning, RunningTotalDr])).toEqual([
      ['Actual', 10],
      ['Encumbrance', 20],
    ]);
    expect(found[1].BatchName).toContain(` Procore E ${GROUP} `);
  });

  test('a batch name that is cut loses group and request, not what was sent', async () => {
    await sandbox.set({ batchNameLength: 100 });
    const own = `PC-4411 ${'x'.repeat(80)}`;
    const { BatchName } = await imported(journal('10.00', { 43: own }));
    expect(BatchName).toBe(`${own} Procore A 8`);
  });

  test('summary journals have one line for each account and side, and no descriptions', async () => {
    const twice = [
      ...journal('10.00', { 52: 'a' }),
      ...journal('5.00', { 52: 'b' }),
      credit('1.00', { 11: '60530', 10: '10' }),
      debit('1.00'),
    ];
    await submit(sandbox, twice, { ParameterList: PARAMETERS.replace(/N,N,N$/, 'N,Y,N') });
    const [batch] = await batches(sandbox);
    expect(batch.journalHeaders.items[0].journalLines.items).toMatchObject([
      { AccountCombination: EXPENSE_TEXT, EnteredDr: 16, EnteredCr: null, Description: null },
      { AccountCombination: '101.00.22100.000', EnteredCr: 15 },
      { AccountCombination: EXPENSE_TEXT, EnteredDr: null, EnteredCr: 1 },
    ]);
  });

  test('are not created by POST, and a PATCH takes completion status and reversal alone', async () => {
    expect((await sandbox.send('POST', 'journalBatches', { BatchName: 'x' })).status).toBe(405);
    const { JeBatchId } = await imported(journal('10.00'));
    const patch = (body: object) => sandbox.send('PATCH', `journalBatches/${JeBatchId}`, body);
    expect((await patch({ BatchName: 'x' })).status).toBe(400);
    expect((await patch({ Status: 'P' })).status).toBe(400);
    const marked = await patch({ ReversalFlag: 'Y', ReversalPeriod: 'Now' });
    expect(marked.json).toMatchObject({ Status: 'U', ReversalFlag: 'Y', ReversalPeriod: 'Now', ReversalDate: null });
  });

  test('a PATCH with another change indicator is refused', async () => {
    await submit(sandbox, journal('10.00'));
    const [batch] = (await sandbox.get('journalBatches')).json.items;
    await gl('post', { batch: batch.JeBatchId });
    const headers = { 'If-Match': indicatorOf(batch) };
    expect(
      (await sandbox.send('PATCH', `journalBatches/${batch.JeBatchId}`, { ReversalFlag: 'Y' }, headers)).status,
    ).toBe(412);
  });

  test('without data access the list is empty, and a batch may show up late', async () => {
    await sandbox.set({
      users: [
        {
          username: 'sandbox-client',
          password: '',
          deniedResources: [],
          hiddenBusinessUnits: [],
          emptyResources: ['journalBatches'],
        },
      ],
    });
    await submit(sandbox, journal('10.00'));
    expect(await batches(sandbox)).toEqual([]);
    await sandbox.set({
      users: [{ username: 'sandbox-client', password: '', deniedResources: [], hiddenBusinessUnits: [] }],
      listedAfterMs: 60_000,
    });
    expect(await batches(sandbox)).toEqual([]);
    await sandbox.control('POST', 'clock', { aheadSeconds: 61 });
    expect(await batches(sandbox)).toHaveLength(1);
  });

  test('older batches come with the data folder or over the control port, and all can be read there', async () => {
    const old = {
      BatchName: 'Old',
      Status: 'P',
      JeBatchId: '300000040000001',
      journalHeaders: [{ JournalName: 'Old 1', JeHeaderId: '1' }],
    };
    await sandbox.control('POST', 'items/journalBatches', old);
    await submit(sandbox, journal('10.00'));
    expect((await batches(sandbox)).map(({ JeBatchId }) => String(JeBatchId))[0]).toBe(old.JeBatchId);
    expect((await sandbox.control('GET', 'items/journalBatches')).json).toMatchObject([
      { BatchName: 'Old', GroupId: null },
      { GroupId: GROUP, journalHeaders: [{ journalLines: [{ EnteredDr: '10' }, { EnteredCr: '10' }] }] },
    ]);
  });

  test('when the answer is lost the import goes on, and the batch is the proof', async () => {
    const match = { resource: 'erpintegrations', action: 'importBulkData' };
    await sandbox.fault({ match, kind: 'commitThenLose' });
    await expect(post(sandbox, importBody(journal('10.00')))).rejects.toThrow();
    expect(await batches(sandbox)).toHaveLength(1);
    await sandbox.fault({ match, kind: 'reset' });
    await expect(post(sandbox, importBody(journal('10.00')))).rejects.toThrow();
    await sandbox.fault({ match, kind: 'html' });
    expect((await post(sandbox, importBody(journal('10.00')))).text).toContain('<html>');
    expect(await batches(sandbox)).toHaveLength(1);
    expect((await sandbox.control('GET', 'calls')).json.counts).toMatchObject({
      'action erpintegrations importBulkData': 3,
    });
  });
});
