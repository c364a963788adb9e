import { voucherInputs } from '../../testing/test-documents';
import { startTestSandbox, type TestSandbox } from '../../testing/test-sandbox';

const EDTN = 'PCABCDEFGHIJKLMNOPQR';

describe('what AP does with the rows of a batch', () => {
  let sandbox: TestSandbox;
  afterEach(() => sandbox.close());

  type Settings = Parameters<typeof startTestSandbox>[0];
  const delivered = async (settings: Settings = {}): Promise<void> => {
    sandbox = await startTestSandbox(settings);
    await sandbox.run('PC_ADD_BATCH_VOUCHER', voucherInputs());
  };
  const ap = (act: string, order: object) => sandbox.control('POST', `ap/${act}`, order);
  const process = async (): Promise<string[]> =>
    (await ap('process', { mode: 'final' })).json['messages'] as unknown as string[];
  const zRows = async () => [(await sandbox.rows('F0411Z1')).length, (await sandbox.rows('F0911Z1')).length];

  test('number, supplier and dates are corrected in both tables and reach the ledgers, with our key where it was', async () => {
    await delivered();
    await sandbox.control('PATCH', 'tables/F0401', { where: { AN8: '7005' }, set: { HOLD: '' } });
    const corrected = { invoiceNumber: 'INV-1A', supplier: '7005', invoiceDate: '20260311', glDate: '20260430' };
    expect((await ap('correct', { edtn: EDTN, ...corrected, remark: 'AP' })).json).toEqual({ corrected: 3 });
    expect(await process()).toEqual([expect.stringContaining('voucher 1')]);
    expect((await sandbox.rows('F0411'))[0]).toMatchObject({
      VINV: 'INV-1A',
      AN8: '7005',
      DIVJ: '20260311',
      DGJ: '20260430',
      RMK: 'AP',
      VR01: EDTN,
    });
    expect((await sandbox.rows('F0911'))[1]).toMatchObject({ VINV: 'INV-1A', AN8: '7005', DGJ: '20260430' });
    expect((await sandbox.rows('F0411Z1'))[0]).toMatchObject({ USER: 'APCLERK', PID: 'R04110ZA' });
  });

  test('amounts and accounts are corrected line by line', async () => {
    await delivered();
    await ap('correct', {
      edtn: EDTN,
      payItems: [{ edln: 1, amount: '9100.00', payStatus: 'A' }],
      lines: [
        { edln: '1', amount: '10100.00' },
        { edln: '2', account: '4411.1340.26010' },
      ],
    });
    expect(await process()).toEqual([expect.stringContaining('voucher 1')]);
    expect((await sandbox.rows('F0411'))[0]).toMatchObject({ AG: '9100.00', AAP: '9100.00', PST: 'A' });
    expect((await sandbox.rows('F0911')).map(({ ANI, AID, AA }) => [ANI, AID, AA])).toEqual([
      ['4411.1340.26010', '00000001', '10100.00'],
      ['4411.1340.26010', '00000001', '-1000.00'],
    ]);
  });

  test('a correction that cannot be is refused and changes nothing', async () => {
    await delivered();
    expect((await ap('correct', { edtn: 'OTHER', remark: 'x' })).status).toBe(400);
    expect((await ap('correct', { edtn: EDTN, lines: [{ edln: 9, amount: '1.00' }] })).status).toBe(400);
    const mixed = { edtn: EDTN, invoiceNumber: 'X', lines: [{ edln: 1, account: '1.2.3' }] };
    expect((await ap('correct', mixed)).json['message']).toContain('not in F0901');
    expect((await sandbox.rows('F0411Z1'))[0]).toMatchObject({ VINV: 'INV-1' });
    await process();
    expect((await ap('correct', { edtn: EDTN, remark: 'late' })).json['message']).toContain('is processed');
  });

  test('rows are deleted before processing, also of one table alone', async () => {
    await delivered();
    expect((await ap('delete-rows', { edtn: EDTN, tables: ['F0911Z1'] })).json).toEqual({ deleted: 2 });
    expect(await zRows()).toEqual([1, 0]);
    expect((await ap('delete-rows', { edtn: EDTN })).json).toEqual({ deleted: 1 });
    expect(await process()).toEqual([]);
  });

  test('processed rows are purged and not deleted; rows of match automation and unprocessed ones stay', async () => {
    await delivered();
    await process();
    await sandbox.run('PC_ADD_BATCH_VOUCHER', voucherInputs({ EdiTransaction: 'PC2', InvoiceNumber: 'INV-2' }));
    expect((await ap('delete-rows', { edtn: EDTN })).json).toEqual({ deleted: 0 });
    await sandbox.control('PATCH', 'tables/F0411Z1', { where: { EDTN }, set: { ATFLG: '1' } });
    expect((await ap('purge', {})).json).toEqual({ purged: 2 });
    await sandbox.control('PATCH', 'tables/F0411Z1', { where: { EDTN }, set: { ATFLG: '' } });
    expect((await ap('purge', { edtn: EDTN })).json).toEqual({ purged: 1 });
    expect(await zRows()).toEqual([1, 2]);
    expect(await sandbox.rows('F0411')).toHaveLength(1);
  });

  test.each(['0', ''] as const)(
    'the second voucher of a supplier and number is refused (0082) and stays with EDSP "%s", nothing in it says why',
    async (failedRowFlag) => {
      await delivered({ failedRowFlag });
      await sandbox.run('PC_ADD_BATCH_VOUCHER', voucherInputs({ EdiTransaction: 'PCTWIN', EdiBatch: 'PCB2' }));
      const left = async (table: string) => (await sandbox.rows(table, { EDTN: 'PCTWIN' })).map((row) => row['EDSP']);
      expect(await process()).toEqual([
        expect.stringContaining(`${EDTN}: voucher 1`),
        expect.stringContaining('PCTWIN: 0082 Duplicate supplier/invoice number'),
      ]);
      expect(await sandbox.rows('F0411')).toHaveLength(1);
      expect(await left('F0411Z1')).toEqual([failedRowFlag]);
      expect(await left('F0911Z1')).toEqual([failedRowFlag, failedRowFlag]);

      // Corrected, it is taken by the next run, which blank rows are part of.
      await ap('correct', { edtn: 'PCTWIN', invoiceNumber: 'INV-1B' });
      expect(await process()).toEqual([expect.stringContaining('PCTWIN: voucher 2')]);
      expect(await left('F0411Z1')).toEqual(['1']);
    },
  );

  test('a proof run leaves the flag of what it refuses', async () => {
    await delivered({ failedRowFlag: '' });
    await sandbox.control('PATCH', 'tables/F0901', { where: { AID: '00000001' }, set: { PEC: 'I' } });
    await ap('process', { mode: 'proof' });
    expect((await sandbox.rows('F0411Z1'))[0]).toMatchObject({ EDSP: '0' });
  });
});
