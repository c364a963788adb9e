import { toOrderReference } from '../../domain/jde/bodies/order-reference';
import type { OrderReference, ProcessorRunBody } from '../../domain/jde/bodies/posting-body';
import { startTestSandbox, type TestSandbox } from '../../sandbox/jde/testing/test-sandbox';
import type { Posted } from '../erp-adapter';
import { jdeUnderTest, posted, sandboxSettings, timing, type JdeUnderTest } from './jde-under-test.fixture';
import { sampleOrder, sampleVendor, sampleVoucher } from './postings/sample-bodies.fixture';

let sandbox: TestSandbox;
let jde: JdeUnderTest;

async function start(...given: Parameters<typeof startTestSandbox>): Promise<void> {
  sandbox = await startTestSandbox(...given);
  jde = jdeUnderTest(sandboxSettings(sandbox.url));
}
afterEach(async () => {
  await jde.close();
  await sandbox.close();
});

const march = { glDate: '2026-03-31', orderDate: '2026-03-10', invoiceDate: '2026-03-10' };
const order = { ...sampleOrder, ...march, branchPlant: '4411' };
const voucher = { ...sampleVoucher, ...march, order: null };
const run: ProcessorRunBody = {
  kind: 'processorRun',
  erpKey: 'PCRUNRUNRUNRUNRUNRUN',
  ediUser: voucher.ediUser,
  ediBatch: voucher.ediBatch,
  ediTransaction: voucher.erpKey,
  mode: 'final',
  company: voucher.company,
  supplier: voucher.supplier,
  invoiceNumber: voucher.invoiceNumber,
};

const port = (kind: string) => jde.port(kind);
const callCounts = async () => (await sandbox.control('GET', 'calls')).json['counts'];

