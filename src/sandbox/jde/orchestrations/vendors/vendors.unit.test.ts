import { startTestSandbox, type TestSandbox } from '../../testing/test-sandbox';

describe('vendors', () => {
  let sandbox: TestSandbox;
  beforeEach(async () => {
    sandbox = await startTestSandbox();
  });
  afterEach(() => sandbox.close());

  const inputs = {
    SourceKey: 'PC-9',
    AlphaName: 'North Steel',
    TaxId: '98-1',
    Address1: '1 Road',
    City: 'Oslo',
    Email: 'a@b.example',
  };

  test('two identical adds create two vendors, each in all tables of a supplier', async () => {
    const first = await sandbox.run('PC_UPSERT_VENDOR', inputs);
    expect(first.json).toMatchObject({ AddressNumber: 7006, Created: 'Y' });
    expect((await sandbox.run('PC_UPSERT_VENDOR', inputs)).json['AddressNumber']).toBe(7007);
    expect((await sandbox.rows('F0101', { AN8: '7006' }))[0]).toMatchObject({
      ALKY: 'PC-9',
      AT1: 'V',
      DC: 'NORTHSTEEL',
      TAX: '98-1',
    });
    for (const table of ['F0111', 'F0116', 'F01151', 'F0401']) {
      expect(await sandbox.rows(table, { AN8: '7006' })).toHaveLength(1);
    }
  });

  test('a change touches only what was sent', async () => {
    const answer = await sandbox.run('PC_UPSERT_VENDOR', { AddressNumber: '7004', TaxId: '55-5' });
    expect(answer.json).toMatchObject({ AddressNumber: 7004, Created: 'N' });
    expect((await sandbox.rows('F0101', { AN8: '7004' }))[0]).toMatchObject({
      TAX: '55-5',
      ALPH: 'European Motors',
      ALKY: 'PC-1',
    });
  });

  test('an unknown number and unknown terms are refused', async () => {
    expect((await sandbox.run('PC_UPSERT_VENDOR', { AddressNumber: '9', TaxId: '1' })).status).toBe(500);
    expect((await sandbox.run('PC_UPSERT_VENDOR', { ...inputs, PaymentTerms: 'Q99' })).json['message']).toContain(
      'Q99',
    );
  });

  test('a supplier has one account of type V, and a masked number is never stored', async () => {
    const bank = { AddressNumber: '7004', RecordType: 'V', BankTransit: '222', BankAccount: '111122223333' };
    expect((await sandbox.run('PC_SET_SUPPLIER_BANK', bank)).json).toMatchObject({ BankAccountMasked: '****3333' });
    expect(await sandbox.rows('F0030')).toMatchObject([{ CBNK: '111122223333', TNST: '222' }]);
    expect((await sandbox.run('PC_SET_SUPPLIER_BANK', { ...bank, BankAccount: '****3333' })).status).toBe(500);
  });

  test('the account of type V gets its pre-note status in F0401, one of another type once in F0401M; nor has a bank row a currency', async () => {
    const bank = { AddressNumber: '7004', BankTransit: '222', BankAccount: '111', Currency: 'USD' };
    const supplier = async () => (await sandbox.rows('F0401', { AN8: '7004' }))[0];
    await sandbox.run('PC_SET_SUPPLIER_BANK', { ...bank, RecordType: 'Y' });
    expect(await supplier()).toMatchObject({ AB1: '', PLST: '' });
    const further = { AN8: '7004', BKTP: 'Y' };
    expect(await sandbox.rows('F0401M')).toEqual([{ ...further, AB1: 'P' }]);
    await sandbox.control('PATCH', 'tables/F0401M', { where: further, set: { AB1: 'N' } });
    await sandbox.run('PC_SET_SUPPLIER_BANK', { ...bank, RecordType: 'Y' });
    await sandbox.run('PC_SET_SUPPLIER_BANK', { ...bank, RecordType: 'V' });
    expect(await supplier()).toMatchObject({ AB1: 'P', PLST: '' });
    expect(await sandbox.rows('F0401M')).toEqual([{ ...further, AB1: 'N' }]);
    expect((await sandbox.rows('F0030')).map((row) => row['CRCD'])).toEqual(['', '']);
  });

  test.each([
    ['Y', ['old', 'changed', 'due later']],
    ['', ['changed', 'next', 'due later']],
  ])('with effective dates "%s" the address that is changed is %j', async (EFS, expected) => {
    await sandbox.control('POST', 'tables/F0009', { SY: '01', EFS });
    await sandbox.control('PATCH', 'tables/F0101', { where: { AN8: '7004' }, set: { EFTB: '20260201' } });
    await sandbox.control('POST', 'tables/F0116', [
      { AN8: '7004', EFTB: '20260101', ADD1: 'old' },
      { AN8: '7004', EFTB: '20260201', ADD1: 'next' },
      { AN8: '7004', EFTB: '20260301', ADD1: 'due later' },
    ]);
    await sandbox.run('PC_UPSERT_VENDOR', { AddressNumber: '7004', Address1: 'changed' });
    expect((await sandbox.rows('F0116')).map((row) => row['ADD1'])).toEqual(expected);
  });

  test('of type Y a supplier has several accounts', async () => {
    const bank = { AddressNumber: '7004', RecordType: 'Y', BankTransit: '222', BankAccount: '111' };
    for (const BankAccount of ['111', '333', '333']) {
      await sandbox.run('PC_SET_SUPPLIER_BANK', { ...bank, BankAccount });
    }
    expect((await sandbox.rows('F0030', { BKTP: 'Y' })).map((row) => row['CBNK'])).toEqual(['111', '333']);
  });
});
