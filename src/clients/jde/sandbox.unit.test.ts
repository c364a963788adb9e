import { startTestSandbox, type TestSandbox } from '../../sandbox/jde/testing/test-sandbox';
import { toOrderReference } from '../../domain/jde/bodies/order-reference';
import type { JournalBody, PurchaseOrderBody, VoucherBody } from '../../domain/jde/bodies/posting-body';
import type { Found } from '../../domain/posting/look';
import { connectJde, type JdeConnection } from './connect';
import { jdeUnderTest, nothingOf, posted, sandboxSettings, type JdeUnderTest } from './jde-under-test.fixture';
import { readSupplierVouchers } from './postings/vouchers/supplier-vouchers';
import {
  sampleCancel,
  sampleJournal,
  sampleOrder,
  sampleVendor,
  sampleVoucher,
} from './postings/sample-bodies.fixture';
import type { JdeSettingsInput } from './settings';

/** Client and sandbox are written apart from each other; here they meet. */
let sandbox: TestSandbox;
let jde: JdeUnderTest;

const march = { glDate: '2026-03-31', orderDate: '2026-03-10', invoiceDate: '2026-03-10' };
const order: PurchaseOrderBody = { ...sampleOrder, ...march, branchPlant: '4411' };
const voucher: VoucherBody = { ...sampleVoucher, ...march, order: null };

const settingsFor = (given: Partial<JdeSettingsInput> = {}) => sandboxSettings(sandbox.url, given);

async function start(...given: Parameters<typeof startTestSandbox>): Promise<void> {
  sandbox = await startTestSandbox(...given);
  jde = jdeUnderTest(settingsFor());
}
afterEach(async () => {
  await jde.close();
  await sandbox.close();
});

const process = (mode: string) => sandbox.control('POST', 'ap/process', { edus: 'PROCORE', mode });
/** As the feed sees the voucher, which asks for several. */
const seenAmongOthers = async (): Promise<Found | undefined> => {
  const other = { ...voucher, erpKey: 'PCOTHER', invoiceNumber: 'OTHER' };
  const [look] = await jde.port('voucher').look([posted(voucher), posted(other)]);
  return look?.found[0];
};
const connected = async <T>(given: Partial<JdeSettingsInput>, use: (jde: JdeConnection) => Promise<T>): Promise<T> => {
  const connection = connectJde(settingsFor(given));
  try {
    return await use(connection);
  } finally {
    await connection.close();
  }
};

describe('purchase order in the sandbox', () => {
  test('nothing is found, it is made, and read back as it was meant', async () => {
    await start();
    await expect(jde.look(order)).resolves.toEqual(nothingOf(order));
    const reference = await jde.send(order);
    const { found } = await jde.look(order);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      reference,
      shown: {
        company: '00200',
        supplier: '7004',
        currency: 'USD',
        total: '10000',
        lines: [{ account: '4411.1340.26010', amount: '10000' }],
      },
      stage: 'stands',
      facts: { glDate: '2026-03-31', 'lineNumber.L1': '1' },
    });
  });

  test.each(['commitThenLose', 'cutBody', 'commitThenStatus'])('%s: the order is found', async (kind) => {
    await start();
    await sandbox.fault({ match: { orchestration: 'PC_CREATE_PO' }, kind });
    const name = kind === 'commitThenStatus' ? 'Rejected' : 'OutcomeUnknown';
    await expect(jde.send(order)).rejects.toMatchObject({ name });
    await expect(jde.look(order)).resolves.toMatchObject({ found: [{ shown: { total: '10000' } }] });
  });

  test('a commit after our time limit is found when it has come', async () => {
    await start();
    const hasty = jdeUnderTest(settingsFor({ requestLimitMs: 100 }));
    await sandbox.fault({ match: { orchestration: 'PC_CREATE_PO' }, kind: 'commitLate', delayMs: 300 });
    await expect(hasty.send(order)).rejects.toMatchObject({ name: 'OutcomeUnknown' });
    await expect(hasty.look(order)).resolves.toMatchObject({ found: [] });
    await new Promise((resolve) => setTimeout(resolve, 400));
    await expect(hasty.look(order)).resolves.toMatchObject({ found: [{ shown: { total: '10000' } }] });
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
    await expect(jde.send(order)).rejects.toMatchObject({ name });
  });

  test.each([false, true])('an inactive account is refused with the words of JDE (as a form: %s)', async (isForm) => {
    await start({ nestedMessages: isForm, jdeStatusMembers: !isForm });
    const account = { businessUnit: '4411', object: '1340', subsidiary: '03300' };
    const refused = { ...order, lines: order.lines.map((line) => ({ ...line, account })) };
    const error = (await jde.send(refused).catch((caught: unknown) => caught)) as {
      name: string;
      saidTexts: () => readonly string[];
    };
    expect(error.name).toBe('Rejected');
    expect(error.saidTexts()).toContain('Account 4411.1340.03300 is inactive');
  });

  test('its open lines are canceled once, and it is then read as voided', async () => {
    await start();
    const reference = await jde.send(order);
    const cancel = { ...sampleCancel, order: toOrderReference(reference ?? {}) };
    await expect(jde.look(cancel)).resolves.toMatchObject({ found: [] });
    await expect(jde.send(cancel)).resolves.toEqual(reference);
    await expect(jde.look(cancel)).resolves.toMatchObject({
      found: [{ facts: { closedLines: '1' } }],
    });
    await expect(jde.look(order)).resolves.toMatchObject({ found: [{ stage: 'voided' }] });
    const billing = { ...voucher, order: toOrderReference(reference ?? {}) };
    await expect(jde.port('voucher').ready?.(posted(billing))).resolves.toEqual([]);
  });

  test('in a foreign currency the foreign amounts are compared', async () => {
    await start({ exchangeRates: { 'CAD/USD': '0.75' } });
    const foreign = { ...order, currency: 'CAD', foreign: true };
    await jde.send(foreign);
    await expect(jde.look(foreign)).resolves.toMatchObject({
      found: [{ shown: { currency: 'CAD', total: '10000' } }],
    });
  });
});

