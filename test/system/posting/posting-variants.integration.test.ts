import type { DocumentRow } from '../../../src/store/documents/documents';
import type { HeldDocument } from '../../../src/store/holds/holds';
import { addContracts, type AddedContract, type AddedRequisition } from '../support/added-contracts';
import { columns, jdeRowsOf } from '../support/jde-rows';
import { startRig, type Rig, type Row } from '../support/rig';

const tenThousand = { code: '26-010.S', total: '10000.00', withheld: '1000.00' } as const;
const one = (requisition: AddedRequisition, rest: Partial<AddedContract> = {}) => ({
  ...rest,
  requisitions: [requisition],
});

/** One contract for each rule; each is posted under settings of its own. */
const contracts: Readonly<Record<string, Omit<AddedContract, 'number'>>> = {
  'PI-1': {
    requisitions: [
      { items: [tenThousand] },
      { items: [{ ...tenThousand, totalBefore: '10000.00', withheldBefore: '1000.00', withheld: '400.00' }] },
    ],
  },
  'PI-TAX': one({ items: [tenThousand], tax: '820.00' }),
  TAX: one({ items: [tenThousand], tax: '820.00' }),
  'TAX-LINE': one({ items: [tenThousand], tax: '820.00' }),
  ZERO: one({ items: [{ code: '26-010.S', total: '1000.00', withheld: '1000.00' }] }),
  CREDIT: one({ items: [{ code: '26-010.S', total: '-1000.00', withheld: '-100.00' }] }),
  NEGATIVE: one({ items: [tenThousand, { code: '05-120.M', total: '-500.00' }] }),
  LEAVE: one({ items: [tenThousand] }),
  PROOF: one({ items: [tenThousand] }),
  FINAL: one({ items: [tenThousand] }),
  CANCEL: one({ items: [tenThousand] }),
  'DATE-BILL': one({ items: [tenThousand], billingDate: '2026-10-28' }),
  'DATE-END': one({ items: [tenThousand], billingDate: '2026-10-28' }),
  'DATE-DAY': one({ items: [tenThousand], billingDate: '2026-10-28' }),
  'DATE-OLD': one({ items: [tenThousand], billingDate: '2026-09-30', end: '2026-09-30' }),
  'DATE-NEXT': one({ items: [tenThousand], billingDate: '2026-12-31', end: '2026-12-31' }),
  CAD: one({ items: [tenThousand] }, { currency: 'CAD' }),
  'NO-NUMBER': one({ items: [tenThousand], invoiceNumber: '' }),
  'LONG-NUMBER': one({ items: [tenThousand], invoiceNumber: 'Application for Payment 4 / SC-4411-099 / 1207' }),
  APOFF: one({ items: [tenThousand] }),
  PAYNOW: one({ items: [tenThousand] }),
  COMPANIES: one({
    items: [
      { code: '26-010.S', total: '100.00' },
      { code: '26-05-00.S', total: '50.00' },
    ],
  }),
};

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({
    shape: (folder) =>
      addContracts(
        folder,
        Object.entries(contracts).map(([number, contract]) => ({ number, ...contract })),
      ),
    jdeSandbox: { exchangeRates: { 'CAD/USD': '0.75' } },
  });
  await rig.goLive(['4411']);
});
afterAll(() => rig.close());

const defaults = {
  retainageMethod: 'liabilityLine',
  taxMethod: 'none',
  taxCodes: [],
  zeroPayable: 'hold',
  creditDocumentType: undefined,
  negativeOrderLines: true,
  voucherProcessing: 'leave',
  orderCommitment: 'untracked',
  glDatePolicy: 'periodEnd',
  outsidePeriod: 'hold',
  apPosting: true,
  payStatus: 'H',
};
const settings = (posting: Readonly<Record<string, unknown>> = {}): Promise<void> =>
  rig.changeSettings({ posting: { ...defaults, ...posting } });

async function posted(number: string, requisition = 1, stage = 'delivered'): Promise<DocumentRow> {
  const { sourceId } = await rig.requisition(number, requisition);
  await rig.hintOne(sourceId);
  return rig.untilStage(sourceId, [stage]);
}

async function held(number: string, stage: 'held' | 'waiting' = 'held'): Promise<HeldDocument> {
  const document = await posted(number, 1, stage);
  const found = (await rig.holds()).find((hold) => hold.document.id === document.id) as HeldDocument;
  const { F4301, F0411Z1 } = await jdeRowsOf(rig, document);
  expect([...F4301, ...F0411Z1]).toEqual([]);
  return found;
}

