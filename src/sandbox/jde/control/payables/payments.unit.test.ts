import { voucherInputs } from '../../testing/test-documents';
import { startTestSandbox, type TestSandbox } from '../../testing/test-sandbox';

describe('what AP pays', () => {
  let sandbox: TestSandbox;
  afterEach(() => sandbox.close());

  type Settings = Parameters<typeof startTestSandbox>[0];
  /** Vouchers 1 and 2 of 9,000.00 each, posted and approved for payment. */
  const vouchers = async (settings: Settings = {}): Promise<void> => {
    sandbox = await startTestSandbox(settings);
    for (const n of ['1', '2']) {
      const own = { EdiTransaction: `PC${n}`, InvoiceNumber: `INV-${n}` };
      await sandbox.run('PC_ADD_BATCH_VOUCHER', voucherInputs(own));
    }
    await sandbox.control('POST', 'ap/process', { mode: 'final' });
    await ap('post', { all: true });
    for (const doc of [1, 2]) await ap('change', { doc, payStatus: 'A' });
  };
  const ap = (act: string, order: object) => sandbox.control('POST', `ap/${act}`, order);
  const shown = async (table: string, ...columns: string[]) =>
    (await sandbox.rows(table)).map((row) => columns.map((column) => row[column]).join(' '));
  const open = () => shown('F0411', 'DOC', 'AAP', 'PST');

  test('a payment of two vouchers is one document with a line for each; nothing is open, and the pay status is P', async () => {
    await vouchers();
    const order = { vouchers: [{ doc: 1 }, { doc: 2 }], date: '20260415' };
    expect((await ap('pay', order)).json).toEqual({ payment: '1', number: '1', amount: '18000.00' });
    expect(await shown('F0413', 'PYID', 'DCTM', 'DOCM', 'PYE', 'DMTJ', 'PAAP', 'ICUT', 'ISTP')).toEqual([
      '1 PK 1 7004 20260415 -18000.00 K ',
    ]);
    expect(await shown('F0414', 'PYID', 'RC5', 'DCTM', 'DOC', 'DCT', 'SFX', 'PAAP', 'ADSA', 'AN8')).toEqual([
      '1 1 PK 1 PV 001 -9000.00 0.00 7004',
      '1 2 PK 2 PV 001 -9000.00 0.00 7004',
    ]);
    expect(await open()).toEqual(['1 0.00 P', '2 0.00 P']);
    expect((await ap('void', { doc: 1 })).json['message']).toContain('is paid');
  });

  test('a part leaves the rest open with pay status A; a discount is settled besides what is paid', async () => {
    await vouchers({ paymentSign: 'positive' });
    expect((await ap('pay', { vouchers: [{ doc: 1, amount: '4000.00' }], type: 'PN' })).status).toBe(200);
    expect(await open()).toEqual(['1 5000.00 A', '2 9000.00 A']);
    expect((await ap('void', { doc: 1 })).json['message']).toContain('is paid');
    await ap('pay', { vouchers: [{ doc: 1, discount: '90.00' }] });
    expect(await open()).toEqual(['1 0.00 P', '2 9000.00 A']);
    expect(await shown('F0414', 'PYID', 'DCTM', 'PAAP', 'ADSA')).toEqual(['1 PN 4000.00 0.00', '2 PK 4910.00 90.00']);
    expect(await shown('F0413', 'PAAP', 'ICUT')).toEqual(['4000.00 M', '4910.00 K']);
  });

  test('more than is open, another sign, or another pay status than A is not paid', async () => {
    await vouchers();
    const refusal = async (voucher: object) => (await ap('pay', { vouchers: [voucher] })).json['message'] as string;
    expect(await refusal({ doc: 1, amount: '9000.01' })).toContain('9000.00');
    expect(await refusal({ doc: 1, amount: '8950.00', discount: '50.01' })).toContain('9000.00');
    expect(await refusal({ doc: 1, amount: '-1.00' })).toContain('9000.00');
    expect(await refusal({ doc: 7 })).toContain('no voucher 7');
    await ap('change', { doc: 1, payStatus: 'H' });
    expect(await refusal({ doc: 1 })).toContain('pay status H');
    expect([await sandbox.rows('F0413'), await sandbox.rows('F0414')]).toEqual([[], []]);
    expect(await open()).toEqual(['1 9000.00 H', '2 9000.00 A']);
  });

  test.each([
    ['negative', 'opposite', 'zero', '0.00', '90.00 8910.00'],
    ['positive', 'opposite', 'zero', '0.00', '-90.00 -8910.00'],
    ['negative', 'same', 'kept', '-8910.00', '-90.00 -8910.00'],
    ['positive', 'same', 'kept', '8910.00', '90.00 8910.00'],
  ] as const)(
    'a posted payment that is voided opens the voucher again (sign %s, row PO %s, amount %s)',
    async (paymentSign, voidedPaymentRow, voidedPaymentAmount, PAAP, row) => {
      await vouchers({ paymentSign, voidedPaymentRow, voidedPaymentAmount });
      await ap('pay', { vouchers: [{ doc: 1, discount: '90.00' }] });
      await ap('post-payment', { payment: 1 });
      expect(await shown('F0413', 'ISTP')).toEqual(['D']);
      expect((await ap('void-payment', { payment: 1, glDate: '20260420' })).json).toEqual({ voided: 1, deleted: 0 });
      expect(await open()).toEqual(['1 9000.00 A', '2 9000.00 A']);
      expect(await shown('F0413', 'PAAP', 'VDGJ', 'ISTP')).toEqual([`${PAAP} 20260420 `]);
      const [, second] = await shown('F0414', 'DCTM', 'RC5', 'DOC', 'ADSA', 'PAAP', 'POST');
      expect(second).toBe(`PO 2 1 ${row} `);
      expect((await ap('void-payment', { payment: 1 })).status).toBe(400);
      expect((await ap('void', { doc: 1 })).json).toEqual({ voided: 1 });
    },
  );

  test('a payment that is not posted is deleted, and what it paid is open again', async () => {
    await vouchers();
    await ap('pay', { vouchers: [{ doc: 2, amount: '100.00' }] });
    expect((await ap('void-payment', { payment: 1 })).json).toEqual({ voided: 0, deleted: 1 });
    expect([await sandbox.rows('F0413'), await sandbox.rows('F0414')]).toEqual([[], []]);
    expect(await open()).toEqual(['1 9000.00 A', '2 9000.00 A']);
  });

  test('a voucher in a foreign currency is paid in it, and both sides are open again after a void', async () => {
    sandbox = await startTestSandbox({ exchangeRates: { 'EUR/USD': '1.25' } });
    await sandbox.run('PC_ADD_BATCH_VOUCHER', voucherInputs({ Currency: 'EUR', CurrencyMode: 'F' }));
    await sandbox.control('POST', 'ap/process', { mode: 'final' });
    await ap('post', { all: true });
    await ap('change', { doc: 1, payStatus: 'A' });
    await ap('pay', { vouchers: [{ doc: 1, amount: '4000.00', discount: '100.00' }] });
    expect(await shown('F0411', 'AAP', 'FAP', 'PST')).toEqual(['6125.00 4900.00 A']);
    expect(await shown('F0414', 'PAAP', 'PFAP', 'ADSA', 'CDSA')).toEqual(['-5000.00 -4000.00 -125.00 -100.00']);
    await ap('void-payment', { payment: 1 });
    expect(await shown('F0411', 'AAP', 'FAP', 'PST')).toEqual(['11250.00 9000.00 A']);
  });

  test('the data service serves both tables', async () => {
    await vouchers();
    await ap('pay', { vouchers: [{ doc: 1 }] });
    const ask = async (targetName: string, controlId: string) => {
      const query = {
        condition: [{ controlId, operator: 'EQUAL', value: [{ content: '1', specialValueId: 'LITERAL' }] }],
      };
      const answer = await sandbox.call('v2/dataservice', {
        ...{ targetName, targetType: 'table', dataServiceType: 'BROWSE', returnControlIDs: `${targetName}.PYID` },
        query: { autoFind: true, ...query },
      });
      return answer.text;
    };
    expect(await ask('F0413', 'F0413.PYID')).toContain('"F0413_PYID":1');
    expect(await ask('F0414', 'F0414.DOC')).toContain('"F0414_PYID":1');
  });
});
