import { startTestSandbox, type TestSandbox } from '../../sandbox/jde/testing/test-sandbox';
import type { PurchaseOrderBody, VoucherBody } from '../../domain/jde/posting-body';
import type { ErpGateway } from '../erp-gateway';
import { createJdeGateway } from './client';
import { sampleCancel, sampleOrder, sampleVendor, sampleVoucher } from './postings/sample-bodies.fixture';
import { jdeSettings, type JdeSettingsInput } from './settings';

/** Client and sandbox are written apart from each other; here they meet. */
let sandbox: TestSandbox;
let gateway: ErpGateway;

const march = { glDate: '2026-03-31', orderDate: '2026-03-10', invoiceDate: '2026-03-10' };
const order: PurchaseOrderBody = { ...sampleOrder, ...march, branchPlant: '4411' };
const voucher: VoucherBody = { ...sampleVoucher, ...march, order: null };

const settingsFor = (given: Partial<JdeSettingsInput> = {}) =>
  jdeSettings({
    connectionId: 'c1',
    baseUrl: `${sandbox.url}/jderest`,
    username: 'PROCORE',
    password: 'sandbox',
    environment: 'JDV920',
    role: '*ALL',
    requestLimitMs: 2_000,
    ...given,
  });

async function start(...given: Parameters<typeof startTestSandbox>): Promise<void> {
  sandbox = await startTestSandbox(...given);
  gateway = createJdeGateway(settingsFor());
}
afterEach(async () => {
  await gateway.close();
  await sandbox.close();
});

const process = (mode: string) => sandbox.control('POST', 'ap/process', { edus: 'PROCORE', mode });
const stateOf = async () => {
  const { erpKey, ediUser, ediBatch, supplier, company, invoiceNumber } = voucher;
  const [state] = await gateway.readVoucherStates([{ erpKey, ediUser, ediBatch, supplier, company, invoiceNumber }]);
  return state;
};

describe('purchase order in the sandbox', () => {
  test('nothing is found, it is made, and read back as it was meant', async () => {
    await start();
    await expect(gateway.purchaseOrder.search(order)).resolves.toEqual({ found: [], strangers: [] });
    const reference = await gateway.purchaseOrder.send(order);
    const { found } = await gateway.purchaseOrder.search(order);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      reference,
      company: '00200',
      supplier: '7004',
      currency: 'USD',
      total: '10000',
      lines: [{ account: '4411.1340.26010', amount: '10000' }],
      voided: false,
      facts: { glDate: '2026-03-31', 'lineNumber.L1': '1' },
    });
  });

  test.each(['commitThenLose', 'cutBody', 'commitThenStatus'])('%s: the order is found', async (kind) => {
    await start();
    await sandbox.fault({ match: { orchestration: 'PC_CREATE_PO' }, kind });
    const name = kind === 'commitThenStatus' ? 'Rejected' : 'OutcomeUnknown';
    await expect(gateway.purchaseOrder.send(order)).rejects.toMatchObject({ name });
    await expect(gateway.purchaseOrder.search(order)).resolves.toMatchObject({ found: [{ total: '10000' }] });
  });

  test('a commit after our time limit is found when it has come', async () => {
    await start();
    const hasty = createJdeGateway(settingsFor({ requestLimitMs: 100 }));
    await sandbox.fault({ match: { orchestration: 'PC_CREATE_PO' }, kind: 'commitLate', delayMs: 300 });
    await expect(hasty.purchaseOrder.send(order)).rejects.toMatchObject({ name: 'OutcomeUnknown' });
    await expect(hasty.purchaseOrder.search(order)).resolves.toMatchObject({ found: [] });
    await new Promise((resolve) => setTimeout(resolve, 400));
    await expect(hasty.purchaseOrder.search(order)).resolves.toMatchObject({ found: [{ total: '10000' }] });
    await hasty.close();
  });

  test.each([
    ['warningCommitted', 'OutcomeUnknown'],
    ['warning', 'OutcomeUnknown'],
    ['continuedOnError', 'OutcomeUnknown'],
    ['reserved', 'Rejected'],
    ['html', 'OutcomeUnknown'],
  ])('%s is %s', async (kind, name) => {
    await start();
    await sandbox.fault({ match: { orchestration: 'PC_CREATE_PO' }, kind });
    await expect(gateway.purchaseOrder.send(order)).rejects.toMatchObject({ name });
  });

  test.each([false, true])('an inactive account is refused with the words of JDE (as a form: %s)', async (isForm) => {
    await start({ nestedMessages: isForm, jdeStatusMembers: !isForm });
    const account = { businessUnit: '4411', object: '1340', subsidiary: '03300' };
    const refused = { ...order, lines: order.lines.map((line) => ({ ...line, account })) };
    const error = (await gateway.purchaseOrder.send(refused).catch((caught: unknown) => caught)) as {
      name: string;
      saidTexts: () => readonly string[];
    };
    expect(error.name).toBe('Rejected');
    expect(error.saidTexts()).toContain('Account 4411.1340.03300 is inactive');
  });

  test('its open lines are canceled once, and it is then read as voided', async () => {
    await start();
    const reference = await gateway.purchaseOrder.send(order);
    const cancel = { ...sampleCancel, order: reference as never };
    await expect(gateway.orderCancel.search(cancel)).resolves.toMatchObject({ found: [] });
    await expect(gateway.orderCancel.send(cancel)).resolves.toEqual(reference);
    await expect(gateway.orderCancel.search(cancel)).resolves.toMatchObject({
      found: [{ facts: { closedLines: '1' } }],
    });
    await expect(gateway.purchaseOrder.search(order)).resolves.toMatchObject({ found: [{ voided: true }] });
    await expect(gateway.readOrderHolds(reference ?? {})).resolves.toEqual([]);
  });

  test('in a foreign currency the foreign amounts are compared', async () => {
    await start({ exchangeRates: { 'CAD/USD': '0.75' } });
    const foreign = { ...order, currency: 'CAD', foreign: true };
    await gateway.purchaseOrder.send(foreign);
    await expect(gateway.purchaseOrder.search(foreign)).resolves.toMatchObject({
      found: [{ currency: 'CAD', total: '10000' }],
    });
  });
});

