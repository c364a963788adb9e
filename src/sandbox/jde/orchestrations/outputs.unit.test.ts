import { orderInputs, orderLine, voucherInputs, voucherRun } from '../testing/test-documents';
import { startTestSandbox, type TestSandbox } from '../testing/test-sandbox';

describe('value types of mapped outputs', () => {
  let sandbox: TestSandbox;
  afterEach(() => sandbox.close());

  /** Every output that is a number, by its raw text in the body. */
  const raw = async (): Promise<string[]> => {
    const line = { LineNumber: '1', Action: 'C', Amount: '9.00' };
    const order = { OrderNumber: '5000', OrderType: 'OP', OrderCompany: '00200' };
    const answers = [
      await sandbox.run('PC_UPSERT_VENDOR', { AlphaName: 'North Steel' }),
      await sandbox.run('PC_CREATE_PO', orderInputs({ Lines: [orderLine('10.00')] })),
      await sandbox.run('PC_CHANGE_PO', { ...order, Lines: [line] }),
      await sandbox.run('PC_ADD_NOTE', { ...order, Text: 'note' }),
      await sandbox.run('PC_ADD_BATCH_VOUCHER', voucherInputs()),
      await sandbox.run('PC_RUN_VOUCHER_PROCESSOR', voucherRun),
    ];
    const wanted =
      /"(AddressNumber|OrderNumber|LineNumber|Sequence|PayItemsWritten|DistributionWritten|JobNumber)":[^,}]*/g;
    return answers.flatMap(({ text }) => [...text.matchAll(wanted)].map(([found]) => found));
  };

  test('addresses, orders, lines, jobs, sequences and counts are JSON numbers; companies stay texts', async () => {
    sandbox = await startTestSandbox({ nextNumbers: { OP: 5000 } });
    expect(await raw()).toEqual([
      '"AddressNumber":7006',
      '"OrderNumber":5000',
      '"LineNumber":1',
      '"Sequence":1',
      '"PayItemsWritten":1',
      '"DistributionWritten":2',
      '"JobNumber":1001',
    ]);
    const order = await sandbox.run('PC_CREATE_PO', orderInputs());
    expect(order.text).toContain('"OrderCompany":"00200","Suffix":"000"');
  });

  test('a designer may have chosen texts for all of them', async () => {
    sandbox = await startTestSandbox({ nextNumbers: { OP: 5000 }, numericOutputs: false });
    expect(await raw()).toEqual([
      '"AddressNumber":"7006"',
      '"OrderNumber":"5000"',
      '"LineNumber":"1"',
      '"Sequence":"1"',
      '"PayItemsWritten":"1"',
      '"DistributionWritten":"2"',
      '"JobNumber":"1001"',
    ]);
  });
});