const payItems = (rows: readonly Row[]): Row[] => columns(rows, 'SFX', 'AG', 'PST');
const distribution = (rows: readonly Row[]): (readonly string[])[] =>
  rows.map((row) => [row['ANI'] ?? '', row['AA'] ?? '']);
const cost = ['4411.1340.26010', '10000.00'] as const;
const retained = ['200.4110', '-1000.00'] as const;

test('retainage as a pay item: 001 is due, 002 waits with status R and its own G/L class, the ledger takes gross only', async () => {
  await settings({ retainageMethod: 'payItem', retainageGlClass: 'RTNG' });
  const { F0411Z1, F0911Z1 } = await jdeRowsOf(rig, await posted('PI-1'));
  expect(columns(F0411Z1, 'SFX', 'AG', 'PST', 'GLC')).toEqual([
    { SFX: '001', AG: '9000.00', PST: 'H', GLC: '' },
    { SFX: '002', AG: '1000.00', PST: 'R', GLC: 'RTNG' },
  ]);
  expect(distribution(F0911Z1)).toEqual([cost]);

  const release = await posted('PI-1', 2, 'recorded');
  expect(await jdeRowsOf(rig, release)).toEqual({ F4301: [], F4311: [], F0411Z1: [], F0911Z1: [] });
});

test('tax that nobody set a method for holds; with method jde the sum, the base and the tax are sent apart', async () => {
  await settings();
  const found = await held('TAX');
  expect(found.hold.reasons).toEqual(['tax']);
  await settings({ taxMethod: 'jde', taxCodes: [{ code: 'WA-SALES', area: 'WA', explanation: 'S' }] });
  // The saved setting released it.
  const document = await rig.untilStage(found.document.sourceId, ['delivered']);
  const { F0411Z1, F0911Z1 } = await jdeRowsOf(rig, document);
  expect(columns(F0411Z1, 'AG', 'ATXA', 'STAM', 'TXA1', 'EXR1')).toEqual([
    { AG: '9820.00', ATXA: '9000.00', STAM: '820.00', TXA1: 'WA', EXR1: 'S' },
  ]);
  expect(distribution(F0911Z1)).toEqual([cost, retained]);
});

test('tax with retainage as pay items is on the first item alone', async () => {
  await settings({
    retainageMethod: 'payItem',
    retainageGlClass: 'RTNG',
    taxMethod: 'jde',
    taxCodes: [{ code: 'WA-SALES', area: 'WA', explanation: 'S' }],
  });
  const { F0411Z1 } = await jdeRowsOf(rig, await posted('PI-TAX'));
  expect(columns(F0411Z1, 'SFX', 'AG', 'ATXA', 'ATXN', 'STAM', 'PST')).toEqual([
    { SFX: '001', AG: '9820.00', ATXA: '9000.00', ATXN: '0.00', STAM: '820.00', PST: 'H' },
    { SFX: '002', AG: '1000.00', ATXA: '0.00', ATXN: '1000.00', STAM: '0.00', PST: 'R' },
  ]);
});

test("tax by method line goes to the company's tax account", async () => {
  await settings({ taxMethod: 'line' });
  const { F0411Z1, F0911Z1 } = await jdeRowsOf(rig, await posted('TAX-LINE'));
  expect(columns(F0411Z1, 'AG', 'STAM', 'EXR1')).toEqual([{ AG: '9820.00', STAM: '0.00', EXR1: '' }]);
  expect(distribution(F0911Z1)).toEqual([cost, retained, ['200.4230', '820.00']]);
});

test('a payable of 0 holds; as a journal it nets to zero and needs no voucher', async () => {
  await settings();
  const found = await held('ZERO');
  expect(found.hold.reasons).toEqual(['zeroPayable']);
  await settings({ zeroPayable: 'journal' });
  const { F4311, F0411Z1, F0911Z1 } = await jdeRowsOf(
    rig,
    await rig.untilStage(found.document.sourceId, ['delivered']),
  );
  expect(columns(F4311, 'AEXP')).toEqual([{ AEXP: '1000.00' }]);
  expect(F0411Z1).toEqual([]);
  expect(columns(F0911Z1, 'EDTR', 'DCT')).toEqual(Array(2).fill({ EDTR: 'J', DCT: 'JE' }));
  expect(distribution(F0911Z1)).toEqual([
    ['4411.1340.26010', '1000.00'],
    ['200.4110', '-1000.00'],
  ]);
});

