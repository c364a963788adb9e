import { BU, EXPENSE_TEXT } from '../testing/test-company.fixture';
import { invoiceBody } from '../testing/test-documents';
import { batches, journal, submit } from '../testing/test-journals.fixture';
import { startTestSandbox, type TestAnswer, type TestJson, type TestSandbox } from '../testing/test-sandbox.fixture';

const CLEARING_TEXT = '101.00.22100.000';
const ALL = {
  accountCombination: EXPENSE_TEXT,
  accountingPeriod: 'Jul-26',
  currency: 'USD',
  ledgerName: 'US Primary Ledger',
  mode: 'Detail',
};

describe('ledger balances', () => {
  let sandbox: TestSandbox;
  beforeEach(async () => {
    sandbox = await startTestSandbox({ essStepMs: 0 });
  });
  afterEach(() => sandbox.close());

  const asked = (change: object = {}): Promise<TestAnswer> => {
    const variables = Object.entries({ ...ALL, ...change }).map(([name, value]) => `${name}=${value}`);
    return sandbox.get(`ledgerBalances?finder=${encodeURIComponent(`AccountBalanceFinder;${variables.join(',')}`)}`);
  };
  const balance = async (change: object = {}): Promise<TestJson> => (await asked(change)).json.items[0];
  const postLast = async (): Promise<void> => {
    const batch = (await batches(sandbox)).at(-1).JeBatchId;
    await sandbox.control('POST', 'gl/post', { batch });
  };
  const posted = async (lines: readonly string[]): Promise<void> => {
    await submit(sandbox, lines);
    await postLast();
  };
  const setPeriod = async (name: string, values: object): Promise<void> => {
    const of = `items/accountingPeriodStatusLOV?PeriodNameId=${name}&ApplicationId=101`;
    for (const { PeriodKey } of (await sandbox.control('GET', of)).json) {
      await sandbox.control('PATCH', `items/accountingPeriodStatusLOV/${encodeURIComponent(PeriodKey)}`, values);
    }
  };

  test('are what is posted in the period, debits positive; a journal that is only imported counts for nothing', async () => {
    await submit(sandbox, journal('10.25'));
    expect(await balance()).toMatchObject({ PeriodActivity: 0 });
    await postLast();
    expect(await balance()).toMatchObject({
      ...{ AccountCombination: EXPENSE_TEXT, LedgerName: 'US Primary Ledger', Currency: 'USD' },
      ...{ BeginningBalance: 0, PeriodActivity: 10.25, EndingBalance: 10.25 },
    });
    expect(await balance({ accountCombination: CLEARING_TEXT })).toMatchObject({ EndingBalance: -10.25 });
  });

  test('begin with the periods before; income and expense with those of their year alone', async () => {
    await setPeriod('Jun-26', { ClosingStatus: 'O' });
    await posted(journal('7.00', { 3: '2026/06/30' }));
    await posted(journal('10.00'));
    const both = { BeginningBalance: 7, PeriodActivity: 10, EndingBalance: 17 };
    expect(await balance()).toMatchObject(both);
    await setPeriod('Jun-26', { PeriodYear: '2025' });
    expect(await balance()).toMatchObject({ BeginningBalance: 0, EndingBalance: 10 });
    expect(await balance({ accountCombination: CLEARING_TEXT })).toMatchObject({ BeginningBalance: -7 });
  });

  test('count what Payables accounted, and the liability against it', async () => {
    const line = { LineNumber: 1, LineType: 'Item', LineAmount: 30, DistributionCombination: EXPENSE_TEXT };
    const body = invoiceBody([line], 30, { LiabilityDistribution: CLEARING_TEXT });
    const { json } = await sandbox.control('POST', 'ap/book', { body });
    expect(await balance()).toMatchObject({ PeriodActivity: 0 });
    await sandbox.control('POST', 'ap/account', { invoice: json.InvoiceId });
    expect(await balance()).toMatchObject({ PeriodActivity: 30 });
    expect(await balance({ accountCombination: CLEARING_TEXT })).toMatchObject({ PeriodActivity: -30 });
    expect(json.BusinessUnit).toBe(BU);
  });

  test.each(Object.keys(ALL))('need each of their variables: %s', async (name) => {
    expect((await asked({ [name]: '' })).status).toBe(400);
  });

  test('need their finder, and are read by no key', async () => {
    expect((await sandbox.get('ledgerBalances')).status).toBe(400);
    expect((await sandbox.get('ledgerBalances/1')).status).toBe(404);
    expect((await sandbox.get('ledgerBalances/describe')).status).toBe(200);
  });

  test('of what is not there answer no items; of what was never touched by a switch', async () => {
    const unknown = [{ ledgerName: 'Other' }, { accountingPeriod: 'Jul-99' }, { accountCombination: '1.2.3.4' }];
    for (const change of unknown) {
      expect((await asked(change)).json).toMatchObject({ count: 0 });
    }
    expect(await balance()).toMatchObject({ BeginningBalance: 0, PeriodActivity: 0, EndingBalance: 0 });
    await sandbox.set({ untouchedBalances: 'noItems' });
    expect((await asked()).json).toMatchObject({ count: 0 });
  });
});
