import { voucherInputs, voucherRun } from '../testing/test-documents';
import { startTestSandbox, type TestSandbox } from '../testing/test-sandbox';

describe('R04110ZA', () => {
  let sandbox: TestSandbox;
  afterEach(() => sandbox.close());

  test.each([
    ['both', 'PCABCDEFGHIJKLMNOPQR', 'PCABCDEFGHIJKLM'],
    ['VR01', 'PCABCDEFGHIJKLMNOPQR', ''],
    ['URRF', '', 'PCABCDEFGHIJKLM'],
    ['none', '', ''],
  ] as const)('of the references of the Z row, %s reaches F0411', async (ledgerKeys, VR01, URRF) => {
    sandbox = await startTestSandbox({ ledgerKeys });
    await sandbox.run('PC_ADD_BATCH_VOUCHER', voucherInputs());
    await sandbox.control('POST', 'ap/process', { mode: 'final' });
    expect(await sandbox.rows('F0411Z1')).toMatchObject([{ VR01: 'PCABCDEFGHIJKLMNOPQR', URRF: 'PCABCDEFGHIJKLM' }]);
    expect(await sandbox.rows('F0411')).toMatchObject([{ VR01, URRF, VINV: 'INV-1', RMK: 'our remark' }]);
  });

  test.each([
    [true, '1'],
    [false, '0'],
  ])('document and batch number stand in the processed Z rows: %s', async (documentInZRows, number) => {
    sandbox = await startTestSandbox({ documentInZRows });
    await sandbox.run('PC_ADD_BATCH_VOUCHER', voucherInputs());
    await sandbox.control('POST', 'ap/process', { mode: 'final' });
    for (const table of ['F0411Z1', 'F0911Z1']) {
      expect((await sandbox.rows(table))[0]).toMatchObject({ EDSP: '1', DOC: number, ICU: number });
    }
  });

  test.each([
    [true, 'A'],
    [false, ''],
  ])('the batch that it makes is approved: %s', async (batchesApproved, IST) => {
    sandbox = await startTestSandbox({ batchesApproved });
    await sandbox.run('PC_ADD_BATCH_VOUCHER', voucherInputs());
    await sandbox.control('POST', 'ap/process', { mode: 'final' });
    expect(await sandbox.rows('F0011')).toMatchObject([{ ICUT: 'V', IST }]);
  });

  test.each([
    [false, 'D', 'E'],
    [true, 'Done', 'Error'],
  ])('the state of a job is a letter, or (%s) a word', async (jobStatusWords, done, failed) => {
    sandbox = await startTestSandbox({ jobStatusWords });
    const run = async (): Promise<unknown> => {
      const { json } = await sandbox.run('PC_RUN_VOUCHER_PROCESSOR', voucherRun);
      const job = { jobNumber: json['JobNumber'], executionServer: json['ExecutionServer'] };
      return (await sandbox.call('v2/report/status', job)).json['jobStatus'];
    };
    expect(await run()).toBe(done);
    await sandbox.control('PUT', 'settings', { jobEnds: 'E' });
    expect(await run()).toBe(failed);
  });

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
