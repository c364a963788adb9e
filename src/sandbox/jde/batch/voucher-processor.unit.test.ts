import { voucherInputs } from '../testing/test-documents';
import { startTestSandbox, type TestSandbox } from '../testing/test-sandbox';

describe('R04110ZA', () => {
  let sandbox: TestSandbox;
  afterEach(() => sandbox.close());

  test('rows of voucher match automation are left to it, and their lines are no orphans', async () => {
    sandbox = await startTestSandbox({ purge: true });
    for (const name of ['PC1', 'PC2']) {
      await sandbox.run('PC_ADD_BATCH_VOUCHER', voucherInputs({ EdiTransaction: name, InvoiceNumber: name }));
    }
    await sandbox.control('PATCH', 'tables/F0411Z1', { where: { EDTN: 'PC1' }, set: { ATFLG: '1' } });
    const { json } = await sandbox.control('POST', 'ap/process', { mode: 'final' });
    expect(json['messages']).toEqual([expect.stringContaining('PC2: voucher')]);
    expect(await sandbox.rows('F0411Z1')).toMatchObject([{ EDTN: 'PC1', EDSP: '0' }]);
  });
});