describe('a voucher through its port', () => {
  test('a look at fifty takes two calls and shows stage, reference and tax, but no lines', async () => {
    await start();
    await port('voucher').look([posted(voucher)]);
    await port('voucher').send(posted(voucher));
    const others = Array.from({ length: 49 }, (_, index) => {
      const erpKey = `PCOTHER${index}`.padEnd(20, 'X');
      return { ...voucher, erpKey, ediBatch: erpKey.slice(0, 15), invoiceNumber: `OTHER-${index}` };
    });
    await sandbox.control('DELETE', 'calls');
    const looks = await port('voucher').look([...others, voucher].map((body) => posted(body)));
    expect(await callCounts()).toEqual({ 'dataservice:F0411Z1': 1, 'dataservice:F0411': 1 });
    expect(looks).toHaveLength(50);
    expect(looks.filter((look) => look.found.length > 0)).toEqual([
      expect.objectContaining({
        key: voucher.erpKey,
        found: [expect.objectContaining({ stage: 'delivered', shown: null, facts: { tax: '0' } })],
      }),
    ]);
  });

  test("its stages, with JDE's own word where there is one, on the way to a void", async () => {
    await start();
    const stages = async (): Promise<unknown> => {
      const [alone] = await port('voucher').look([posted(voucher)]);
      const [together] = await port('voucher').look([posted(voucher), posted({ ...voucher, erpKey: 'PCNONE' })]);
      const [one, same] = [alone?.found[0], together?.found[0]];
      expect([same?.stage, same?.stageWord, same?.reference]).toEqual([one?.stage, one?.stageWord, one?.reference]);
      return [one?.stage, one?.stageWord];
    };
    await port('voucher').send(posted(voucher));
    expect(await stages()).toEqual(['delivered', '']);
    await port('processorRun').send(posted(run));
    expect(await stages()).toEqual(['vouchered', '']);
    await sandbox.control('POST', 'ap/post', { all: true });
    expect(await stages()).toEqual(['posted', 'POST D']);
    await expect(port('voucher').changedWithin?.(1)).resolves.toMatchObject([{ key: voucher.erpKey }]);
    const [row] = await sandbox.rows('F0411', { VR01: voucher.erpKey });
    await sandbox.control('POST', 'ap/void', { doc: row?.['DOC'] });
    expect(await stages()).toEqual(['voided', expect.stringMatching(/^VOD ./)]);
  });

  test('processed rows whose voucher was deleted are gone', async () => {
    await start();
    await port('voucher').send(posted(voucher));
    await port('processorRun').send(posted(run));
    await sandbox.control('DELETE', 'tables/F0411', { where: { VR01: voucher.erpKey } });
    const [look] = await port('voucher').look([posted(voucher)]);
    expect(look?.found).toMatchObject([{ stage: 'gone', facts: { gone: 'F0411' } }]);
  });

  describe('on an order', () => {
    let reference: OrderReference;
    let billing: Posted;
    const isReady = async (one: Posted) => (await port('voucher').ready?.(one))?.map((problem) => problem.value);
    /** As the ledger tells of the order before the voucher: what its read-back said, and how long ago. */
    const readBack = (hold: string, readBackAgoMs: number | null): Posted => ({
      ...billing,
      earlier: new Map([
        ['order', { key: order.erpKey, reference: { ...reference }, facts: { hold }, readBackAgoMs, body: order }],
      ]),
    });
    beforeEach(async () => {
      await start();
      reference = toOrderReference((await port('purchaseOrder').send(posted(order))) ?? {});
      billing = posted({ ...voucher, order: reference });
      await sandbox.control('DELETE', 'calls');
    });

    test('it is not ready while the order is on hold', async () => {
      await expect(port('voucher').ready?.(billing)).resolves.toEqual([]);
      expect(await callCounts()).toEqual({ 'dataservice:F4301': 1, 'dataservice:F4209': 1 });
      const { orderNumber: DOCO, orderType: DCTO, orderCompany: KCOO, suffix: SFXO } = reference;
      await sandbox.control('POST', 'tables/F4209', [{ DOCO, DCTO, KCOO, SFXO, HCOD: 'AP' }]);
      await expect(port('voucher').ready?.(billing)).resolves.toMatchObject([
        { reason: 'orderOnHold', kind: 'waiting', field: 'HOLD', value: 'AP' },
      ]);
      await expect(isReady(readBack('', 0))).resolves.toEqual(['AP']);
      await expect(port('voucher').ready?.(posted(voucher))).resolves.toEqual([]);
    });

    test('a read-back of a moment ago that showed no code saves reading the header', async () => {
      await expect(isReady(readBack('', 29_999))).resolves.toEqual([]);
      expect(await callCounts()).toEqual({ 'dataservice:F4209': 1 });
    });

    test.each([
      ['is too old', '', 30_000],
      ['is of an age that nobody knows', '', null],
      ['showed a code, which may be released by now', 'B1', 0],
    ])('a read-back that %s saves nothing', async (_, hold, readBackAgoMs) => {
      await expect(isReady(readBack(hold, readBackAgoMs))).resolves.toEqual([]);
      expect(await callCounts()).toEqual({ 'dataservice:F4301': 1, 'dataservice:F4209': 1 });
    });
  });

  test('another voucher of the supplier with a number that reads the same is told, our own is not', async () => {
    await start();
    const row = { DCT: 'PV', KCO: '00200', SFX: '001', AN8: '7004', CRRM: 'D', CRCD: 'USD', DIVJ: '20260310', AG: '5' };
    await sandbox.control('POST', 'tables/F0411', [
      { ...row, DOC: '11', VINV: 'INV 01' },
      { ...row, DOC: '12', VINV: 'INV-1', VR01: voucher.erpKey },
    ]);
    await expect(port('voucher').alike?.([posted(voucher)])).resolves.toMatchObject([
      { like: voucher.erpKey, alike: 'number', number: 'INV 01', amount: '5', date: '2026-03-10' },
    ]);
  });
});