test('a credit needs its document type', async () => {
  await settings();
  const found = await held('CREDIT');
  expect(found.hold.reasons).toEqual(['creditSetup']);
  await settings({ creditDocumentType: 'PD' });
  const { F4311, F0411Z1, F0911Z1 } = await jdeRowsOf(
    rig,
    await rig.untilStage(found.document.sourceId, ['delivered']),
  );
  expect(columns(F4311, 'AEXP')).toEqual([{ AEXP: '-1000.00' }]);
  expect(columns(F0411Z1, 'DCT', 'AG')).toEqual([{ DCT: 'PD', AG: '-900.00' }]);
  expect(distribution(F0911Z1)).toEqual([
    ['4411.1340.26010', '-1000.00'],
    ['200.4110', '100.00'],
  ]);
});

test('negative order lines hold before anything is sent where the connection does not allow them', async () => {
  await settings({ negativeOrderLines: false });
  const found = await held('NEGATIVE');
  expect(found.hold.reasons).toEqual(['negativeNotAllowed']);
  expect(found.problems[0]?.message).toContain('-500.00');
  await settings();
  const { F4311 } = await jdeRowsOf(rig, await rig.untilStage(found.document.sourceId, ['delivered']));
  expect(columns(F4311, 'AEXP')).toEqual([{ AEXP: '10000.00' }, { AEXP: '-500.00' }]);
});

test('a voucher left to AP is followed until it is posted', async () => {
  await settings();
  const { sourceId } = await posted('LEAVE');
  const { F0411Z1 } = await jdeRowsOf(rig, await rig.document(sourceId));
  const [row] = F0411Z1 as [Row];
  await rig.control('jde', 'POST', 'ap/process', { edus: row['EDUS'], edbt: row['EDBT'], mode: 'final' });
  await rig.activities.pollStanding(rig.scope);
  await rig.untilStage(sourceId, ['vouchered']);
  const [voucher] = (await rig.table('F0411', { VINV: row['VINV'] ?? '' })) as [Row];
  expect(columns([voucher], 'AG', 'PST', 'AN8')).toEqual([{ AG: '9000.00', PST: 'H', AN8: row['AN8'] }]);
  await rig.control('jde', 'POST', 'ap/post', { doc: voucher['DOC'] });
  await rig.activities.pollStanding(rig.scope);
  await rig.untilStage(sourceId, ['posted']);
});

test('processing as proof leaves the rows, as final makes the voucher and never posts it', async () => {
  await settings({ voucherProcessing: 'proof' });
  const proof = await jdeRowsOf(rig, await posted('PROOF'));
  expect(await rig.table('F0411', { VINV: proof.F0411Z1[0]?.['VINV'] ?? '' })).toEqual([]);
  await settings({ voucherProcessing: 'final' });
  const final = await jdeRowsOf(rig, await posted('FINAL', 1, 'vouchered'));
  const vouchers = await rig.table('F0411', { VINV: final.F0411Z1[0]?.['VINV'] ?? '' });
  expect(columns(vouchers, 'AG', 'POST')).toEqual([{ AG: '9000.00', POST: '' }]);
});

test('a voucher that AP deletes before it is posted is held', async () => {
  await settings();
  const { sourceId } = await rig.requisition('FINAL', 1);
  const { F0411Z1 } = await jdeRowsOf(rig, await rig.document(sourceId));
  const [voucher] = (await rig.table('F0411', { VINV: F0411Z1[0]?.['VINV'] ?? '' })) as [Row];
  await rig.control('jde', 'POST', 'ap/delete', { doc: voucher['DOC'] });
  await rig.activities.pollStanding(rig.scope);
  await rig.untilStage(sourceId, ['held']);
  const found = (await rig.holds()).find((hold) => hold.document.sourceId === sourceId);
  expect(found?.hold.reasons).toEqual(['erpVoided']);
});