describe('voucher in the sandbox', () => {
  test.each([false, true])('its way from the batch tables to posted, with purge %s', async (purge) => {
    await start({ purge, payablesTradeAccounts: { '00200': '200.4110' } });
    await expect(jde.look(voucher)).resolves.toEqual(nothingOf(voucher));
    const batch = await jde.send(voucher);
    expect(batch).toEqual({ ediUser: 'PROCORE', ediBatch: voucher.ediBatch, ediTransaction: voucher.erpKey });
    const lines = [
      { account: '4411.1340.26010', amount: '10000' },
      { account: '200.4110', amount: '-1000' },
    ];
    const shown = { company: '00200', supplier: '7004', currency: 'USD', total: '9000', lines };
    const same = { shown, missing: [] };
    await expect(jde.look(voucher)).resolves.toMatchObject({ found: [{ ...same, stage: 'delivered' }] });
    await expect(seenAmongOthers()).resolves.toMatchObject({ stage: 'delivered' });

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
    await expect(jde.look(run)).resolves.toMatchObject({ found: [] });
    const job = await jde.send(run);
    expect(job).toMatchObject({ jobNumber: expect.stringMatching(/^\d+$/) });
    await expect(connected({}, ({ processorRuns }) => processorRuns.readJobState(job ?? {}))).resolves.toBe('done');
    await expect(jde.look(run)).resolves.toMatchObject({ found: [{ shown: { total: '9000' } }] });

    await expect(jde.look(voucher)).resolves.toMatchObject({
      found: [{ ...same, stage: 'vouchered', facts: { payStatus: 'H', tax: '0', paymentTerms: 'N30' } }],
      strangers: [],
    });
    await sandbox.control('POST', 'ap/post', { all: true });
    const inLedger = await jde.look(voucher);
    expect(inLedger).toMatchObject({ found: [{ ...same, stage: 'posted' }] });
    await expect(seenAmongOthers()).resolves.toMatchObject({ stage: 'posted' });
    await sandbox.control('POST', 'ap/void', { doc: inLedger.found[0]?.reference['documentNumber'] });
    await expect(jde.look(voucher)).resolves.toMatchObject({ found: [{ stage: 'voided' }] });
    await expect(seenAmongOthers()).resolves.toMatchObject({ stage: 'voided' });
  });

  test('a posted voucher that is voided shows among those that changed lately, and one that changed long ago does not', async () => {
    await start();
    await jde.send(voucher);
    await process('final');
    await sandbox.control('POST', 'ap/post', { all: true });
    const [row] = (await sandbox.control('GET', 'tables/F0411?VINV=INV-1')).json as unknown as Record<string, string>[];
    await sandbox.control('POST', 'tables/F0411', [
      { ...row, DOC: '990001', VR01: 'PCOLDOLDOLDOLDOLDOLD', UPMJ: '20200101' },
      { ...row, DOC: '990002', VR01: 'OTHERS' },
    ]);
    const changed = async () => [await jde.port('voucher').changedWithin?.(1), await seenAmongOthers()];
    const standing = (stage: string) => [
      [expect.objectContaining({ key: voucher.erpKey, isLost: stage === 'voided', facts: { tax: '0', post: '' } })],
      expect.objectContaining({ stage, facts: expect.objectContaining({ tax: '0' }) }),
    ];
    await expect(changed()).resolves.toEqual(standing('posted'));
    await sandbox.control('POST', 'ap/void', { doc: row?.['DOC'] });
    await expect(changed()).resolves.toEqual(standing('voided'));
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
    const recent = (given: Partial<JdeSettingsInput> = {}) =>
      connected(given, ({ dataService, settings }) =>
        readSupplierVouchers(dataService, ['7004'], 60, settings.pageSize),
      );
    expect((await recent()).map((one) => [one.number, one.amount])).toEqual([
      ['B', '10'],
      ['A', '5'],
    ]);
    await expect(recent({ pageSize: 1 })).resolves.toEqual([]);
  });

  test('a half-written voucher is completed by what is missing', async () => {
    await start();
    await sandbox.fault({ match: { orchestration: 'PC_ADD_BATCH_VOUCHER' }, kind: 'partialVoucher' });
    await expect(jde.send(voucher)).rejects.toThrow();
    await expect(jde.look(voucher)).resolves.toMatchObject({ found: [{ missing: ['distribution'] }] });
    await expect(jde.send(voucher, ['distribution'])).resolves.not.toBeNull();
    await expect(jde.look(voucher)).resolves.toMatchObject({ found: [{ missing: [], shown: { total: '9000' } }] });
    await expect(jde.send(voucher)).rejects.toMatchObject({ name: 'Rejected' });
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
    await jde.send(retained);
    const delivered = { shown: { total: '10000' }, missing: [], facts: { payItems: '2' } };
    await expect(jde.look(retained)).resolves.toMatchObject({ found: [delivered] });
    await process('final');
    await expect(jde.look(retained)).resolves.toMatchObject({
      found: [{ shown: { total: '10000' }, stage: 'vouchered', facts: { payItems: '2' } }],
    });
  });

  test('a foreign voucher keeps its foreign amounts through the processor', async () => {
    await start({ exchangeRates: { 'CAD/USD': '0.75' } });
    const foreign = { ...voucher, currency: 'CAD', foreign: true };
    await jde.send(foreign);
    const same = { shown: { currency: 'CAD', total: '9000', lines: [{ amount: '10000' }, { amount: '-1000' }] } };
    await expect(jde.look(foreign)).resolves.toMatchObject({ found: [same] });
    await process('final');
    await expect(jde.look(foreign)).resolves.toMatchObject({ found: [{ ...same, stage: 'vouchered' }] });
  });
});