describe('what is ours', () => {
  test('each port gives its own, with the stage', async () => {
    await start();
    await port('purchaseOrder').send(posted(order));
    await port('voucher').send(posted(voucher));
    await expect(port('purchaseOrder').ours?.(1)).resolves.toMatchObject([
      { key: order.erpKey, step: 'order', stage: 'stands' },
    ]);
    await expect(port('voucher').ours?.(1)).resolves.toMatchObject([
      { key: voucher.erpKey, step: 'voucher', stage: 'delivered' },
    ]);
  });
});

describe('a run of the voucher processor', () => {
  test('while its job runs nothing is found and nothing may be concluded', async () => {
    await start({ jobSeconds: 0.3 });
    await port('voucher').send(posted(voucher));
    const reference = await port('processorRun').send(posted(run));
    const look = async () => (await port('processorRun').look([posted(run, { reference })]))[0];
    await expect(look()).resolves.toMatchObject({ found: [], running: true });
    await new Promise((resolve) => setTimeout(resolve, 400));
    await expect(look()).resolves.toMatchObject({ found: [{ stage: 'stands' }], running: false });
  });

  test('a proof leaves the voucher where it is, a run makes it', async () => {
    await start();
    await port('voucher').send(posted(voucher));
    await port('processorProof').send(posted(run));
    await expect(port('processorProof').look([posted(run)])).resolves.toMatchObject([
      { found: [{ stage: 'delivered' }] },
    ]);
    await expect(port('processorRun').look([posted(run)])).resolves.toMatchObject([{ found: [], running: false }]);
    const reference = await port('processorRun').send(posted(run));
    await expect(port('processorRun').look([posted(run, { reference })])).resolves.toMatchObject([
      { found: [{ stage: 'stands', facts: { voucher: 'found' } }], running: false },
    ]);
    await expect(port('processorProof').look([posted(run)])).resolves.toMatchObject([
      { found: [{ stage: 'vouchered' }] },
    ]);
  });
});

test('a vendor is made once and found by its key, half of it by what is missing', async () => {
  await start();
  const one = posted(sampleVendor);
  await expect(port('supplier').look([one])).resolves.toMatchObject([{ found: [] }]);
  const reference = (await port('supplier').send(one)) ?? {};
  await expect(port('supplier').look([one])).resolves.toMatchObject([
    { found: [{ reference, stage: 'stands', missing: [] }] },
  ]);
  await sandbox.control('DELETE', 'tables/F0401', { where: { AN8: reference['addressNumber'] ?? '' } });
  await expect(port('supplier').look([one])).resolves.toMatchObject([{ found: [{ missing: ['supplierMaster'] }] }]);
  await expect(port('supplier').send(one, ['supplierMaster'])).resolves.toEqual(reference);
});

describe('facts', () => {
  const key = (kind: string, id: string) => ({ kind, id, causes: [`${kind}/${id}`] });

  test('one answer for each key, null for what does not exist, and the tax id only beside what is kept', async () => {
    await start();
    const keys = [
      key('supplier', '7004'),
      key('account', '4411.1340.26010'),
      key('account', '4411.9999'),
      key('businessUnit', '4411'),
      key('company', '00200'),
      key('supplier', '99'),
    ];
    const facts = await jde.adapter.readFacts(keys);
    expect(facts.map(({ value, taxId: _, ...rest }) => [rest, value !== null])).toEqual(
      keys.map((one) => [one, !['4411.9999', '99'].includes(one.id)]),
    );
    expect(facts[0]?.value).toMatchObject({ number: '7004', isSupplier: true });
    expect(facts[0]?.value).not.toHaveProperty('taxId');
    expect(facts.map(({ taxId }) => taxId)).toEqual(['12-345', ...Array<undefined>(5).fill(undefined)]);
  });

  test('a kind that nobody knows is refused by name', async () => {
    await start();
    await expect(jde.adapter.readFacts([key('weather', '1')])).rejects.toThrow(/fact weather/);
  });
});

test('the waits of the ledger are those of the settings', async () => {
  await start();
  expect(jde.adapter.timing('voucher')).toEqual(timing);
});