test('with cancelWhenPosted the order is canceled once its voucher is posted, not before', async () => {
  await settings({ orderCommitment: 'cancelWhenPosted' });
  const { sourceId } = await posted('CANCEL');
  const before = await jdeRowsOf(rig, await rig.document(sourceId));
  expect(columns(before.F4311, 'AOPN')).toEqual([{ AOPN: '10000.00' }]);
  const [row] = before.F0411Z1 as [Row];
  await rig.control('jde', 'POST', 'ap/process', { edus: row['EDUS'], edbt: row['EDBT'], mode: 'final' });
  const [voucher] = (await rig.table('F0411', { VINV: row['VINV'] ?? '' })) as [Row];
  await rig.control('jde', 'POST', 'ap/post', { doc: voucher['DOC'] });
  await rig.activities.pollStanding(rig.scope);
  await rig.until('the order canceled', async () => {
    const { F4311 } = await jdeRowsOf(rig, await rig.document(sourceId));
    return F4311.every((line) => line['AOPN'] === '0.00' || line['AOPN'] === '0');
  });
  const { F4311 } = await jdeRowsOf(rig, await rig.untilStage(sourceId, ['posted']));
  expect(columns(F4311, 'UOPN', 'LTTR', 'AEXP')).toEqual([{ UOPN: '0', LTTR: '980', AEXP: '10000.00' }]);
});

test('the G/L date follows the policy; the invoice date is the billing date', async () => {
  await settings({ glDatePolicy: 'billingDate' });
  const billed = await jdeRowsOf(rig, await posted('DATE-BILL'));
  expect(columns(billed.F0411Z1, 'DIVJ', 'DGJ')).toEqual([{ DIVJ: '20261028', DGJ: '20261028' }]);
  await settings({ glDatePolicy: 'periodEnd' });
  const end = await jdeRowsOf(rig, await posted('DATE-END'));
  expect(columns(end.F0411Z1, 'DIVJ', 'DGJ')).toEqual([{ DIVJ: '20261028', DGJ: '20261031' }]);
  expect(columns(end.F4311, 'DGL')).toEqual([{ DGL: '20261031' }]);
});

test('the policy firstOpenDay moves a date out of a closed period and records that', async () => {
  await settings();
  const found = await held('DATE-OLD');
  expect(found.hold.reasons).toEqual(['periodClosed']);
  expect(found.causeKeys).toEqual(['period:00200', 'connection']);
  await settings({ outsidePeriod: 'firstOpenDay' });
  // The changed setting lets it go; nobody has to hint or resume it.
  const document = await rig.untilStage(found.document.sourceId, ['delivered']);
  const { F0411Z1 } = await jdeRowsOf(rig, document);
  expect(columns(F0411Z1, 'DIVJ', 'DGJ')).toEqual([{ DIVJ: '20260930', DGJ: '20261001' }]);
  const [plan] = await acts(document, 'planned');
  expect(plan).toMatchObject({ facts: { 'G/L date': '2026-10-01 (moved from 2026-09-30, which is not open)' } });
});

test('a foreign currency is sent in the foreign columns alone, without a rate', async () => {
  await settings();
  const { F4301, F4311, F0411Z1, F0911Z1 } = await jdeRowsOf(rig, await posted('CAD'));
  expect(columns(F4301, 'CRRM', 'CRCD')).toEqual([{ CRRM: 'F', CRCD: 'CAD' }]);
  expect(columns(F4311, 'FEA')).toEqual([{ FEA: '10000.00' }]);
  expect(columns(F0411Z1, 'CRRM', 'CRCD', 'ACR', 'AG')).toEqual([
    { CRRM: 'F', CRCD: 'CAD', ACR: '9000.00', AG: '0.00' },
  ]);
  expect(columns(F0911Z1, 'ACR', 'AA')).toEqual([
    { ACR: '10000.00', AA: '0.00' },
    { ACR: '-1000.00', AA: '0.00' },
  ]);
});

test('without a number of the vendor ours names project, commitment and requisition; a long one is cut with its hash', async () => {
  await settings();
  const own = await jdeRowsOf(rig, await posted('NO-NUMBER'));
  expect(columns(own.F0411Z1, 'VINV')).toEqual([{ VINV: '4411-NO-NUMBER-1' }]);
  const long = await posted('LONG-NUMBER');
  const { F0411Z1 } = await jdeRowsOf(rig, long);
  expect(F0411Z1[0]?.['VINV']).toMatch(/^Application for Pa.*-[0-9A-Z]{5}$/i);
  expect(F0411Z1[0]?.['VINV']?.length).toBeLessThanOrEqual(25);
  const [plan] = await acts(long, 'planned');
  expect(plan).toMatchObject({ facts: { 'in full': 'Application for Payment 4 / SC-4411-099 / 1207' } });
});

