import { toOrderReference } from '../../domain/jde/bodies/order-reference';
import type { ProcessorRunBody, PurchaseOrderBody, VoucherBody } from '../../domain/jde/bodies/posting-body';
import { startTestSandbox, testCompany, type Tables, type TestSandbox } from '../../sandbox/jde/testing/test-sandbox';
import { jdeUnderTest, sandboxSettings, type JdeUnderTest } from './jde-under-test.fixture';
import { sampleCancel, sampleOrder, sampleVendor, sampleVoucher } from './postings/sample-bodies.fixture';

let sandbox: TestSandbox;
let jde: JdeUnderTest;
afterEach(async () => {
  await jde.close();
  await sandbox.close();
});

type Settings = NonNullable<Parameters<typeof startTestSandbox>[0]>;

async function start(settings: Settings, tables: Tables = {}): Promise<void> {
  sandbox = await startTestSandbox(settings, tables);
  jde = jdeUnderTest(sandboxSettings(sandbox.url));
}

const march = { glDate: '2026-03-31', orderDate: '2026-03-10', invoiceDate: '2026-03-10' };
const order: PurchaseOrderBody = { ...sampleOrder, ...march, branchPlant: '4411' };
const voucher: VoucherBody = { ...sampleVoucher, ...march, order: null };
const { ediUser, ediBatch, erpKey: ediTransaction, company, supplier, invoiceNumber } = voucher;
const run: ProcessorRunBody = {
  ...{ kind: 'processorRun', erpKey: 'PCRUNRUNRUNRUNRUNRUN', mode: 'final' },
  ...{ ediUser, ediBatch, ediTransaction, company, supplier, invoiceNumber },
};

/** As it is sent and as the next look sees it: an answer that says less than it should is no answer. */
async function made(body: PurchaseOrderBody | VoucherBody | typeof sampleVendor): Promise<string | undefined> {
  const answer = await jde.send(body).catch((error: unknown) => (error instanceof Error ? error.name : String(error)));
  const { found } = await jde.look(body);
  const stands = found[0]?.missing.length === 0 ? found[0].stage : undefined;
  return typeof answer === 'string' ? `${answer}, ${stands ?? 'nothing'}` : stands;
}

const stageOf = async (body: VoucherBody): Promise<string | undefined> => (await jde.look(body)).found[0]?.stage;
const changedLately = async (): Promise<unknown> =>
  (await jde.port('voucher').changedWithin?.(1))?.map((one) => one.isLost);

// Where JDE's own texts settle nothing, or sites differ (reference 5.2, 13.3, 13.6, 19).
test.each<Settings>([
  {},
  { documentInZRows: true },
  { batchesApproved: false },
  { numericOutputs: false },
  { voidedGross: 'kept' },
  { voidDocumentType: 'PE', payablesTradeAccounts: { '00200': '200.4111' } },
  { statusMovesStamps: false },
  { blankText: '' },
  { duplicateInvoiceEdit: '' },
])('vendor, order and voucher go all the way where JDE has %p', async (settings) => {
  await start(settings);
  await expect(made(sampleVendor)).resolves.toBe('stands');
  await expect(made(order)).resolves.toBe('stands');
  await expect(made(voucher)).resolves.toBe('delivered');
  const job = await jde.send(run);
  await expect(jde.look(run)).resolves.toMatchObject({ found: [{ facts: { voucher: 'found' } }] });
  expect(job).toMatchObject({ jobNumber: expect.stringMatching(/^\d+$/) as unknown });
  await expect(stageOf(voucher)).resolves.toBe('vouchered');
  await sandbox.control('POST', 'ap/post', { all: true });
  await expect(jde.look(voucher)).resolves.toMatchObject({
    found: [{ stage: 'posted', shown: { total: '9000', lines: [{ amount: '10000' }, { amount: '-1000' }] } }],
  });
  const { found } = await jde.look(order);
  await jde.send({ ...sampleCancel, order: toOrderReference(found[0]?.reference ?? {}) });
  await expect(jde.look(order)).resolves.toMatchObject({ found: [{ stage: 'voided' }] });
  await sandbox.control('POST', 'ap/void', { doc: (await sandbox.rows('F0411'))[0]?.['DOC'] });
  await expect(stageOf(voucher)).resolves.toBe('voided');
  await expect(changedLately()).resolves.toEqual([true]);
});

test.each([
  ['passed', 'stands'],
  ['shown', 'OutcomeUnknown, stands'],
  ['stops', 'OutcomeUnknown, nothing'],
] as const)('a warning that is %s leaves the order so: %s', async (formWarnings, outcome) => {
  await start({ formWarnings });
  // After the open periods, of which JDE only warns.
  await expect(made({ ...order, glDate: '2026-06-30' })).resolves.toBe(outcome);
});

test.each([
  ['refuses', 'Rejected, nothing'],
  ['warns', 'delivered'],
] as const)('a hold of payments that %s leaves the voucher so: %s', async (paymentHold, outcome) => {
  const F0401 = (testCompany['F0401'] ?? []).map((row) => ({ ...row, HDPY: 'Y' }));
  await start({ paymentHold }, { F0401 });
  await expect(made(voucher)).resolves.toBe(outcome);
});

test.each(['0', ''] as const)(
  'rows that the processor refused, with EDSP "%s", are delivered still',
  async (failedRowFlag) => {
    await start({ failedRowFlag });
    await expect(made(voucher)).resolves.toBe('delivered');
    await sandbox.control('PATCH', 'tables/F0901', { where: { AID: '00000001' }, set: { PEC: 'I' } });
    await jde.send(run);
    await expect(stageOf(voucher)).resolves.toBe('delivered');
    await expect(jde.look(run)).resolves.toMatchObject({ found: [] });
  },
);
