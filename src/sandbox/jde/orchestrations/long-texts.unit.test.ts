import { orderInputs, orderLine, voucherInputs } from '../testing/test-documents';
import { startTestSandbox, type TestSandbox } from '../testing/test-sandbox';

const codes = (RT: string, ...keys: string[]) => keys.map((KY) => ({ SY: '00', RT, KY }));
const lists = { F0005: [...codes('UM', 'LS', 'HR'), ...codes('S', 'ID'), ...codes('CN', 'US')] };
const vendor = { AlphaName: 'North Steel', Address1: '1 Road', City: 'Boise', State: 'ID', Country: 'US' };

describe('texts longer than their columns, and codes that are on no list', () => {
  let sandbox: TestSandbox;
  afterEach(() => sandbox.close());

  const vendors = (table: string) => sandbox.rows(table, { AN8: '7006' });
  const distributed = (unit: string) =>
    voucherInputs({
      PayItems: [{ PayItem: '1', GrossAmount: '10.00' }],
      Distribution: [
        {
          ...{ Line: '1', BusinessUnit: '4411', Object: '1340', Subsidiary: '26010' },
          ...{ Amount: '10.00', Units: '1', UnitOfMeasure: unit },
        },
      ],
    });

  test.each([
    ['Phone', '+1 (208) 555-0123 extension 77', 'F0115', ['F0101', 'F0111', 'F0116'], ['F0115', 'F0401']],
    ['PostalCode', '83702-0000-0000', 'F0116', ['F0101', 'F0111'], ['F0116', 'F0401']],
    ['State', 'Idaho', 'F0116', ['F0101', 'F0111'], ['F0116', 'F0401']],
    ['Email', `${'x'.repeat(260)}@a.example`, 'F01151', ['F0101', 'F0111', 'F0116'], ['F01151', 'F0401']],
    ['TaxId', '123456789012345678901', 'F0101', [], ['F0101', 'F0401']],
  ])(
    'a %s that is too long is refused, and what earlier steps wrote stays',
    async (name, text, table, stays, missing) => {
      sandbox = await startTestSandbox();
      const answer = await sandbox.run('PC_UPSERT_VENDOR', { ...vendor, [name]: text });
      expect(answer.status).toBe(500);
      expect(answer.json['message']).toMatch(new RegExp(`${table}\\..* holds at most`));
      for (const one of stays) expect(await vendors(one)).toHaveLength(1);
      for (const one of missing) expect(await vendors(one)).toHaveLength(0);
    },
  );

  test('or it is cut, and all is written', async () => {
    sandbox = await startTestSandbox({ longTexts: 'cut' });
    const long = { ...vendor, Phone: '+1 (208) 555-0123 extension 77', PostalCode: '83702-0000-0000', State: 'Idaho' };
    expect((await sandbox.run('PC_UPSERT_VENDOR', long)).status).toBe(200);
    expect(await vendors('F0115')).toMatchObject([{ PH1: '+1 (208) 555-0123 ex' }]);
    expect(await vendors('F0116')).toMatchObject([{ ADDZ: '83702-0000-0', ADDS: 'Ida' }]);
    await sandbox.run('PC_CREATE_PO', orderInputs({ Remark: 'r'.repeat(31) }, { UOM: 'HOURS' }));
    expect(await sandbox.rows('F4301')).toMatchObject([{ RMK: 'r'.repeat(30) }]);
    expect(await sandbox.rows('F4311')).toMatchObject([{ UOM: 'HO' }]);
  });

  test('an order with a text that is too long is refused as a whole', async () => {
    sandbox = await startTestSandbox();
    expect((await sandbox.run('PC_CREATE_PO', orderInputs({}, { UOM: 'HOURS' }))).status).toBe(500);
    expect([await sandbox.rows('F4301'), await sandbox.rows('F4311')]).toEqual([[], []]);
  });

  test('a unit that is too long leaves half a voucher: its pay items without their distribution', async () => {
    sandbox = await startTestSandbox();
    const answer = await sandbox.run('PC_ADD_BATCH_VOUCHER', distributed('HOURS'));
    expect(answer.json['message']).toContain('F0911Z1.UM');
    expect([(await sandbox.rows('F0411Z1')).length, (await sandbox.rows('F0911Z1')).length]).toEqual([1, 0]);
  });

  test('a unit that is not in 00/UM is refused on orders, on distributions and by the processor', async () => {
    sandbox = await startTestSandbox({}, lists);
    const refusal = async (name: string, inputs: object) => (await sandbox.run(name, inputs)).json['message'];
    expect(await refusal('PC_CREATE_PO', orderInputs({}, { UOM: 'EA' }))).toContain('EA is not in the user defined');
    expect(await refusal('PC_ADD_BATCH_VOUCHER', distributed('EA'))).toContain('00/UM');
    expect(await sandbox.rows('F0411Z1')).toHaveLength(0);
    expect((await sandbox.run('PC_CREATE_PO', orderInputs({}, { UOM: 'HR' }))).status).toBe(200);
    await sandbox.control('PUT', 'settings', { validateBatchRows: false });
    await sandbox.run('PC_ADD_BATCH_VOUCHER', distributed('EA'));
    const { json } = await sandbox.control('POST', 'ap/process', { mode: 'final' });
    expect(json['messages']?.[0]).toContain('EA is not in the user defined codes 00/UM');
  });

  test.each([{ State: 'XX' }, { Country: 'XX' }])(
    'a vendor with %j, which is on no list, is left half made',
    async (wrong) => {
      sandbox = await startTestSandbox({}, lists);
      expect((await sandbox.run('PC_UPSERT_VENDOR', { ...vendor, ...wrong })).json['message']).toContain(
        'XX is not in',
      );
      expect([(await vendors('F0101')).length, (await vendors('F0116')).length]).toEqual([1, 0]);
    },
  );

  test('an order has the lines 1 to 999: one more is refused before anything is written', async () => {
    sandbox = await startTestSandbox({ nextNumbers: { OP: 5000 } });
    const lines = (count: number) => Array.from({ length: count }, () => orderLine('1.00'));
    const refused = await sandbox.run('PC_CREATE_PO', orderInputs({ Lines: lines(1000) }));
    expect(refused.json['message']).toContain('1 to 999');
    expect(await sandbox.rows('F4301')).toHaveLength(0);
    expect((await sandbox.run('PC_CREATE_PO', orderInputs({ Lines: lines(999) }))).status).toBe(200);
    const key = { OrderNumber: '5000', OrderType: 'OP', OrderCompany: '00200' };
    const more = [
      { LineNumber: '1', Action: 'C', Amount: '2.00' },
      { Action: 'A', ...orderLine('1.00') },
    ];
    expect((await sandbox.run('PC_CHANGE_PO', { ...key, Lines: more })).json['message']).toContain('1 to 999');
    expect((await sandbox.rows('F4311', { LNID: '1' }))[0]).toMatchObject({ AEXP: '1.00' });
  });
});