test('without AP posting an order is made and no voucher', async () => {
  await settings({ apPosting: false });
  const { F4311, F0411Z1 } = await jdeRowsOf(rig, await posted('APOFF', 1, 'ordered'));
  expect(columns(F4311, 'AEXP')).toEqual([{ AEXP: '10000.00' }]);
  expect(F0411Z1).toEqual([]);
});

test('pay status A is sent where the connection says so', async () => {
  await settings({ payStatus: 'A' });
  const { F0411Z1 } = await jdeRowsOf(rig, await posted('PAYNOW'));
  expect(payItems(F0411Z1)).toEqual([{ SFX: '001', AG: '9000.00', PST: 'A' }]);
});

test('lines in two companies hold until they are mapped to jobs of one', async () => {
  await settings();
  await rig.changeMapping([
    {
      project: '4411',
      costCode: '26-05-00',
      costType: 'S',
      businessUnit: '4440',
      object: '1340',
      subsidiary: '260500',
    },
  ]);
  const found = await held('COMPANIES');
  expect(found.hold.reasons).toEqual(['twoCompanies']);
  expect(found.problems[0]?.message).toMatch(/00200[\s\S]*00210|00210[\s\S]*00200/);

  const row = { project: '4411', costType: 'S', businessUnit: '4411', object: '1340', subsidiary: '260500' };
  const released = await rig.changeMapping([{ ...row, costCode: '26-05-00' }]);
  expect(released.map((one) => one.id)).toEqual([found.document.id]);
  await rig.untilStage(found.document.sourceId, ['delivered']);
});

test('a date after the open periods waits for its period, whatever the policy', async () => {
  await settings({ outsidePeriod: 'firstOpenDay' });
  const found = await held('DATE-NEXT', 'waiting');
  expect(found.hold.reasons).toEqual(['periodClosed']);
  await rig.control('jde', 'PATCH', 'tables/F0010', { where: { CO: '00200' }, set: { PNC: 11, APPN: 11 } });
  await rig.activities.refreshErpFacts(rig.scope);
  await rig.untilStage(found.document.sourceId, ['delivered']);
});

test('the posting day is the day on which it is posted', async () => {
  await settings({ glDatePolicy: 'postingDay' });
  const today = new Date().toISOString().slice(0, 10).replaceAll('-', '');
  await openMonthOf(today);
  const { F0411Z1 } = await jdeRowsOf(rig, await posted('DATE-DAY'));
  expect(columns(F0411Z1, 'DIVJ')).toEqual([{ DIVJ: '20261028' }]);
  expect(F0411Z1[0]?.['DGJ']).toBe(today);
});

/** The sample's books are of 2026; the day of posting is the day of the test. */
async function openMonthOf(day: string): Promise<void> {
  const year = day.slice(0, 4);
  const [calendar] = await rig.table('F0008', { FY: String(Number(year.slice(2))) });
  if (calendar === undefined) {
    const months = Array.from({ length: 14 }, (_, index) => Math.min(index + 1, 12));
    const ends = months.map((month, index) => [
      `D${String(index + 1).padStart(2, '0')}J`,
      new Date(Date.UTC(Number(year), month, 0)).toISOString().slice(0, 10).replaceAll('-', ''),
    ]);
    await rig.control('jde', 'POST', 'tables/F0008', {
      DTPN: 'R',
      FY: Number(year.slice(2)),
      FQ: '',
      DFYJ: `${year}0101`,
      ...Object.fromEntries(ends),
    });
  }
  const month = Number(day.slice(4, 6));
  const set = { PNC: month, APPN: month, DFYJ: `${year}0101`, APFJ: `${year}0101` };
  await rig.control('jde', 'PATCH', 'tables/F0010', { where: { CO: '00200' }, set });
  await rig.changeSettings({ timing: { factMaxAgeMs: 0 } });
}

async function acts(document: DocumentRow, act: string): Promise<Readonly<Record<string, unknown>>[]> {
  const rows = await rig.test.store.database.inTenant(rig.scope.tenantId, (trx) =>
    trx
      .selectFrom('auditEntry')
      .select('facts')
      .where('sourceId', '=', document.sourceId)
      .where('act', '=', act)
      .orderBy('seq', 'desc')
      .execute(),
  );
  return rows.map((row) => row.facts as Readonly<Record<string, unknown>>);
}
