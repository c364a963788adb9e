import { orderInputs } from '../testing/test-documents';
import { startTestSandbox, type TestSandbox } from '../testing/test-sandbox';

describe('orders that wait', () => {
  let sandbox: TestSandbox;
  afterEach(() => sandbox.close());

  type Settings = Parameters<typeof startTestSandbox>[0];
  const ordered = async (settings: Settings): Promise<void> => {
    sandbox = await startTestSandbox({ nextNumbers: { OP: 5000 }, ...settings });
    await sandbox.run('PC_CREATE_PO', orderInputs());
  };
  const key = { OrderNumber: '5000', OrderType: 'OP', OrderCompany: '00200' };
  const change = (line: object, more: object = {}) =>
    sandbox.run('PC_CHANGE_PO', { ...key, Lines: [{ LineNumber: '1', Action: 'C', ...line }], ...more });
  const line = async () => (await sandbox.rows('F4311'))[0];
  const header = async () => (await sandbox.rows('F4301'))[0];
  const act = (name: string, more: object = {}) => sandbox.control('POST', `orders/${name}`, { doco: 5000, ...more });
  const approvals = async () =>
    (await sandbox.rows('F4209', { HCOD: '**' })).map(({ ASTS, RPER, LNID, RDC, RDJ }) => [
      ASTS,
      RPER,
      LNID,
      RDC,
      RDJ === '' ? 'no date' : 'dated',
    ]);

  test.each([
    ['monetary', 'approve', '2N', '2A'],
    ['monetary', 'reject', '2N', '2R'],
    ['budget', 'approve', '1N', '1A'],
    ['budget', 'reject', '1N', '1R'],
  ] as const)(
    'a %s approval: %s makes %s to %s, dated from the start and without RDC',
    async (kind, decision, from, to) => {
      await ordered({ orderApproval: { aboveAmount: '5000', kind, responsible: '77' } });
      const originator = [' O', '1', '0.000', '', 'dated'];
      expect(await approvals()).toEqual([originator, [from, '77', '0.000', '', 'dated']]);
      expect(await header()).toMatchObject({ HOLD: '' });
      expect((await act('approve', { decision })).json).toEqual({ decided: 1 });
      const notice = decision === 'approve' ? [['3N', '1', '0.000', '', 'dated']] : [];
      const decided = [to, '77', '0.000', '', 'dated'];
      expect([...(await approvals())].sort()).toEqual([originator, decided, ...notice].sort());
      expect((await act('approve')).status).toBe(400);
    },
  );

  test('a hold is released by its code; approval rows are none of its business', async () => {
    const limit = { aboveAmount: '5000' };
    await ordered({
      orderHold: { ...limit, code: 'B1' },
      orderApproval: { ...limit, kind: 'monetary', responsible: '1' },
    });
    expect((await act('release')).json).toEqual({ released: 1, changes: 0 });
    expect(await header()).toMatchObject({ HOLD: '' });
    expect(await sandbox.rows('F4209', { HCOD: 'B1' })).toMatchObject([{ RDC: 'RL', RDB: 'BUYER' }]);
    expect((await approvals()).map(([status]) => status)).toEqual([' O', '2N']);
  });

  test('a raise beyond the budget waits in the line, neither done nor lost, until it is released', async () => {
    await ordered({ changesWaitAbove: '500' });
    expect((await change({ Amount: '10500.00' })).status).toBe(200);
    expect(await line()).toMatchObject({ AEXP: '10500.00', ACHG: '0.00' });
    expect((await change({ Amount: '11000.01' })).status).toBe(200);
    expect(await line()).toMatchObject({ AEXP: '10500.00', AOPN: '10500.00', ACHG: '500.01', UCHG: '0' });
    expect(await header()).toMatchObject({ HOLD: 'B1', OTOT: '10500.00' });
    await act('release');
    expect(await line()).toMatchObject({ AEXP: '11000.01', AOPN: '11000.01', ACHG: '0.00', PID: 'P43070' });
    expect(await header()).toMatchObject({ HOLD: '', OTOT: '11000.01' });
  });

  test('a change in a foreign currency waits on both sides', async () => {
    sandbox = await startTestSandbox({
      nextNumbers: { OP: 5000 },
      changesWaitAbove: '1',
      exchangeRates: { 'EUR/USD': '2' },
    });
    const foreign = orderInputs({ Currency: 'EUR', CurrencyMode: 'F' }, { Amount: '100.00', UnitCost: '100.00' });
    await sandbox.run('PC_CREATE_PO', foreign);
    await change({ Amount: '110.00' });
    expect(await line()).toMatchObject({ FEA: '100.00', AEXP: '200.00', FCHG: '10.00', ACHG: '20.00' });
    await act('release');
    expect(await line()).toMatchObject({ FEA: '110.00', FAP: '110.00', AEXP: '220.00', FCHG: '0.00', ACHG: '0.00' });
  });

  test('a change carries its own G/L date, today when it names none, and dates are edited as for an order', async () => {
    await ordered({});
    await change({ Amount: '1.00' }, { GLDate: '2026-04-30' });
    expect(await line()).toMatchObject({ DGL: '20260430' });
    await change({ Amount: '2.00' });
    expect((await line())?.['DGL']).toBe((await line())?.['UPMJ']);
    expect((await change({ Amount: '3.00' }, { GLDate: '2025-12-31' })).json['message']).toContain('PYEB');
    expect(await line()).toMatchObject({ AEXP: '2.00' });
  });
});