describe('voucher in the sandbox', () => {
  test.each([false, true])('its way from the batch tables to posted, with purge %s', async (purge) => {
    await start({ purge, payablesTradeAccounts: { '00200': '200.4110' } });
    await expect(gateway.voucher.search(voucher)).resolves.toEqual({ found: [], strangers: [] });
    const batch = await gateway.voucher.send(voucher);
    expect(batch).toEqual({ ediUser: 'PROCORE', ediBatch: voucher.ediBatch, ediTransaction: voucher.erpKey });
    const lines = [
      { account: '4411.1340.26010', amount: '10000' },
      { account: '200.4110', amount: '-1000' },
    ];
    const same = { company: '00200', supplier: '7004', currency: 'USD', total: '9000', lines, missing: [] };
    await expect(gateway.voucher.search(voucher)).resolves.toMatchObject({ found: [{ ...same, stage: 'delivered' }] });
    await expect(stateOf()).resolves.toMatchObject({ stage: 'delivered' });

    const run = {
      kind: 'processorRun' as const,
      erpKey: 'PCRUNRUNRUNRUNRUNRUN',
      ediUser: voucher.ediUser,
      ediBatch: voucher.ediBatch,
      ediTransaction: voucher.erpKey,
      mode: 'final' as const,
      company: voucher.company,
      supplier: voucher.supplier,
      invoiceNumber: voucher.invoiceNumber,
    };
    await expect(gateway.processorRun.search(run)).resolves.toMatchObject({ found: [] });
    const job = await gateway.processorRun.send(run);
    expect(job).toMatchObject({ jobNumber: expect.stringMatching(/^\d+$/) });
    await expect(gateway.readJobState(job ?? {})).resolves.toBe('done');
    await expect(gateway.processorRun.search(run)).resolves.toMatchObject({ found: [{ total: '9000' }] });

    await expect(gateway.voucher.search(voucher)).resolves.toMatchObject({
      found: [{ ...same, stage: 'vouchered', facts: { payStatus: 'H', tax: '0', paymentTerms: 'N30' } }],
      strangers: [],
    });
    await sandbox.control('POST', 'ap/post', { all: true });
    const posted = await gateway.voucher.search(voucher);
    expect(posted).toMatchObject({ found: [{ ...same, stage: 'posted' }] });
    await expect(stateOf()).resolves.toMatchObject({ stage: 'posted' });
    await sandbox.control('POST', 'ap/void', { doc: posted.found[0]?.reference['documentNumber'] });
    await expect(gateway.voucher.search(voucher)).resolves.toMatchObject({ found: [{ voided: true }] });
    await expect(stateOf()).resolves.toMatchObject({ stage: 'voided' });
  });

  test('a posted voucher that is voided shows among those that changed lately, and one that changed long ago does not', async () => {
    await start();
    await gateway.voucher.send(voucher);
    await process('final');
    await sandbox.control('POST', 'ap/post', { all: true });
    const [posted] = (await sandbox.control('GET', 'tables/F0411?VINV=INV-1')).json as unknown as { DOC: string }[];
    const [row] = (await sandbox.control('GET', 'tables/F0411?VINV=INV-1')).json as unknown as Record<string, string>[];
    await sandbox.control('POST', 'tables/F0411', [
      { ...row, DOC: '990001', VR01: 'PCOLDOLDOLDOLDOLDOLD', UPMJ: '20200101' },
      { ...row, DOC: '990002', VR01: 'OTHERS' },
    ]);
    await expect(gateway.readChangedVouchers(1)).resolves.toEqual([
      { erpKey: voucher.erpKey, voided: false, tax: '0' },
    ]);
    await sandbox.control('POST', 'ap/void', { doc: posted?.DOC });
    await expect(gateway.readChangedVouchers(1)).resolves.toEqual([{ erpKey: voucher.erpKey, voided: true, tax: '0' }]);
  });

  test('recent vouchers of a supplier are read the newest first, one page of them, whoever made them', async () => {
    await start();
    const today = new Date().toISOString().slice(0, 10).replaceAll('-', '');
    const item = { DCT: 'PV', KCO: '00200', SFX: '001', AN8: '7004', CRRM: 'D', CRCD: 'USD', DIVJ: today, AG: '5.00' };
    await sandbox.control('POST', 'tables/F0411', [
      { ...item, DOC: '11', VINV: 'A' },
      { ...item, DOC: '12', VINV: 'B', VR01: 'PCKEY' },
      { ...item, DOC: '12', VINV: 'B', VR01: 'PCKEY', SFX: '002' },
      { ...item, DOC: '13', VINV: 'OLD', DIVJ: '20200101' },
      { ...item, DOC: '14', VINV: 'VOIDED', VOD: 'V' },
      { ...item, DOC: '15', VINV: 'ELSEWHERE', AN8: '7005' },
    ]);
    const found = await gateway.readSupplierVouchers(['7004'], 60);
    expect(found.map((one) => [one.invoiceNumber, one.amount, one.erpKey])).toEqual([
      ['B', '10', 'PCKEY'],
      ['A', '5', ''],
    ]);
    const small = createJdeGateway(settingsFor({ pageSize: 1 }));
    await expect(small.readSupplierVouchers(['7004'], 60)).resolves.toEqual([]);
    await small.close();
  });

  test('a half-written voucher is completed by what is missing', async () => {
    await start();
    await sandbox.fault({ match: { orchestration: 'PC_ADD_BATCH_VOUCHER' }, kind: 'partialVoucher' });
    await expect(gateway.voucher.send(voucher)).rejects.toThrow();
    await expect(gateway.voucher.search(voucher)).resolves.toMatchObject({ found: [{ missing: ['distribution'] }] });
    await expect(gateway.voucher.send(voucher, ['distribution'])).resolves.not.toBeNull();
    await expect(gateway.voucher.search(voucher)).resolves.toMatchObject({ found: [{ missing: [], total: '9000' }] });
    await expect(gateway.voucher.send(voucher)).rejects.toMatchObject({ name: 'Rejected' });
  });

  test('two pay items of a retained voucher add up', async () => {
    await start();
    const retained: VoucherBody = {
      ...voucher,
      payItems: [
        { payItem: '001', amount: '9000.00', payStatus: 'H' },
        { payItem: '002', amount: '1000.00', payStatus: 'R', glClass: 'RETN' },
      ],
      distribution: voucher.distribution.slice(0, 1),
      total: '10000.00',
    };
    await gateway.voucher.send(retained);
    const delivered = { total: '10000', missing: [], facts: { payItems: '2' } };
    await expect(gateway.voucher.search(retained)).resolves.toMatchObject({ found: [delivered] });
    await process('final');
    await expect(gateway.voucher.search(retained)).resolves.toMatchObject({
      found: [{ total: '10000', stage: 'vouchered', facts: { payItems: '2' } }],
    });
  });

  test('a foreign voucher keeps its foreign amounts through the processor', async () => {
    await start({ exchangeRates: { 'CAD/USD': '0.75' } });
    const foreign = { ...voucher, currency: 'CAD', foreign: true };
    await gateway.voucher.send(foreign);
    const same = { currency: 'CAD', total: '9000', lines: [{ amount: '10000' }, { amount: '-1000' }] };
    await expect(gateway.voucher.search(foreign)).resolves.toMatchObject({ found: [same] });
    await process('final');
    await expect(gateway.voucher.search(foreign)).resolves.toMatchObject({ found: [{ ...same, stage: 'vouchered' }] });
  });
});

