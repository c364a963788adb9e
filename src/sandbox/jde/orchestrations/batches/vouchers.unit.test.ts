import { orderInputs, voucherInputs, voucherRun } from '../../testing/test-documents';
import { startTestSandbox, type TestSandbox } from '../../testing/test-sandbox';

describe('batch vouchers', () => {
  let sandbox: TestSandbox;
  afterEach(() => sandbox.close());

  const process = async (mode = 'final'): Promise<string[]> => {
    const answer = await sandbox.control('POST', 'ap/process', { edus: 'PROCORE', mode });
    return answer.json['messages'] as unknown as string[];
  };

  test('the rows carry all keys and the columns of both Z tables', async () => {
    sandbox = await startTestSandbox();
    const answer = await sandbox.run(
      'PC_ADD_BATCH_VOUCHER',
      voucherInputs({ OrderNumber: '5000', OrderType: 'OP', OrderCompany: '00200' }),
    );
    expect(answer.json).toMatchObject({ PayItemsWritten: 1, DistributionWritten: 2, jde__status: 'SUCCESS' });
    expect((await sandbox.rows('F0411Z1'))[0]).toMatchObject({
      EDUS: 'PROCORE',
      EDBT: 'PCABCDEFGHIJKLM',
      EDTN: 'PCABCDEFGHIJKLMNOPQR',
      EDLN: '1.000',
      EDSP: '0',
      EDTC: 'A',
      EDTR: 'V',
      SFX: '001',
      AG: '9000.00',
      PST: 'H',
      DIVJ: '20260310',
      DGJ: '20260331',
      PO: '5000',
      VR01: 'PCABCDEFGHIJKLMNOPQR',
    });
    const lines = await sandbox.rows('F0911Z1');
    expect(lines.map(({ EDLN, ANI, AA, PO }) => ({ EDLN, ANI, AA, PO }))).toEqual([
      { EDLN: '1.000', ANI: '4411.1340.26010', AA: '10000.00', PO: '' },
      { EDLN: '2.000', ANI: '200.4110', AA: '-1000.00', PO: '' },
    ]);
  });

  test('a second insert of the same keys is refused by the primary key', async () => {
    sandbox = await startTestSandbox();
    await sandbox.run('PC_ADD_BATCH_VOUCHER', voucherInputs());
    const second = await sandbox.run('PC_ADD_BATCH_VOUCHER', voucherInputs());
    expect(second.status).toBe(500);
    expect(second.json['message']).toContain('F0411Z1 already has a row');
    expect(await sandbox.rows('F0911Z1')).toHaveLength(2);
  });

  test('a half-written voucher is completed by its missing rows alone', async () => {
    sandbox = await startTestSandbox();
    await sandbox.fault({ kind: 'partialVoucher' });
    expect((await sandbox.run('PC_ADD_BATCH_VOUCHER', voucherInputs())).status).toBe(500);
    expect(await sandbox.rows('F0911Z1')).toHaveLength(0);
    const { PayItems: _, ...rest } = voucherInputs();
    expect((await sandbox.run('PC_ADD_BATCH_VOUCHER', rest)).json).toMatchObject({ DistributionWritten: 2 });
    expect(await process()).toEqual([expect.stringContaining('voucher 1')]);
  });

  test('pay items may be left out only when they stand', async () => {
    sandbox = await startTestSandbox();
    const { PayItems: _, ...rest } = voucherInputs();
    const answer = await sandbox.run('PC_ADD_BATCH_VOUCHER', rest);
    expect(answer.json['message']).toContain('PayItems is missing');
    expect(await sandbox.rows('F0911Z1')).toHaveLength(0);
  });

  test('only unprocessed rows are deleted', async () => {
    sandbox = await startTestSandbox();
    const key = { EdiUser: 'PROCORE', EdiBatch: 'PCABCDEFGHIJKLM', EdiTransaction: 'PCABCDEFGHIJKLMNOPQR' };
    await sandbox.run('PC_ADD_BATCH_VOUCHER', voucherInputs());
    expect((await sandbox.run('PC_DELETE_BATCH_VOUCHER', key)).json).toMatchObject({
      PayItemsDeleted: 1,
      DistributionDeleted: 2,
    });
    await sandbox.run('PC_ADD_BATCH_VOUCHER', voucherInputs());
    await process();
    expect((await sandbox.run('PC_DELETE_BATCH_VOUCHER', key)).json).toMatchObject({ PayItemsDeleted: 0 });
  });

  test('final mode writes F0411, F0911 and F0011 with numbers and defaults, and marks the Z rows', async () => {
    sandbox = await startTestSandbox({ nextNumbers: { PV: 8100, batch: 600 } });
    await sandbox.run('PC_ADD_BATCH_VOUCHER', voucherInputs());
    const run = await sandbox.run('PC_RUN_VOUCHER_PROCESSOR', voucherRun);
    expect(run.json['ExecutionServer']).toBe('JDEBATCH1');
    expect((await sandbox.rows('F0411'))[0]).toMatchObject({
      DOC: '8100',
      DCT: 'PV',
      KCO: '00200',
      SFX: '001',
      ICU: '600',
      AN8: '7004',
      PYE: '7004',
      AG: '9000.00',
      AAP: '9000.00',
      STAM: '0.00',
      PST: 'H',
      POST: '',
      PTC: 'N30',
      DDJ: '20260409',
      GLC: 'SUBC',
      VINV: 'INV-1',
    });
    const lines = await sandbox.rows('F0911', { DOC: '8100' });
    expect(lines.map(({ AID, AA, JELN, CO, EXA }) => ({ AID, AA, JELN, CO, EXA }))).toEqual([
      { AID: '00000001', AA: '10000.00', JELN: '1.0', CO: '00200', EXA: 'European Motors' },
      { AID: '00000003', AA: '-1000.00', JELN: '2.0', CO: '00200', EXA: 'European Motors' },
    ]);
    expect((await sandbox.rows('F0011'))[0]).toMatchObject({ ICUT: 'V', ICU: '600', IST: 'A' });
    expect((await sandbox.rows('F0411Z1'))[0]).toMatchObject({ EDSP: '1', DOC: '0' });
    expect((await sandbox.rows('F0911Z1')).map((row) => row['EDSP'])).toEqual(['1', '1']);
  });

  test('proof mode changes nothing', async () => {
    sandbox = await startTestSandbox();
    await sandbox.run('PC_ADD_BATCH_VOUCHER', voucherInputs());
    expect(await process('proof')).toEqual(['PCABCDEFGHIJKLMNOPQR: would be processed']);
    expect(await sandbox.rows('F0411')).toHaveLength(0);
    expect((await sandbox.rows('F0411Z1'))[0]).toMatchObject({ EDSP: '0' });
  });

  test('the purge option deletes processed rows from both Z tables', async () => {
    sandbox = await startTestSandbox({ purge: true });
    await sandbox.run('PC_ADD_BATCH_VOUCHER', voucherInputs());
    await process();
    expect(await sandbox.rows('F0411Z1')).toHaveLength(0);
    expect(await sandbox.rows('F0911Z1')).toHaveLength(0);
    expect(await sandbox.rows('F0411')).toHaveLength(1);
  });

  test('a voucher out of balance stays, and does not stop the others', async () => {
    sandbox = await startTestSandbox();
    await sandbox.run('PC_ADD_BATCH_VOUCHER', voucherInputs({ PayItems: [{ PayItem: '1', GrossAmount: '9000.01' }] }));
    await sandbox.run('PC_ADD_BATCH_VOUCHER', voucherInputs({ EdiTransaction: 'PCZ', InvoiceNumber: 'INV-2' }));
    const messages = await process();
    expect(messages[0]).toContain('Out of balance: 9000.01 to distribute, 9000.00 distributed');
    expect(messages[1]).toContain('PCZ: voucher');
    expect(await sandbox.rows('F0411Z1', { EDSP: '0' })).toHaveLength(1);
  });

  test.each([
    ['V', '10000.00'],
    ['', '10500.00'],
  ])('with tax explanation "%s" the distribution is %s', async (explanation, cost) => {
    sandbox = await startTestSandbox();
    const tax =
      explanation === '' ? {} : { TaxableAmount: '9000.00', TaxAmount: '500.00', TaxExplanation: explanation };
    await sandbox.run(
      'PC_ADD_BATCH_VOUCHER',
      voucherInputs({
        PayItems: [{ PayItem: '1', GrossAmount: '9500.00', ...tax }],
        Distribution: [
          { Line: '1', BusinessUnit: '4411', Object: '1340', Subsidiary: '26010', Amount: cost },
          { Line: '2', BusinessUnit: '200', Object: '4110', Amount: '-1000.00' },
        ],
      }),
    );
    expect(await process()).toEqual([expect.stringContaining('voucher 1')]);
  });

  test('gross that disagrees with taxable and tax is refused', async () => {
    sandbox = await startTestSandbox();
    const PayItems = [
      { PayItem: '1', GrossAmount: '9000.00', TaxableAmount: '9000.00', TaxAmount: '5.00', TaxExplanation: 'V' },
    ];
    await sandbox.run('PC_ADD_BATCH_VOUCHER', voucherInputs({ PayItems }));
    expect((await process())[0]).toContain('disagrees');
  });

  test.each([
    ['H', 1],
    ['', 2],
  ] as const)(
    'with duplicate invoice edit "%s" the same supplier and number twice makes %d vouchers',
    async (edit, count) => {
      sandbox = await startTestSandbox({ duplicateInvoiceEdit: edit });
      await sandbox.run('PC_ADD_BATCH_VOUCHER', voucherInputs());
      await process();
      await sandbox.run('PC_ADD_BATCH_VOUCHER', voucherInputs({ EdiTransaction: 'PCOTHER' }));
      const messages = await process();
      expect(await sandbox.rows('F0411')).toHaveLength(count);
      expect(messages.join()).toContain(edit === 'H' ? '0082 Duplicate' : 'voucher 2');
    },
  );

  test('an orphan distribution leaves every later voucher out of balance, and only those', async () => {
    sandbox = await startTestSandbox();
    for (const name of ['PC1', 'PC2', 'PC3']) {
      await sandbox.run('PC_ADD_BATCH_VOUCHER', voucherInputs({ EdiTransaction: name, InvoiceNumber: name }));
    }
    await sandbox.control('DELETE', 'tables/F0411Z1', { where: { EDTN: 'PC2' } });
    const messages = await process();
    expect(messages).toEqual([
      expect.stringContaining('PC2: F0911Z1 has lines without a voucher'),
      expect.stringContaining('PC1: voucher'),
      expect.stringContaining('PC3: Out of balance'),
    ]);
  });

  test('a voucher without distribution fails by itself', async () => {
    sandbox = await startTestSandbox();
    for (const name of ['PC1', 'PC2']) {
      await sandbox.run('PC_ADD_BATCH_VOUCHER', voucherInputs({ EdiTransaction: name, InvoiceNumber: name }));
    }
    await sandbox.control('DELETE', 'tables/F0911Z1', { where: { EDTN: 'PC1' } });
    expect(await process()).toEqual([
      expect.stringContaining('PC1: Out of balance'),
      expect.stringContaining('PC2: voucher'),
    ]);
  });

  test('document companies that differ between the tables are refused', async () => {
    sandbox = await startTestSandbox();
    await sandbox.run('PC_ADD_BATCH_VOUCHER', voucherInputs());
    await sandbox.control('PATCH', 'tables/F0911Z1', { where: { EDLN: '1' }, set: { KCO: '00300' } });
    expect((await process())[0]).toContain('KCO differs');
  });

  test('an account made inactive after the insert is refused by the processor', async () => {
    sandbox = await startTestSandbox();
    await sandbox.run('PC_ADD_BATCH_VOUCHER', voucherInputs());
    await sandbox.control('PATCH', 'tables/F0901', { where: { AID: '00000001' }, set: { PEC: 'I' } });
    expect((await process())[0]).toContain('inactive');
  });

  test('a closed A/P period is refused at the insert, or only by the processor when inserts are not edited', async () => {
    sandbox = await startTestSandbox();
    const closed = voucherInputs({ GLDate: '2026-02-10' });
    expect((await sandbox.run('PC_ADD_BATCH_VOUCHER', closed)).json['message']).toContain('closed A/P period');
    await sandbox.control('PUT', 'settings', { validateBatchRows: false });
    expect((await sandbox.run('PC_ADD_BATCH_VOUCHER', closed)).status).toBe(200);
    expect((await process())[0]).toContain('closed A/P period');
  });

  test('order numbers on the voucher do not relieve the order', async () => {
    sandbox = await startTestSandbox({ nextNumbers: { OP: 5000 } });
    await sandbox.run('PC_CREATE_PO', orderInputs());
    await sandbox.run(
      'PC_ADD_BATCH_VOUCHER',
      voucherInputs({ OrderNumber: '5000', OrderType: 'OP', OrderCompany: '00200' }),
    );
    await process();
    expect((await sandbox.rows('F4311'))[0]).toMatchObject({ AOPN: '10000.00' });
    expect((await sandbox.rows('F0411'))[0]).toMatchObject({ PO: '5000', PDCT: 'OP', PKCO: '00200' });
  });

  test('mode F balances in the foreign currency and the domestic ledger balances too', async () => {
    sandbox = await startTestSandbox({ exchangeRates: { 'EUR/USD': '1.1111111' } });
    await sandbox.run(
      'PC_ADD_BATCH_VOUCHER',
      voucherInputs({
        Currency: 'EUR',
        CurrencyMode: 'F',
        PayItems: [{ PayItem: '1', GrossAmount: '10.01' }],
        Distribution: [
          { Line: '1', BusinessUnit: '4411', Object: '1340', Subsidiary: '26010', Amount: '5.05' },
          { Line: '2', BusinessUnit: '4411', Object: '1340', Subsidiary: '26010', Amount: '4.96' },
        ],
      }),
    );
    await process();
    expect((await sandbox.rows('F0411'))[0]).toMatchObject({ ACR: '10.01', FAP: '10.01', AG: '11.12', CRCD: 'EUR' });
    const cents = (await sandbox.rows('F0911')).map((row) => Math.round(Number(row['AA']) * 100));
    expect(cents.reduce((sum, each) => sum + each, 0)).toBe(1112);
  });

  test('a job takes its time, and its effect comes at its end', async () => {
    sandbox = await startTestSandbox({ jobSeconds: 0.3 });
    await sandbox.run('PC_ADD_BATCH_VOUCHER', voucherInputs());
    const { json: run } = await sandbox.run('PC_RUN_VOUCHER_PROCESSOR', voucherRun);
    const job = { jobNumber: Number(run['JobNumber']), executionServer: run['ExecutionServer'] };
    expect((await sandbox.call('v2/report/status', { ...job, jobNumber: String(run['JobNumber']) })).status).toBe(400);
    expect((await sandbox.call('v2/report/status', job)).json['jobStatus']).toBe('P');
    expect(await sandbox.rows('F0411')).toHaveLength(0);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect((await sandbox.call('v2/report/status', job)).json['jobStatus']).toBe('D');
    expect(await sandbox.rows('F0411')).toHaveLength(1);
  });

  test('report/execute runs R04110ZA by its processing options', async () => {
    sandbox = await startTestSandbox();
    await sandbox.run('PC_ADD_BATCH_VOUCHER', voucherInputs());
    const poValues = [
      { id: 1, value: 'PROCORE' },
      { id: 2, value: 'PCABCDEFGHIJKLM' },
      { id: 5, value: '1' },
    ];
    const job = await sandbox.call('v2/report/execute', { reportName: 'R04110ZA', reportVersion: 'ZPROC01', poValues });
    expect(job.json).toMatchObject({ reportName: 'R04110ZA', jobStatus: 'D', executionServer: 'JDEBATCH1' });
    expect(await sandbox.rows('F0411')).toHaveLength(1);
  });

  test('a journal must net to zero', async () => {
    sandbox = await startTestSandbox();
    const journal = (name: string, credit: string): object => ({
      EdiUser: 'PROCORE',
      EdiBatch: 'PCJ',
      EdiTransaction: name,
      Company: '00200',
      GLDate: '2026-03-31',
      Explanation: 'PCKEY zero payable',
      Distribution: [
        { Line: '1', BusinessUnit: '4411', Object: '1340', Subsidiary: '26010', Amount: '100.00' },
        { Line: '2', BusinessUnit: '200', Object: '4110', Amount: credit },
      ],
    });
    await sandbox.run('PC_ADD_BATCH_JOURNAL', journal('PC1', '-99.99'));
    await sandbox.run('PC_ADD_BATCH_JOURNAL', journal('PC2', '-100.00'));
    await sandbox.run('PC_RUN_JOURNAL_PROCESSOR', { EdiUser: 'PROCORE', EdiBatch: 'PCJ', Mode: 'final' });
    const jobs = (await sandbox.control('GET', 'jobs')).json;
    expect(jobs[0]?.['messages']).toEqual([
      expect.stringContaining('PC1: Out of balance'),
      expect.stringContaining('PC2: journal'),
    ]);
    expect((await sandbox.rows('F0911')).map(({ DCT, ICUT, AA }) => [DCT, ICUT, AA])).toEqual([
      ['JE', 'G', '100.00'],
      ['JE', 'G', '-100.00'],
    ]);
  });
});
