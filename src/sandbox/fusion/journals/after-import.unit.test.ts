import { EXPENSE_TEXT } from '../testing/test-company.fixture';
import { batches, credit, debit, journal, post, submit } from '../testing/test-journals.fixture';
import { startTestSandbox, type TestJson, type TestSandbox } from '../testing/test-sandbox.fixture';

describe('what happens to a batch after its import', () => {
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
  const read = async (id: string): Promise<TestJson> => (await batches(sandbox, `&q=JeBatchId=${id}`))[0];

  test('are posted by the customer, once, when their period is open; a future enterable one is not enough', async () => {
    const now = await imported(journal('10.00'));
    expect((await gl('post', { batch: now.BatchName })).json).toMatchObject({ Status: 'P', StatusMeaning: 'Posted' });
    expect((await gl('post', { batch: now.BatchName })).status).toBe(400);
    expect((await read(now.JeBatchId)).PostedDate).toMatch(/^\d{4}-\d\d-\d\d$/);
    const later = await imported(journal('10.00', { 3: '2048/12/15' }));
    expect((await gl('post', { batch: later.JeBatchId })).json.message).toBe('The period Dec-48 is not open.');
    expect(await read(later.JeBatchId)).toMatchObject({ Status: 'U', ErrorMessage: 'The period Dec-48 is not open.' });
    const [period] = (
      await sandbox.control('GET', 'items/accountingPeriodStatusLOV?PeriodNameId=Dec-48&ApplicationId=101')
    ).json;
    await sandbox.control('PATCH', `items/accountingPeriodStatusLOV/${encodeURIComponent(period.PeriodKey)}`, {
      ClosingStatus: 'O',
    });
    expect((await gl('post', { batch: later.JeBatchId })).json).toMatchObject({ Status: 'P', journalErrors: [] });
  });

  test.each([
    [false, 'U'],
    [true, 'P'],
  ])("the customer's schedule posts after the import, or does not: autoPost %s", async (autoPost, status) => {
    await sandbox.set({ autoPost });
    await submit(sandbox, journal('10.00'));
    expect(await batches(sandbox)).toMatchObject([{ Status: status }]);
  });

  test('AutomaticPosting posts what can be posted, and leaves the rest with its errors', async () => {
    await submit(sandbox, journal('10.00'));
    await submit(sandbox, journal('20.00', { 3: '2048/12/15' }));
    const job = {
      OperationName: 'submitESSJobRequest',
      JobPackageName: '/oracle/apps/ess/financials/generalLedger/programs/common/',
      JobDefName: 'AutomaticPosting',
      ESSParameters: '300000047012999',
    };
    expect((await post(sandbox, job)).json.ReqstId).toMatch(/^\d+$/);
    expect((await batches(sandbox)).map(({ Status }) => Status)).toEqual(['P', 'U']);
  });

  test('an unbalanced batch is posted while suspense is on, and not after it was switched off', async () => {
    await sandbox.set({ suspensePosting: true });
    const one = await imported([debit('30.00'), credit('29.99')]);
    const other = await imported([debit('30.00'), credit('29.99')]);
    expect((await gl('post', { batch: one.JeBatchId })).json.Status).toBe('P');
    await sandbox.set({ suspensePosting: false });
    expect((await gl('post', { batch: other.JeBatchId })).json.message).toBe('The journal is not balanced.');
  });

  test('a reversal is a batch of its own with the sides switched, or with the signs changed; the original says when', async () => {
    const { JeBatchId, BatchName } = await imported(journal('10.00'));
    const reversal = (await gl('reverse', { batch: JeBatchId, period: 'Now' })).json;
    expect(reversal.BatchName).toBe(`Reverses ${BatchName}`);
    const shown = await read(reversal.JeBatchId);
    expect(shown).toMatchObject({ Status: 'U', DefaultPeriodName: 'Now', ReversalFlag: 'N' });
    expect(shown.journalHeaders.items[0].journalLines.items).toMatchObject([
      { AccountCombination: EXPENSE_TEXT, EnteredDr: null, EnteredCr: 10 },
      { EnteredDr: 10, EnteredCr: null },
    ]);
    expect(await read(JeBatchId)).toMatchObject({ ReversalFlag: 'Y', ReversalPeriod: 'Now', RunningTotalDr: 10 });
    const signs = (await gl('reverse', { batch: JeBatchId, period: 'Now', method: 'Y', post: true })).json;
    expect((await read(signs.JeBatchId)).journalHeaders.items[0].journalLines.items).toMatchObject([
      { EnteredDr: -10, EnteredCr: null },
      { EnteredDr: null, EnteredCr: -10 },
    ]);
    expect((await read(signs.JeBatchId)).Status).toBe('P');
    await sandbox.set({ reversalTexts: 'none' });
    const silent = await read((await gl('reverse', { batch: JeBatchId, period: 'Now' })).json.JeBatchId);
    expect(silent.BatchName).toMatch(/^Reversal \d+$/);
    expect(silent.journalHeaders.items[0].journalLines.items).toMatchObject([
      { Description: null, EnteredCr: 10 },
      { Description: null, EnteredDr: 10 },
    ]);
  });

  test('import only marks what is to be reversed; AutoReverse takes it when it is posted and its period is open, once', async () => {
    const { JeBatchId } = await imported(journal('10.00', { 49: 'Y', 50: 'Now', 51: 'N' }));
    expect(await read(JeBatchId)).toMatchObject({ ReversalFlag: 'Y', ReversalPeriod: 'Now', ReversalDate: null });
    expect((await gl('autoReverse')).json).toEqual([]);
    await gl('post', { batch: JeBatchId });
    expect((await gl('autoReverse')).json).toMatchObject([{ DefaultPeriodName: 'Now', RunningTotalCr: '10' }]);
    expect((await gl('autoReverse')).json).toEqual([]);
    expect((await read(JeBatchId)).ReversalDate).toMatch(/^\d{4}-\d\d-\d\d$/);
    const signs = await imported(journal('10.00', { 49: 'Y', 50: 'Now', 51: 'Y' }));
    await gl('post', { batch: signs.JeBatchId });
    expect((await gl('autoReverse')).json).toMatchObject([
      { RunningTotalDr: '-10', journalHeaders: [{ journalLines: [{ EnteredDr: '-10' }, { EnteredCr: '-10' }] }] },
    ]);
    const later = await imported(journal('10.00', { 49: 'Y', 50: 'Dec-48' }));
    await gl('post', { batch: later.JeBatchId });
    expect((await gl('autoReverse')).json).toEqual([]);
  });

  test('a line that an accountant changes moves the totals of its journal and batch, and the date of its update', async () => {
    const { JeBatchId, LastUpdateDate } = await imported([...journal('10.00'), ...journal('1.50', { 46: 'DC-2' })]);
    const change = (body: object) => gl('change', { batch: JeBatchId, ...body });
    await sandbox.control('POST', 'clock', { aheadSeconds: 1 });
    await change({ line: 1, body: { EnteredDr: '12.30', AccountedDr: '14.00', Description: 'mended' } });
    await change({ line: 2, journal: 'DC-2', body: { AccountCombination: '101.10.63000.000' } });
    const batch = await read(JeBatchId);
    expect(batch).toMatchObject({ RunningTotalDr: 13.8, RunningTotalCr: 11.5, RunningTotalAccountedDr: 15.5 });
    expect(batch.LastUpdateDate).not.toBe(LastUpdateDate);
    const [first, second] = batch.journalHeaders.items;
    expect(first).toMatchObject({ RunningTotalDr: 12.3, RunningTotalCr: 10, RunningTotalAccountedCr: 10 });
    expect(first.journalLines.items[0].Description).toBe('mended');
    expect(second.journalLines.items[1].AccountCombination).toBe('101.10.63000.000');
    for (const wrong of [
      { line: 9, body: {} },
      { line: 1, journal: 'DC-9', body: {} },
      { line: 1, body: { Nothing: '1' } },
    ]) {
      expect((await change(wrong)).status).toBe(400);
    }
  });

  test('an unposted batch is deleted over the API or by people, a posted one by nobody', async () => {
    const [first, second] = [await imported(journal('1.00')), await imported(journal('2.00'))];
    const third = await imported(journal('3.00'));
    expect((await sandbox.send('DELETE', `journalBatches/${first.JeBatchId}`)).status).toBe(204);
    expect((await gl('delete', { batch: second.JeBatchId })).status).toBe(200);
    expect(await batches(sandbox)).toMatchObject([{ RunningTotalDr: 3 }]);
    await gl('post', { batch: third.JeBatchId });
    expect((await sandbox.send('DELETE', `journalBatches/${third.JeBatchId}`)).status).toBe(400);
    expect((await gl('delete', { batch: third.JeBatchId })).status).toBe(400);
    await sandbox.set({ deleteBatches: 'refused' });
    const fourth = await imported(journal('4.00'));
    expect((await sandbox.send('DELETE', `journalBatches/${fourth.JeBatchId}`)).status).toBe(400);
  });
});