describe('journal in the sandbox', () => {
  const journal = {
    kind: 'journal' as const,
    erpKey: 'PCJOURNALJOURNALJOUR',
    ediUser: 'PROCORE',
    ediBatch: 'PCJOURNALJOURNA',
    company: '00200',
    documentType: 'JE',
    glDate: '2026-03-31',
    currency: 'USD',
    foreign: false,
    explanation: 'Retainage only',
    distribution: voucher.distribution.map((line, index) => ({ ...line, amount: index === 0 ? '500.00' : '-500.00' })),
  };

  test('it is found in the batch table, and after the run by its key in the ledger', async () => {
    await start({ purge: true });
    await expect(gateway.journal.search(journal)).resolves.toEqual({ found: [], strangers: [] });
    await gateway.journal.send(journal);
    await expect(gateway.journal.search(journal)).resolves.toMatchObject({
      found: [{ stage: 'delivered', total: '0' }],
    });
    await sandbox.run('PC_RUN_JOURNAL_PROCESSOR', { EdiUser: 'PROCORE', EdiBatch: journal.ediBatch, Mode: 'final' });
    await expect(gateway.journal.search(journal)).resolves.toMatchObject({
      found: [{ stage: 'vouchered', lines: [{ amount: '500' }, { amount: '-500' }] }],
    });
  });
});

