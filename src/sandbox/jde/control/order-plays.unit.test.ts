import { orderInputs } from '../testing/test-documents';
import { startTestSandbox, type TestSandbox } from '../testing/test-sandbox';

const rule = (TRTY: string, NXTR: string, A1TR = '') => ({ DCTO: 'OP', LNTY: 'J', TRTY, NXTR, A1TR });

describe('order activity by hand', () => {
  let sandbox: TestSandbox;
  beforeEach(async () => {
    const rules = [rule('280', '400', '999'), rule('400', '999')];
    sandbox = await startTestSandbox({ nextNumbers: { OP: 5000 } }, { F40203: rules });
    await sandbox.run('PC_CREATE_PO', orderInputs());
  });
  afterEach(() => sandbox.close());

  const line = async () => (await sandbox.rows('F4311'))[0];
  const advance = (body: object) => sandbox.control('POST', 'orders/advance', { doco: 5000, ...body });
  const receive = (body: object) => sandbox.control('POST', 'orders/receive', { doco: 5000, lnid: 1, ...body });

  test('lines move 220/280, 280/400, 400/999 by F40203, and a closed one no more', async () => {
    await advance({});
    expect(await line()).toMatchObject({ LTTR: '280', NXTR: '400' });
    await advance({});
    expect(await line()).toMatchObject({ LTTR: '400', NXTR: '999' });
    expect((await advance({})).json).toEqual({ advanced: 0 });
  });

  test('another status is taken only when the rule allows it', async () => {
    const wrong = await advance({ to: '380' });
    expect(wrong.status).toBe(400);
    expect(wrong.json['message']).toContain('allows 400, 999');
    await advance({ to: '999' });
    expect(await line()).toMatchObject({ LTTR: '280', NXTR: '999' });
  });

  test('a receipt moves amounts; the last one closes the line, which then takes no change', async () => {
    await advance({});
    await receive({ amount: '2500.00' });
    expect(await line()).toMatchObject({ AREC: '2500.00', AOPN: '7500.00', UREC: '0.25', UOPN: '0.75', NXTR: '400' });
    const change = { OrderNumber: '5000', OrderType: 'OP', OrderCompany: '00200' };
    const Lines = [{ LineNumber: '1', Action: 'C', Amount: '1.00' }];
    expect((await sandbox.run('PC_CHANGE_PO', { ...change, Lines })).json['message']).toContain('has receipts');
    await receive({});
    expect(await line()).toMatchObject({ AREC: '10000.00', AOPN: '0.00', UOPN: '0', LTTR: '400', NXTR: '999' });
    expect(await sandbox.rows('F43121')).toMatchObject([
      { AREC: '2500.00' },
      { AREC: '7500.00', MATC: '1', DCT: 'OV' },
    ]);
    expect((await receive({})).status).toBe(400);
  });
});
