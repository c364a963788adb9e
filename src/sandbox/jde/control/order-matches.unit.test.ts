import { orderInputs, orderLine } from '../testing/test-documents';
import { startTestSandbox, type TestSandbox } from '../testing/test-sandbox';

describe('AP matches an order (P4314)', () => {
  let sandbox: TestSandbox;
  const start = async (settings: object = {}): Promise<void> => {
    sandbox = await startTestSandbox({ nextNumbers: { OP: 5000, PV: 9000 }, ...settings });
    const Lines = [orderLine('10000.00'), { ...orderLine('4000.00'), LineKey: 'line-2' }];
    await sandbox.run('PC_CREATE_PO', orderInputs({ Lines }));
  };
  afterEach(() => sandbox.close());

  const control = (act: string, order: object) => sandbox.control('POST', act, order);
  const match = (more: object = {}) =>
    control('orders/match', { doco: 5000, invoiceNumber: 'INV-1', retained: '100.00', ...more });
  const of = async (table: string, ...columns: string[]) =>
    (await sandbox.rows(table)).map((row) => columns.map((column) => row[column]).join(' '));
  const part = { lines: [{ lnid: 1, amount: '1000.00' }] };

  test('a voucher with a pay item of status R, a row of type 2 by line, and so much less open at once', async () => {
    await start();
    expect((await match({ lines: [...part.lines, { lnid: 2, amount: '4000.00' }] })).json).toEqual({
      document: '9000',
    });
    expect(await of('F0411', 'DOC', 'SFX', 'VINV', 'AG', 'PST', 'PO', 'POST')).toEqual([
      '9000 001 INV-1 4900.00 H 5000 ',
      '9000 002 INV-1 100.00 R 5000 ',
    ]);
    expect(await of('F43121', 'MATC', 'LNID', 'DOC', 'AREC', 'AOPN')).toEqual([
      '2 1.000 9000 1000.00 0.00',
      '2 2.000 9000 4000.00 0.00',
    ]);
    expect(await of('F4311', 'AREC', 'AOPN', 'UREC', 'UOPN')).toEqual(['1000.00 9000.00 0.1 0.9', '4000.00 0.00 1 0']);
    expect(await of('F0911', 'DOC', 'MCU', 'OBJ', 'AA', 'PO', 'LNID')).toEqual([
      '9000 4411 1340 1000.00 5000 1.000',
      '9000 4411 1340 4000.00 5000 2.000',
    ]);
    const more = await match({ lines: [{ lnid: 1, amount: '9000.01' }] });
    expect([more.status, more.json['message']]).toEqual([
      400,
      expect.stringContaining('open amount 9000.00 of line 1'),
    ]);
  });

  test.each([
    ['beside', ['2 1000.00', '3 1000.00']],
    ['replaces', ['3 1000.00']],
  ])(
    'taken back its rows of type 3 stand %s, an unposted voucher is gone, and the line is open again',
    async (reversedMatch, rows) => {
      await start({ reversedMatch });
      await match(part);
      await control('orders/reverse-match', { doc: 9000 });
      expect(await of('F43121', 'MATC', 'AREC')).toEqual(rows);
      expect(await of('F0411', 'DOC')).toEqual([]);
      expect((await of('F4311', 'AREC', 'AOPN', 'UOPN'))[0]).toBe('0.00 10000.00 1');
    },
  );

  test('a posted one is voided when it is taken back', async () => {
    await start({ matchedAmountIn: 'AOPN' });
    await match(part);
    await control('ap/post', { doc: 9000 });
    await control('orders/reverse-match', { doc: 9000 });
    expect(await of('F43121', 'MATC', 'AREC', 'AOPN')).toEqual(['2 0.00 1000.00', '3 0.00 1000.00']);
    expect(await of('F0411', 'SFX', 'DCTA', 'VOD')).toEqual(['001  V', '002  V', '001 PE V', '002 PE V']);
  });

  test('what was received is open of its receipt, and the line itself moved at the receipt', async () => {
    await start();
    const { json } = await control('orders/receive', { doco: 5000, lnid: 1, amount: '3000.00' });
    const receipt = { lnid: 1, amount: '1000.00', receipt: json['document'] };
    await match({ lines: [receipt] });
    expect(await of('F43121', 'MATC', 'AREC', 'AOPN')).toEqual(['1 3000.00 2000.00', '2 1000.00 0.00']);
    expect((await of('F4311', 'AREC', 'AOPN'))[0]).toBe('3000.00 7000.00');
  });

  test('retainage that is paid is a voucher of its own, and so much less is open with status R', async () => {
    await start();
    await match(part);
    const release = (amount: string) =>
      control('orders/release-retainage', { doco: 5000, invoiceNumber: 'INV-2', amount, account: '200.4110' });
    expect((await release('100.01')).status).toBe(400);
    await release('60.00');
    expect(await of('F0411', 'DOC', 'SFX', 'AG', 'AAP', 'PST')).toEqual([
      '9000 001 900.00 900.00 H',
      '9000 002 100.00 40.00 R',
      '9001 001 60.00 60.00 A',
    ]);
    expect((await of('F0911', 'DOC', 'OBJ', 'AA')).at(-1)).toBe('9001 4110 60.00');
  });
});
