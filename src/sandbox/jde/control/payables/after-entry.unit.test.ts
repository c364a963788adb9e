import { voucherInputs } from '../../testing/test-documents';
import { startTestSandbox, type TestSandbox } from '../../testing/test-sandbox';

describe('what AP does with a voucher', () => {
  let sandbox: TestSandbox;
  afterEach(() => sandbox.close());

  type Settings = Parameters<typeof startTestSandbox>[0];
  /** Voucher 1 of 9,000.00 in batch 1: 10,000.00 to the job, 1,000.00 of retainage kept back. */
  const voucher = async (settings: Settings = {}): Promise<void> => {
    sandbox = await startTestSandbox(settings);
    await sandbox.run('PC_ADD_BATCH_VOUCHER', voucherInputs());
    await process();
  };
  const process = () => sandbox.control('POST', 'ap/process', { mode: 'final' });
  const ap = (act: string, order: object = {}) => sandbox.control('POST', `ap/${act}`, { doc: 1, ...order });
  const items = async (...columns: string[]) =>
    (await sandbox.rows('F0411')).map((row) => columns.map((column) => row[column]).join(' '));
  const ledger = async (...columns: string[]) =>
    (await sandbox.rows('F0911')).map((row) => columns.map((column) => row[column]).join(' '));
  const batch = async () => (await sandbox.rows('F0011'))[0]?.['IST'];

  test('posting makes F0411 D, F0911 P, the trade line of type AE, and the batch D', async () => {
    await voucher({ payablesTradeAccounts: { '00200': '200.4110' } });
    expect((await sandbox.control('POST', 'ap/post', { all: true })).json).toEqual({ posted: 1, failed: 0 });
    expect(await items('POST', 'DCTA')).toEqual(['D ']);
    expect(await batch()).toBe('D');
    expect(await ledger('DCT', 'POST', 'AA')).toEqual(['PV P 10000.00', 'PV P -1000.00', 'AE P -9000.00']);
  });

  test.each([
    [false, ''],
    [true, 'P'],
  ])(
    'a post that fails (its ledger posted: %s) leaves F0411 P and the batch E, and goes through later',
    async (ledgerPosted, POST) => {
      await voucher();
      expect((await ap('post', { fails: true, ledgerPosted })).json).toEqual({ posted: 0, failed: 1 });
      expect(await items('POST')).toEqual(['P']);
      expect(await ledger('POST')).toEqual([POST, POST]);
      expect(await batch()).toBe('E');
      await ap('post');
      expect(await items('POST')).toEqual(['D']);
      expect(await ledger('POST')).toEqual(['P', 'P']);
      expect(await batch()).toBe('D');
    },
  );

  test('before the post a change of amount, number or account changes the rows themselves', async () => {
    await voucher();
    await ap('change', { amount: '9100.00', invoiceNumber: 'INV-1A', remark: 'as agreed' });
    expect(await items('AG', 'AAP', 'VINV', 'RMK', 'SFXE')).toEqual(['9100.00 9100.00 INV-1A as agreed 0']);
    expect(await ledger('ANI', 'AA')).toEqual(['4411.1340.26010 10100.00', '200.4110 -1000.00']);
    const lines = [
      { account: '4411.1340.26010', amount: '-10100.00' },
      { account: '4411.1350.05120', amount: '10100.00' },
    ];
    await ap('change', { lines });
    expect(await ledger('ANI', 'AA')).toEqual(['200.4110 -1000.00', '4411.1350.05120 10100.00']);
  });

  test('after the post a change of 9,000 to 9,130 adds a row PE and lines of the difference; the batch is open again', async () => {
    await voucher({ payablesTradeAccounts: { '00200': '200.4110' } });
    await ap('post');
    await ap('change', { amount: '9130.00' });
    expect(await items('SFX', 'SFXE', 'DCTA', 'AG', 'AAP', 'PST', 'POST', 'ICU')).toEqual([
      '001 0  9130.00 9130.00 H D 1',
      '001 1 PE 130.00 0.00 P  1',
    ]);
    expect(await ledger('DCT', 'JELN', 'AA', 'POST')).toEqual([
      'PV 1.0 10000.00 P',
      'PV 2.0 -1000.00 P',
      'AE 1.0 -9000.00 P',
      'PV 3.0 130.00 ',
    ]);
    expect(await batch()).toBe('A');
    await ap('post');
    expect(await items('POST')).toEqual(['D', 'D']);
    expect((await ledger('DCT', 'JELN', 'AA', 'POST')).slice(3)).toEqual(['PV 3.0 130.00 P', 'AE 2.0 -130.00 P']);
    expect(await batch()).toBe('D');
  });

  test('a change that does not balance, or of a voucher that is not there, changes nothing', async () => {
    await voucher();
    const lines = [{ account: '4411.1340.26010', amount: '99.00' }];
    expect((await ap('change', { amount: '9100.00', lines })).json['message']).toContain('Out of balance: 100');
    expect((await ap('change', { lines: [{ account: '1.2.3', amount: '0.00' }] })).status).toBe(400);
    expect((await ap('change', { doc: 9, amount: '1.00' })).status).toBe(400);
    expect(await items('AG')).toEqual(['9000.00']);
  });

  test('a pay status changes without opening the batch', async () => {
    await voucher();
    await ap('post');
    await ap('change', { payStatus: 'A' });
    expect(await items('PST')).toEqual(['A']);
    expect(await batch()).toBe('D');
  });

  test.each([
    ['zero', 'own', '0.00', 'PV'],
    ['kept', 'PE', '9000.00', 'PE'],
  ] as const)(
    'a void (gross of the voided row: %s, type of its lines: %s)',
    async (voidedGross, voidDocumentType, AG, DCT) => {
      await voucher({ voidedGross, voidDocumentType });
      await ap('post');
      expect((await ap('void', { glDate: '20260430' })).json).toEqual({ voided: 1 });
      expect(await items('SFXE', 'DCTA', 'AG', 'AAP', 'PST', 'POST', 'VOD', 'ICU')).toEqual([
        `0  ${AG} 0.00 P D V 1`,
        '1 PE -9000.00 0.00 P  V 1',
      ]);
      const [, adjustment] = await sandbox.rows('F0411');
      expect(adjustment).toMatchObject({ HDGJ: adjustment?.['UPMJ'], RMK: expect.stringContaining('Voided') });
      expect(await ledger('DCT', 'JELN', 'DGJ', 'AA', 'RE', 'POST')).toEqual([
        'PV 1.0 20260331 10000.00  P',
        'PV 2.0 20260331 -1000.00  P',
        `${DCT} 3.0 20260430 -10000.00 V `,
        `${DCT} 4.0 20260430 1000.00 V `,
      ]);
      expect(await batch()).toBe('A');
      await ap('post');
      expect(await ledger('POST')).toEqual(['P', 'P', 'P', 'P']);
      expect((await ap('void')).status).toBe(400);
    },
  );

  test('a voucher that was changed and then voided comes to nothing in the ledger, and is no duplicate', async () => {
    await voucher();
    await ap('post');
    await ap('change', { amount: '9130.00' });
    await ap('void');
    expect(await items('DCTA', 'AG', 'VOD')).toEqual([' 0.00 V', 'PE 130.00 ', 'PE -9130.00 V']);
    const cents = (await sandbox.rows('F0911')).map((row) => Math.round(Number(row['AA']) * 100));
    expect(cents.reduce((sum, each) => sum + each, 0)).toBe(0);
    await sandbox.run('PC_ADD_BATCH_VOUCHER', voucherInputs({ EdiTransaction: 'PCAGAIN' }));
    expect((await process()).json['messages']).toEqual([expect.stringContaining('PCAGAIN: voucher 2')]);
  });

  test('an unposted voucher is deleted, not voided: no row in F0411 and F0911, its Z rows stay processed', async () => {
    await voucher();
    expect((await ap('void')).json['message']).toContain('is not posted');
    expect((await ap('delete')).json).toEqual({ deleted: 1 });
    expect([await items('DOC'), await ledger('DOC')]).toEqual([[], []]);
    expect((await sandbox.rows('F0411Z1')).map((row) => row['EDSP'])).toEqual(['1']);
    expect(await sandbox.rows('F0011')).toHaveLength(1);
  });

  test('a posted voucher is not deleted, and a paid one is not voided', async () => {
    await voucher();
    await ap('post');
    expect((await ap('delete')).json['message']).toContain('is posted');
    await ap('change', { payStatus: 'P' });
    expect((await ap('void')).json['message']).toContain('is paid');
  });

  test('AP releases retained pay items: all of one, or a part that becomes a pay item of its own', async () => {
    sandbox = await startTestSandbox();
    const items = [
      { PayItem: '1', GrossAmount: '9000.00', PayStatus: 'H' },
      { PayItem: '2', GrossAmount: '1000.00', NonTaxableAmount: '1000.00', PayStatus: 'R' },
    ];
    const [cost] = voucherInputs()['Distribution'] as object[];
    await sandbox.run('PC_ADD_BATCH_VOUCHER', voucherInputs({ PayItems: items, Distribution: [cost] }));
    await process();
    const shown = async (): Promise<unknown> =>
      (await sandbox.rows('F0411')).map(({ SFX, AG, AAP, PST }) => [SFX, AG, AAP, PST]);
    const release = async (order: object) => (await sandbox.control('POST', 'ap/release', { doc: 1, ...order })).status;
    const due = ['001', '9000.00', '9000.00', 'H'];
    expect(await release({ amount: '300.00' })).toBe(200);
    expect(await shown()).toEqual([due, ['002', '700.00', '700.00', 'R'], ['003', '300.00', '300.00', 'A']]);
    expect(await release({ amount: '700.01' })).toBe(400);
    expect(await release({ payStatus: 'H' })).toBe(200);
    expect(await shown()).toEqual([due, ['002', '700.00', '700.00', 'H'], ['003', '300.00', '300.00', 'A']]);
  });

  test.each([true, false])('posting and releasing move the date of change: %s', async (statusMovesStamps) => {
    sandbox = await startTestSandbox({ statusMovesStamps });
    const retained = [{ PayItem: '1', GrossAmount: '9000.00', PayStatus: 'R' }];
    await sandbox.run('PC_ADD_BATCH_VOUCHER', voucherInputs({ PayItems: retained }));
    await process();
    for (const act of ['release', 'post']) {
      await sandbox.control('PATCH', 'tables/F0411', { where: { DOC: '1' }, set: { UPMJ: '20200101' } });
      await ap(act);
      expect((await items('UPMJ'))[0] === '20200101').toBe(!statusMovesStamps);
    }
  });

  test('changes and voids always move the date of change', async () => {
    await voucher({ statusMovesStamps: false });
    await ap('post');
    for (const [act, order] of [
      ['change', { remark: 'seen' }],
      ['void', {}],
    ] as const) {
      await sandbox.control('PATCH', 'tables/F0411', { where: { DOC: '1' }, set: { UPMJ: '20200101' } });
      await ap(act, order);
      expect((await items('UPMJ'))[0]).not.toBe('20200101');
    }
  });
});