describe('journal in the sandbox', () => {
  const journal: JournalBody = {
    ...sampleJournal,
    glDate: '2026-03-31',
    distribution: voucher.distribution.map((line, index) => ({ ...line, amount: index === 0 ? '500.00' : '-500.00' })),
  };

  test('it is found in the batch table, and after the run by its key in the ledger', async () => {
    await start({ purge: true });
    await expect(jde.look(journal)).resolves.toEqual(nothingOf(journal));
    await jde.send(journal);
    await expect(jde.look(journal)).resolves.toMatchObject({
      found: [{ stage: 'delivered', shown: { total: '0' } }],
    });
    await sandbox.run('PC_RUN_JOURNAL_PROCESSOR', { EdiUser: 'PROCORE', EdiBatch: journal.ediBatch, Mode: 'final' });
    await expect(jde.look(journal)).resolves.toMatchObject({
      found: [{ stage: 'vouchered', shown: { lines: [{ amount: '500' }, { amount: '-500' }] } }],
    });
  });

  const run = { kind: 'processorRun', erpKey: 'PCRUN', ediUser: 'PROCORE', mode: 'final', company: '00200' } as const;
  const journalRun = {
    ...run,
    ediBatch: journal.ediBatch,
    ediTransaction: journal.erpKey,
    supplier: '',
    invoiceNumber: '',
    journal: { documentType: 'JE' },
  };
  const stageOfRun = async () => (await jde.port('processorRun').look([posted(journalRun)]))[0]?.found.length;

  test('a run of R09110Z for its batch is found by what it made, purged or not', async () => {
    for (const purge of [false, true]) {
      await start({ purge });
      await jde.send(journal);
      expect(await stageOfRun()).toBe(0);
      const { documentNumber: _, ...asSent } = (await jde.port('processorRun').send(posted(journalRun))) ?? {};
      expect(asSent).toMatchObject({ jobNumber: expect.any(String) });
      expect(await stageOfRun()).toBe(1);
      await expect(jde.look(journal)).resolves.toMatchObject({ found: [{ stage: 'vouchered' }] });
      await jde.close();
      await sandbox.close();
    }
    await start();
  });

  test('a proof leaves it where it is, and a look tells where that is', async () => {
    await start();
    await jde.send(journal);
    const proof = { ...posted({ ...journalRun, mode: 'proof' as const }), kind: 'processorProof' };
    await jde.port('processorProof').send(proof);
    const [look] = await jde.port('processorProof').look([proof]);
    expect(look?.found).toMatchObject([{ stage: 'delivered' }]);
  });

  test('a voided voucher of the same document number is none of it', async () => {
    await start();
    await jde.send(journal);
    await jde.send(voucher);
    await sandbox.control('POST', 'journals/process', { edus: 'PROCORE', mode: 'final' });
    await sandbox.control('POST', 'ap/process', { edus: 'PROCORE', mode: 'final' });
    const doc = (await jde.look(journal)).found[0]?.reference['documentNumber'];
    expect((await jde.look(voucher)).found[0]?.reference['documentNumber']).toBe(doc);
    await sandbox.control('POST', 'ap/post', { doc });
    await sandbox.control('POST', 'ap/void', { doc });
    await expect(jde.look(voucher)).resolves.toMatchObject({ found: [{ stage: 'voided' }] });
    await expect(jde.look(journal)).resolves.toMatchObject({ found: [{ stage: 'vouchered' }] });
    await expect(jde.port('journal').changedWithin?.(1)).resolves.toEqual([]);
  });

  test.each(['JE', 'PE'])(
    'posted it is posted; voided by lines of type %s it is voided, and told by what changed',
    async (reversalType) => {
      await start();
      await jde.send(journal);
      await sandbox.control('POST', 'journals/process', { edus: 'PROCORE', mode: 'final' });
      const doc = (await jde.look(journal)).found[0]?.reference['documentNumber'];
      await sandbox.control('POST', 'journals/post', { doc });
      await expect(jde.look(journal)).resolves.toMatchObject({ found: [{ stage: 'posted', stageWord: 'POST P' }] });
      await expect(jde.port('journal').changedWithin?.(1)).resolves.toEqual([]);

      await sandbox.control('POST', 'journals/void', { doc, reversalType });
      await expect(jde.look(journal)).resolves.toMatchObject({ found: [{ stage: 'voided' }] });
      await expect(jde.port('journal').changedWithin?.(1)).resolves.toEqual([
        { key: journal.erpKey, isLost: true, facts: {} },
      ]);
    },
  );
});

