import { startTestSandbox, type TestSandbox } from '../../testing/test-sandbox';
import { voucherInputs } from '../../testing/test-documents';

const COST = { MCU: '4411', OBJ: '1340', SUB: '26010' };

describe('account balances', () => {
  let sandbox: TestSandbox;
  beforeEach(async () => {
    sandbox = await startTestSandbox();
  });
  afterEach(() => sandbox.close());

  const journal = async (glDate: string, amount: string, key: string, line: object = {}): Promise<void> => {
    const shared = { EdiUser: 'PROCORE', EdiBatch: key, EdiTransaction: key, Company: '00200', GLDate: glDate };
    const cost = { Line: '1', BusinessUnit: '4411', Object: '1340', Subsidiary: '26010', Amount: amount, ...line };
    const other = { Line: '2', BusinessUnit: '200', Object: '4110', Amount: `-${amount}` };
    await sandbox.run('PC_ADD_BATCH_JOURNAL', { ...shared, Distribution: [cost, other] });
    await sandbox.control('POST', 'journals/process', { edus: 'PROCORE', edbt: key, mode: 'final' });
  };
  const post = (): Promise<unknown> => sandbox.control('POST', 'journals/post', { all: true });
  const balances = async (of: object = COST) => {
    const rows = await sandbox.rows('F0902');
    return rows.filter((row) => Object.entries(of).every(([alias, value]) => row[alias] === value));
  };
  /** What F0911 says is posted, by account: the balances must say the same. */
  const posted = async () => {
    const sums = new Map<string, number>();
    for (const line of (await sandbox.rows('F0911')).filter((each) => each['POST'] === 'P')) {
      const account = line['AID'] ?? '';
      sums.set(account, (sums.get(account) ?? 0) + Math.round(Number(line['AA']) * 100));
    }
    return [...sums].filter(([, cents]) => cents !== 0).sort();
  };
  const balanced = async () => {
    const sums = new Map<string, number>();
    for (const row of await sandbox.rows('F0902')) {
      const periods = Object.entries(row).filter(([alias]) => /^AN\d\d$/.test(alias));
      const cents = periods.reduce((sum, [, value]) => sum + Math.round(Number(value) * 100), 0);
      sums.set(row['AID'] ?? '', (sums.get(row['AID'] ?? '') ?? 0) + cents);
    }
    return [...sums].filter(([, cents]) => cents !== 0).sort();
  };

  test('move when lines are posted, not when they are entered, in the period of their G/L date', async () => {
    await journal('2026-03-31', '100.25', 'PC1');
    expect(await sandbox.rows('F0902')).toEqual([]);
    await post();
    expect(await balances()).toMatchObject([
      { CO: '00200', LT: 'AA', CTRY: '20', FY: '26', APYC: '0.00', AN03: '100.25', AN04: '0.00' },
    ]);
    await journal('2026-04-30', '50.00', 'PC2');
    await post();
    expect(await balances()).toMatchObject([{ AN03: '100.25', AN04: '50.00' }]);
    expect(await balanced()).toEqual(await posted());
  });

  test('are apart by subledger', async () => {
    await journal('2026-03-31', '1.00', 'PC1', { Subledger: '7004', SubledgerType: 'A' });
    await journal('2026-03-31', '2.00', 'PC2');
    await post();
    expect((await balances()).map(({ SBLT, AN03 }) => [SBLT, AN03].join(' ')).sort()).toEqual([' 2.00', 'A 1.00']);
  });

  test('take a voucher with its trade credit, and what voids it once that is posted too', async () => {
    await sandbox.control('PUT', 'settings', { payablesTradeAccounts: { '00200': '200.4110' } });
    await sandbox.run('PC_ADD_BATCH_VOUCHER', voucherInputs());
    await sandbox.control('POST', 'ap/process', { mode: 'final' });
    await sandbox.control('POST', 'ap/post', { all: true });
    expect(await balances()).toMatchObject([{ AN03: '10000.00' }]);
    expect(await balanced()).toEqual(await posted());
    const [voucher] = await sandbox.rows('F0411');
    await sandbox.control('POST', 'ap/void', { doc: Number(voucher?.['DOC']), glDate: '20260430' });
    expect(await balances()).toMatchObject([{ AN03: '10000.00', AN04: '0.00' }]);
    await sandbox.control('POST', 'ap/post', { all: true });
    expect(await balances()).toMatchObject([{ AN03: '10000.00', AN04: '-10000.00' }]);
  });

  test.each([
    ['carried', '7.00'],
    ['apart', '0.00'],
  ])('what an earlier year left is %s', async (priorYearBalances, APYC) => {
    await sandbox.control('PUT', 'settings', { priorYearBalances });
    const months = Array.from({ length: 12 }, (_, at) => [`D${String(at + 1).padStart(2, '0')}J`, at] as const);
    const ends = months.map(([alias, at]) => [
      alias,
      `2027${new Date(Date.UTC(2027, at + 1, 0)).toISOString().slice(5, 10).replace('-', '')}`,
    ]);
    await sandbox.control('POST', 'tables/F0008', { DTPN: 'R', FY: 27, DFYJ: '20270101', ...Object.fromEntries(ends) });
    await journal('2026-12-31', '5.00', 'PC1');
    await journal('2027-01-31', '1.00', 'PC2');
    await post();
    await journal('2026-12-31', '2.00', 'PC3');
    await post();
    expect(await balances({ ...COST, FY: '26' })).toMatchObject([{ APYC: '0.00', AN12: '7.00' }]);
    expect(await balances({ ...COST, FY: '27' })).toMatchObject([{ APYC, AN01: '1.00' }]);
  });
});
