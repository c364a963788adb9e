import { onFakeAis } from '../on-fake-ais.fixture';
import { sampleOrder, sampleVendor, sampleVoucher } from './sample-bodies.fixture';

const on = onFakeAis();

/** Outputs are typed as their designer left them: JSON numbers by default, texts where somebody chose so (reference 5.2). */
describe.each([
  ['numbers', (digits: string) => Number(digits)],
  ['texts', (digits: string) => digits],
])('outputs that come as %s', (_as, typed) => {
  test('an order number', async () => {
    on.ais.orchestrate = () => [
      200,
      { OrderNumber: typed('5012'), OrderType: 'OP', OrderCompany: '00200', Suffix: '000' },
    ];
    const reference = { orderNumber: '5012', orderType: 'OP', orderCompany: '00200', suffix: '000' };
    await expect(on.jde.send(sampleOrder)).resolves.toEqual(reference);
  });

  test('an address number', async () => {
    on.ais.orchestrate = () => [200, { AddressNumber: typed('7004'), Created: 'Y' }];
    await expect(on.jde.send(sampleVendor)).resolves.toEqual({ addressNumber: '7004' });
  });

  test('counts of rows that were written', async () => {
    on.ais.orchestrate = () => [200, { PayItemsWritten: typed('1'), DistributionWritten: typed('2') }];
    await expect(on.jde.send(sampleVoucher)).resolves.toMatchObject({ ediTransaction: sampleVoucher.erpKey });
  });

  test('a job number', async () => {
    on.ais.orchestrate = () => [200, { JobNumber: typed('812'), ExecutionServer: 'ENT1' }];
    const run = {
      kind: 'processorRun' as const,
      erpKey: 'PCRUN',
      ediUser: 'PROCORE',
      ediBatch: sampleVoucher.ediBatch,
      ediTransaction: sampleVoucher.erpKey,
      mode: 'final' as const,
      company: '00200',
      supplier: '7004',
      invoiceNumber: 'INV-1',
    };
    await expect(on.jde.send(run)).resolves.toEqual({ jobNumber: '812', executionServer: 'ENT1' });
  });
});