describe('facts of the sandbox', () => {
  test('accounts, business units, companies and suppliers', async () => {
    await start();
    const accounts = ['4411.1340.26010', '4411.1350.05120', '200.4110', '4411.9999'];
    await expect(jde.facts('account', ...accounts)).resolves.toMatchObject([
      { account: { businessUnit: '4411' }, rule: 'posts' },
      { account: { businessUnit: '4411' }, rule: 'subledgerRequired' },
      { account: { businessUnit: '200' }, rule: 'posts' },
    ]);
    await expect(jde.facts('businessUnit', '4411', '4499', '1')).resolves.toMatchObject([
      { id: '4411', open: true },
      { id: '4499', open: false },
    ]);
    const companies = await jde.facts('company', '00200', '00300');
    const window = { from: '2026-03-01', to: '2026-04-30' };
    expect(companies).toMatchObject([
      { id: '00200', ledgerOpen: window, payablesOpen: window },
      { id: '00300', payablesOpen: window },
    ]);
    await expect(jde.facts('supplier', '7004', '7005', '1', '99')).resolves.toMatchObject([
      { number: '7004', isSupplier: true, orderHold: '', currency: 'USD' },
      { number: '7005', isSupplier: true, orderHold: 'A1' },
      { number: '1', isSupplier: false },
    ]);
  });

  test('a vendor is made once, found by its key, and found as a candidate by name', async () => {
    await start();
    await expect(jde.look(sampleVendor)).resolves.toEqual(nothingOf(sampleVendor));
    const reference = await jde.send(sampleVendor);
    await expect(jde.look(sampleVendor)).resolves.toMatchObject({ found: [{ reference, missing: [] }] });
    const wanted = { sourceKey: 'other', taxId: '', name: 'ACME Drywall' };
    await expect(jde.adapter.findSuppliers(wanted)).resolves.toMatchObject([{ by: 'name' }]);
  });

  test('tokens that expire between two calls are renewed', async () => {
    await start();
    await jde.facts('businessUnit', '4411');
    await sandbox.control('POST', 'expire-tokens');
    await expect(jde.facts('businessUnit', '4411')).resolves.toHaveLength(1);
  });

  test('a balancer with affinity and tokens that die with 403 change nothing', async () => {
    await start({ affinity: true, expiredAnswer: 403 });
    await jde.facts('businessUnit', '4411');
    await sandbox.control('POST', 'expire-tokens');
    await expect(jde.send(order)).resolves.not.toBeNull();
    await expect(jde.look(order)).resolves.toMatchObject({ found: [{ shown: { total: '10000' } }] });
  });

  test('what a call gave says where to read beside the search, and nothing about what stands', async () => {
    await start();
    await jde.look(order);
    await jde.look(voucher);
    const gave = (await jde.send(order)) ?? {};
    await jde.send(voucher);
    await sandbox.control('DELETE', 'calls');
    const [right, wrong] = [gave, { ...gave, orderNumber: '99' }];
    for (const answered of [right, wrong]) {
      await expect(jde.look(order, { answered })).resolves.toMatchObject({ found: [{ shown: { total: '10000' } }] });
    }
    const { found } = await jde.look(voucher, { answered: {} });
    expect(found).toEqual((await jde.look(voucher)).found);
    const { counts } = (await sandbox.control('GET', 'calls')).json;
    // Of the wrong order no line is found, so that those of the right one are read after it.
    expect(counts).toEqual({
      'dataservice:batch': 3,
      'dataservice:F4311': 1,
      'dataservice:F0411Z1': 1,
      'dataservice:F0911Z1': 1,
    });
  });

  test('an order and its voucher take ten calls once the control rows are read, the look for holds among them', async () => {
    await start();
    await jde.look(order);
    await jde.look(voucher);
    await sandbox.control('DELETE', 'calls');
    await jde.look(order);
    await jde.send(order);
    const { found } = await jde.look(order);
    const { reference = {}, facts = {} } = found[0] ?? {};
    const earlier = new Map([['order', { key: order.erpKey, reference, facts, readBackAgoMs: 0, body: order }]]);
    const billing = posted({ ...voucher, order: toOrderReference(reference) }, { earlier });
    await expect(jde.port('voucher').ready?.(billing)).resolves.toEqual([]);
    await jde.look(voucher);
    await jde.send(voucher);
    await jde.look(voucher);
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
    const steps = await jde.adapter.check();
    expect(steps.filter((step) => !step.ok)).toEqual([]);
    expect(steps.map((step) => step.name)).toEqual(
      expect.arrayContaining(['table F0911Z1', 'orchestration PC_CREATE_PO', 'logout']),
    );
    expect(steps.filter((step) => step.detail.startsWith('warning'))).toEqual([]);
  });

  test('a table without authority and a hidden orchestration are named with whom to ask', async () => {
    await start({ deniedTables: ['F0411'], deniedOrchestrations: ['PC_CREATE_PO'] });
    const steps = await jde.adapter.check();
    const named = (name: string) => steps.find((step) => step.name === name);
    expect(named('table F0411')).toMatchObject({ ok: false, ask: expect.stringContaining('security administrator') });
    expect(named('table F0010')).toMatchObject({ ok: true });
    expect(named('orchestration PC_CREATE_PO')).toMatchObject({ ok: true, detail: expect.stringContaining('warning') });
    expect(steps.at(-1)?.name).toBe('logout');
  });

  test('a wrong password ends it there, and is not shown', async () => {
    await start();
    const wrong = jdeUnderTest(settingsFor({ password: 'not-the-word' }));
    const steps = await wrong.adapter.check();
    expect(steps.at(-1)).toMatchObject({ ok: false, name: expect.stringContaining('login as PROCORE') });
    expect(JSON.stringify(steps)).not.toContain('not-the-word');
    await wrong.close();
  });

  test('a JAS server that does not know this AIS server', async () => {
    await start({ jasAllowsAis: false });
    const steps = await jde.adapter.check();
    expect(steps.at(-1)?.detail).toContain('Allowed Hosts');
  });

  test('nobody listens', async () => {
    await start();
    const lost = jdeUnderTest(settingsFor({ baseUrl: 'http://127.0.0.1:9/jderest' }));
    await expect(lost.adapter.check()).resolves.toMatchObject([{ ok: false, ask: expect.stringContaining('network') }]);
    await lost.close();
  });
});
