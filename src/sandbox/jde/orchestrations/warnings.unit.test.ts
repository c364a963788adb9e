import { orderInputs, voucherInputs } from '../testing/test-documents';
import { startTestSandbox, testCompany, type TestSandbox } from '../testing/test-sandbox';

describe('what JDE warns of and takes all the same', () => {
  let sandbox: TestSandbox;
  afterEach(() => sandbox.close());

  const counts = async () => [(await sandbox.rows('F4301')).length, (await sandbox.rows('F0411Z1')).length];
  const held = (HDPY: string) => ({
    F0401: (testCompany['F0401'] ?? []).map((supplier) => ({ ...supplier, ...{ HDPY } })),
  });
  const process = async (): Promise<string> =>
    (await sandbox.control('POST', 'ap/process', { mode: 'final' })).json['messages']?.join('\n') ?? '';

  test.each([
    ['a later period', '2026-06-30', '0066 PACO'],
    ['a future fiscal year', '2027-01-31', 'WACO'],
  ])('a G/L date in %s is only a warning, for orders, vouchers and the processor', async (_case, GLDate, code) => {
    sandbox = await startTestSandbox();
    const order = await sandbox.run('PC_CREATE_PO', orderInputs({ GLDate }));
    const voucher = await sandbox.run('PC_ADD_BATCH_VOUCHER', voucherInputs({ GLDate }));
    expect([order.json['jde__status'], voucher.json['jde__status']]).toEqual(['SUCCESS', 'SUCCESS']);
    expect(await process()).toMatch(new RegExp(`warning: ${code}[^]*voucher 1`));
  });

  test('warnings may show although all was saved, with and without jde__ members', async () => {
    sandbox = await startTestSandbox({ formWarnings: 'shown' });
    const answer = await sandbox.run('PC_CREATE_PO', orderInputs({ GLDate: '2026-06-30' }));
    expect(answer).toMatchObject({ status: 200, json: { OrderNumber: 1, jde__status: 'WARNING' } });
    expect(answer.json['jde__simpleMessage']).toContain('0066 PACO');
    await sandbox.control('PUT', 'settings', { jdeStatusMembers: false });
    const plain = await sandbox.run('PC_CREATE_PO', orderInputs({ GLDate: '2026-06-30' }));
    expect(plain.json['Errors/Warnings']?.[0]).toMatchObject({ errors: [], warnings: [{ CODE: expect.any(String) }] });
    expect(await counts()).toEqual([2, 0]);
  });

  test('without a second OK nothing is saved', async () => {
    sandbox = await startTestSandbox({ formWarnings: 'stops' });
    const order = await sandbox.run('PC_CREATE_PO', orderInputs({ GLDate: '2026-06-30' }));
    const voucher = await sandbox.run('PC_ADD_BATCH_VOUCHER', voucherInputs({ GLDate: '2026-06-30' }));
    expect([order.status, voucher.status]).toEqual([200, 200]);
    expect([order.json['jde__status'], voucher.json['jde__status']]).toEqual(['WARNING', 'WARNING']);
    expect(order.json['OrderNumber']).toBeUndefined();
    expect(await counts()).toEqual([0, 0]);
  });

  test.each([
    ['Y', 200],
    ['1', 200],
    ['N', 500],
    ['', 500],
  ])('an earlier period of this year is taken with F0009.PBCO "%s": %d', async (PBCO, status) => {
    sandbox = await startTestSandbox({}, { F0009: [{ SY: '00', PBCO }] });
    expect((await sandbox.run('PC_CREATE_PO', orderInputs({ GLDate: '2026-02-10' }))).status).toBe(status);
    expect((await sandbox.run('PC_CREATE_PO', orderInputs({ GLDate: '2025-12-31' }))).json['message']).toContain(
      'PYEB',
    );
  });

  test.each([
    ['', 200],
    ['0', 200],
    ['N', 200],
    ['2', 200],
    ['1', 500],
    ['Y', 500],
    ['X', 500],
  ])('a voucher for a supplier with payment hold "%s": %d', async (HDPY, status) => {
    sandbox = await startTestSandbox({}, held(HDPY));
    expect((await sandbox.run('PC_ADD_BATCH_VOUCHER', voucherInputs())).status).toBe(status);
    expect((await sandbox.run('PC_CREATE_PO', orderInputs())).status).toBe(200);
  });

  test('a payment hold may only warn', async () => {
    sandbox = await startTestSandbox({ paymentHold: 'warns' }, held('Y'));
    expect((await sandbox.run('PC_ADD_BATCH_VOUCHER', voucherInputs())).status).toBe(200);
    expect(await process()).toMatch(/warning: Supplier 7004 is on hold for payments[^]*voucher 1/);
  });

  test('the duplicate invoice edit Y only warns', async () => {
    sandbox = await startTestSandbox({ duplicateInvoiceEdit: 'Y' });
    for (const EdiTransaction of ['PC1', 'PC2']) {
      await sandbox.run('PC_ADD_BATCH_VOUCHER', voucherInputs({ EdiTransaction }));
    }
    expect(await process()).toMatch(/PC2: warning: 0082 Duplicate[^]*PC2: voucher 2/);
  });
});