describe('facts of the sandbox', () => {
  test('accounts, business units, companies and suppliers', async () => {
    await start();
    const accounts = await gateway.readAccounts([
      { businessUnit: '4411', object: '1340', subsidiary: '26010' },
      { businessUnit: '4411', object: '1350', subsidiary: '05120' },
      { businessUnit: '200', object: '4110', subsidiary: '' },
      { businessUnit: '4411', object: '9999', subsidiary: '' },
    ]);
    expect(accounts.map(({ account, rule }) => `${account.businessUnit} ${rule}`)).toEqual([
      '4411 posts',
      '200 posts',
      '4411 subledgerRequired',
    ]);
    const units = await gateway.readBusinessUnits(['4411', '4499', '1']);
    expect(units.map(({ id, open }) => [id, open])).toEqual([
      ['4411', true],
      ['4499', false],
    ]);
    const companies = await gateway.readCompanies(['00200', '00300']);
    const window = { from: '2026-03-01', to: '2026-04-30' };
    expect(companies).toMatchObject([
      { id: '00200', ledgerOpen: window, payablesOpen: window },
      { id: '00300', payablesOpen: window },
    ]);
    await expect(gateway.readSuppliers(['7004', '7005', '1', '99'])).resolves.toMatchObject([
      { number: '1', isSupplier: false },
      { number: '7004', isSupplier: true, orderHold: '', currency: 'USD' },
      { number: '7005', isSupplier: true, orderHold: 'A1' },
    ]);
  });

  test('a vendor is made once, found by its key, and found as a candidate by name', async () => {
    await start();
    await expect(gateway.vendor.search(sampleVendor)).resolves.toEqual({ found: [], strangers: [] });
    const reference = await gateway.vendor.send(sampleVendor);
    await expect(gateway.vendor.search(sampleVendor)).resolves.toMatchObject({ found: [{ reference, missing: [] }] });
    const wanted = { sourceKey: 'other', taxId: '', name: 'ACME Drywall' };
    await expect(gateway.findSuppliers(wanted)).resolves.toMatchObject([{ by: 'name' }]);
  });

  test('tokens that expire between two calls are renewed', async () => {
    await start();
    await gateway.readBusinessUnits(['4411']);
    await sandbox.control('POST', 'expire-tokens');
    await expect(gateway.readBusinessUnits(['4411'])).resolves.toHaveLength(1);
  });

  test('a balancer with affinity and tokens that die with 403 change nothing', async () => {
    await start({ affinity: true, expiredAnswer: 403 });
    await gateway.readBusinessUnits(['4411']);
    await sandbox.control('POST', 'expire-tokens');
    await expect(gateway.purchaseOrder.send(order)).resolves.not.toBeNull();
    await expect(gateway.purchaseOrder.search(order)).resolves.toMatchObject({ found: [{ total: '10000' }] });
  });

  test('an order and its voucher take ten calls once the control rows are read, the look for holds among them', async () => {
    await start();
    await gateway.purchaseOrder.search(order);
    await gateway.voucher.search(voucher);
    await sandbox.control('DELETE', 'calls');
    await gateway.purchaseOrder.search(order);
    await gateway.purchaseOrder.send(order);
    const { found } = await gateway.purchaseOrder.search(order);
    await gateway.readOrderHolds(found[0]?.reference ?? {}, found[0]?.facts?.['hold']);
    await gateway.voucher.search(voucher);
    await gateway.voucher.send(voucher);
    await gateway.voucher.search(voucher);
    const { counts, total } = (await sandbox.control('GET', 'calls')).json;
    expect(counts).toEqual({
      'dataservice:F4301': 2,
      'dataservice:F4311': 1,
      'dataservice:F4209': 1,
      'orchestrator:PC_CREATE_PO': 1,
      'dataservice:F0411Z1': 2,
      'dataservice:F0911Z1': 1,
      'dataservice:F0411': 1,
      'orchestrator:PC_ADD_BATCH_VOUCHER': 1,
    });
    expect(total).toBe(10);
  });
});

