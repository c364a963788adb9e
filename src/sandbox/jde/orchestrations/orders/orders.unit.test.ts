import { orderInputs, orderLine } from '../../testing/test-documents';
import { startTestSandbox, testCompany, type TestSandbox } from '../../testing/test-sandbox';

describe('purchase orders', () => {
  let sandbox: TestSandbox;
  afterEach(() => sandbox.close());

  const refusal = async (inputs: object): Promise<string> => {
    const answer = await sandbox.run('PC_CREATE_PO', inputs);
    expect(answer.status).toBe(500);
    expect(answer.json['jde__status']).toBe('ERROR');
    expect(await sandbox.rows('F4301')).toHaveLength(0);
    return String(answer.json['message']);
  };

  test('two identical calls create two orders with numbers of their own', async () => {
    sandbox = await startTestSandbox({ nextNumbers: { OP: 5000 } });
    const first = await sandbox.run('PC_CREATE_PO', orderInputs());
    const second = await sandbox.run('PC_CREATE_PO', orderInputs());
    expect(first.json).toMatchObject({
      OrderNumber: 5000,
      OrderType: 'OP',
      OrderCompany: '00200',
      Suffix: '000',
      Existing: 'N',
      jde__status: 'SUCCESS',
    });
    expect(second.json['OrderNumber']).toBe(5001);
  });

  test('an order that searches first answers the one that stands', async () => {
    sandbox = await startTestSandbox({ createOrderSearchesFirst: true });
    const first = await sandbox.run('PC_CREATE_PO', orderInputs());
    const second = await sandbox.run('PC_CREATE_PO', orderInputs());
    expect(second.json).toMatchObject({ OrderNumber: first.json['OrderNumber'], Existing: 'Y' });
  });

  test('header and lines carry keys, statuses, account and exact amounts', async () => {
    sandbox = await startTestSandbox();
    await sandbox.run('PC_CREATE_PO', orderInputs({ Lines: [orderLine('10000.00'), orderLine('0.10')] }));
    const [header] = await sandbox.rows('F4301');
    expect(header).toMatchObject({ VR01: 'PCABCDEFGHIJKLMNOPQR', AN8: '7004', OTOT: '10000.10', USER: 'PROCORE' });
    expect(header?.['UPMJ']).toMatch(/^\d{8}$/);
    const lines = await sandbox.rows('F4311');
    expect(lines.map((line) => line['LNID'])).toEqual(['1.000', '2.000']);
    expect(lines[0]).toMatchObject({
      LTTR: '220',
      NXTR: '280',
      LNTY: 'J',
      AEXP: '10000.00',
      AOPN: '10000.00',
      UORG: '1',
      UOPN: '1',
      PRRC: '10000.0000',
      ANI: '4411.1340.26010',
      AID: '00000001',
      OMCU: '4411',
      OBJ: '1340',
      SUB: '26010',
      DGL: '20260331',
      VR01: 'line-1',
      TX: 'N',
    });
  });

  test('mode F fills the foreign columns and works out the domestic ones', async () => {
    sandbox = await startTestSandbox({ exchangeRates: { 'EUR/USD': '1.1234567' } });
    await sandbox.run(
      'PC_CREATE_PO',
      orderInputs({ Currency: 'EUR', CurrencyMode: 'F' }, { Amount: '100.00', UnitCost: '100.00' }),
    );
    const [line] = await sandbox.rows('F4311');
    expect(line).toMatchObject({ FEA: '100.00', FAP: '100.00', FRRC: '100.0000', AEXP: '112.35', CRCD: 'EUR' });
  });

  test.each([
    ['an unknown supplier', orderInputs({ Supplier: '9999' }), 'not in Address Book'],
    ['an address that is no supplier', orderInputs({ Supplier: '1' }), 'is not a supplier'],
    ['a supplier on order hold', orderInputs({ Supplier: '7005' }), 'on hold'],
    ['an account that does not exist', orderInputs({}, { Object: '9999' }), '4411.9999.26010 not in Account Master'],
    ['an inactive account', orderInputs({}, { Subsidiary: '03300' }), 'is inactive'],
    [
      'an account that needs a subledger',
      orderInputs({}, { Object: '1350', Subsidiary: '05120' }),
      'needs a subledger',
    ],
    ['an unknown business unit', orderInputs({}, { BusinessUnit: '7777' }), 'Invalid Business Unit 7777'],
    ['a closed business unit', orderInputs({}, { BusinessUnit: '4499' }), 'closed for posting'],
    ['a line of another company', orderInputs({}, { BusinessUnit: '5511' }), 'belongs to company 00300'],
    ['a closed period', orderInputs({ GLDate: '2026-02-28' }), 'closed G/L period'],
    ['a prior fiscal year', orderInputs({ GLDate: '2025-12-31' }), '0064 PYEB'],
    ['a text that is too long', orderInputs({ SourceKey: 'X'.repeat(26) }), 'at most 25'],
    ['a line text that is too long', orderInputs({}, { Description: 'X'.repeat(31) }), 'at most 30'],
    ['an input that does not exist', orderInputs({ Vendor: '7004' }), 'there is no input Vendor'],
    ['a number for a text', orderInputs({}, { Amount: 100 }), 'must be a String'],
  ])('%s is refused and nothing is written', async (_case, inputs, message) => {
    sandbox = await startTestSandbox();
    expect(await refusal(inputs)).toContain(message);
  });

  test('the message of an error can be the form that failed; its text then stands in jde__simpleMessage', async () => {
    sandbox = await startTestSandbox({ nestedMessages: true });
    const answer = await sandbox.run('PC_CREATE_PO', orderInputs({ Supplier: '9999' }));
    const text: unknown = expect.stringContaining('not in Address Book');
    expect(answer.json).toMatchObject({
      message: { fs_P4310_W4310A: { errors: [{ TITLE: text }] } },
      jde__simpleMessage: text,
    });
  });

  test('the company of an order that names none is that of its branch; dates default to today', async () => {
    sandbox = await startTestSandbox({}, { F0006: [...(testCompany['F0006'] ?? []), { MCU: '300', CO: '00300' }] });
    const inputs = orderInputs({ OrderCompany: undefined, OrderDate: undefined, BranchPlant: '300' });
    expect((await sandbox.run('PC_CREATE_PO', inputs)).json['message']).toContain('the order to company 00300');
    await sandbox.run('PC_CREATE_PO', { ...inputs, BranchPlant: '4411' });
    const [header] = await sandbox.rows('F4301');
    expect(header).toMatchObject({ KCOO: '00200', TRDJ: header?.['UPMJ'], DRQJ: header?.['UPMJ'] });
    expect((await sandbox.rows('F4311'))[0]).toMatchObject({ PDDJ: header?.['UPMJ'] });
  });

  test.each(['N', 'P', 'A', 'K', ''])(
    'a business unit of posting edit "%s" takes postings only when blank or K',
    async (PECC) => {
      const units = (testCompany['F0006'] ?? []).map((unit) => ({ ...unit, ...{ PECC } }));
      sandbox = await startTestSandbox({}, { F0006: units });
      const answer = await sandbox.run('PC_CREATE_PO', orderInputs());
      expect(answer.status).toBe(PECC === 'K' || PECC === '' ? 200 : 500);
    },
  );

  test('the next period is open too', async () => {
    sandbox = await startTestSandbox();
    expect((await sandbox.run('PC_CREATE_PO', orderInputs({ GLDate: '2026-04-30' }))).status).toBe(200);
  });

  test('an order above the limit is created on hold', async () => {
    sandbox = await startTestSandbox({ orderHold: { aboveAmount: '5000', code: 'B1' } });
    await sandbox.run('PC_CREATE_PO', orderInputs());
    expect((await sandbox.rows('F4301'))[0]).toMatchObject({ HOLD: 'B1' });
    expect(await sandbox.rows('F4209', { HCOD: 'B1' })).toHaveLength(1);
  });

  test('lines are changed, added and canceled, and the order total follows', async () => {
    sandbox = await startTestSandbox();
    const { json: order } = await sandbox.run(
      'PC_CREATE_PO',
      orderInputs({ Lines: [orderLine('100.00'), orderLine('50.00')] }),
    );
    const key = { OrderNumber: String(order['OrderNumber']), OrderType: 'OP', OrderCompany: '00200', Suffix: '000' };
    const changed = await sandbox.run('PC_CHANGE_PO', {
      ...key,
      Lines: [
        { LineNumber: '1', Action: 'C', Amount: '90.00' },
        { LineNumber: '2.000', Action: 'X' },
        { Action: 'A', ...orderLine('7.00') },
      ],
    });
    expect(changed.json['Changed']).toEqual([
      { LineNumber: 1, Action: 'C' },
      { LineNumber: 2, Action: 'X' },
      { LineNumber: 3, Action: 'A' },
    ]);
    const lines = await sandbox.rows('F4311');
    expect(lines[0]).toMatchObject({ AEXP: '90.00', AOPN: '90.00', ACHG: '0.00' });
    expect(lines[1]).toMatchObject({ LTTR: '980', NXTR: '999', AOPN: '0.00', UOPN: '0', ACHG: '0.00', UCHG: '0' });
    expect(lines[2]).toMatchObject({ AEXP: '7.00', LNID: '3.000' });
    expect((await sandbox.rows('F4301'))[0]).toMatchObject({ OTOT: '97.00' });
    const again = await sandbox.run('PC_CHANGE_PO', { ...key, Lines: [{ LineNumber: '2', Action: 'X' }] });
    expect(again.json['message']).toContain('closed');
  });

  test.each([
    ['a line that is not there', { LineNumber: '9', Action: 'X' }],
    ['a text that is too long', { Action: 'A', ...orderLine('7.00'), Description: 'X'.repeat(31) }],
  ])('%s is refused and leaves all lines as they were', async (_case, wrong) => {
    sandbox = await startTestSandbox();
    const { json: order } = await sandbox.run('PC_CREATE_PO', orderInputs());
    const answer = await sandbox.run('PC_CHANGE_PO', {
      OrderNumber: String(order['OrderNumber']),
      OrderType: 'OP',
      OrderCompany: '00200',
      Lines: [{ LineNumber: '1', Action: 'X' }, wrong],
    });
    expect(answer.status).toBe(500);
    expect((await sandbox.rows('F4311'))[0]).toMatchObject({ NXTR: '280' });
  });

  test('two rows for one line both take effect', async () => {
    sandbox = await startTestSandbox();
    const { json: order } = await sandbox.run('PC_CREATE_PO', orderInputs());
    const key = { OrderNumber: String(order['OrderNumber']), OrderType: 'OP', OrderCompany: '00200' };
    const Lines = [
      { LineNumber: '1', Action: 'C', Amount: '90.00' },
      { LineNumber: '1', Action: 'X' },
    ];
    await sandbox.run('PC_CHANGE_PO', { ...key, Lines });
    expect((await sandbox.rows('F4311'))[0]).toMatchObject({ AEXP: '90.00', AOPN: '0.00', LTTR: '980' });
  });

  test('a reserved order is not changed', async () => {
    sandbox = await startTestSandbox({ reservedOrders: ['5000'], nextNumbers: { OP: 5000 } });
    await sandbox.run('PC_CREATE_PO', orderInputs());
    const change = {
      OrderNumber: '5000',
      OrderType: 'OP',
      OrderCompany: '00200',
      Lines: [{ LineNumber: '1', Action: 'X' }],
    };
    expect((await sandbox.run('PC_CHANGE_PO', change)).json['message']).toContain('reserved');
  });

  test('each note is one more', async () => {
    sandbox = await startTestSandbox({ nextNumbers: { OP: 5000 } });
    await sandbox.run('PC_CREATE_PO', orderInputs());
    const note = { OrderNumber: '5000', OrderType: 'OP', OrderCompany: '00200', Text: 'posted by integration' };
    expect((await sandbox.run('PC_ADD_NOTE', note)).json['Sequence']).toBe(1);
    expect((await sandbox.run('PC_ADD_NOTE', note)).json['Sequence']).toBe(2);
  });
});