describe('check of the connection', () => {
  const codes = { F0005: [{ SY: '40', RT: 'CT', KY: 'OP' }] };

  test('all is well', async () => {
    await start({}, codes);
    const steps = await gateway.check();
    expect(steps.filter((step) => !step.ok)).toEqual([]);
    expect(steps.map((step) => step.name)).toEqual(
      expect.arrayContaining(['table F0911Z1', 'orchestration PC_CREATE_PO', 'logout']),
    );
    expect(steps.filter((step) => step.detail.startsWith('warning'))).toEqual([]);
  });

  test('a table without authority and a hidden orchestration are named with whom to ask', async () => {
    await start({ deniedTables: ['F0411'], deniedOrchestrations: ['PC_CREATE_PO'] });
    const steps = await gateway.check();
    const named = (name: string) => steps.find((step) => step.name === name);
    expect(named('table F0411')).toMatchObject({ ok: false, ask: expect.stringContaining('security administrator') });
    expect(named('table F0010')).toMatchObject({ ok: true });
    expect(named('orchestration PC_CREATE_PO')).toMatchObject({ ok: true, detail: expect.stringContaining('warning') });
    expect(steps.at(-1)?.name).toBe('logout');
  });

  test('a wrong password ends it there, and is not shown', async () => {
    await start();
    const wrong = createJdeGateway(settingsFor({ password: 'not-the-word' }));
    const steps = await wrong.check();
    expect(steps.at(-1)).toMatchObject({ ok: false, name: expect.stringContaining('login as PROCORE') });
    expect(JSON.stringify(steps)).not.toContain('not-the-word');
    await wrong.close();
  });

  test('a JAS server that does not know this AIS server', async () => {
    await start({ jasAllowsAis: false });
    const steps = await gateway.check();
    expect(steps.at(-1)?.detail).toContain('Allowed Hosts');
  });

  test('nobody listens', async () => {
    await start();
    const lost = createJdeGateway(settingsFor({ baseUrl: 'http://127.0.0.1:9/jderest' }));
    await expect(lost.check()).resolves.toMatchObject([{ ok: false, ask: expect.stringContaining('network') }]);
    await lost.close();
  });
});
