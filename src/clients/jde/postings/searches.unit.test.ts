import { connectJde } from '../connect';
import { jdeUnderTest, nothingOf, posted, type JdeUnderTest } from '../jde-under-test.fixture';
import { readOrderHolds } from './orders/order-holds';
import { json, startFakeAis, type FakeAis, type FakeRow } from '../ais/fake-ais.fixture';
import type { OrderReference, VoucherBody } from '../../../domain/jde/bodies/posting-body';
import type { Look } from '../../../domain/posting/look';
import { sampleCancel, sampleJournal, sampleOrder, sampleVendor, sampleVoucher } from './sample-bodies.fixture';

let ais: FakeAis;
let jde: JdeUnderTest;
beforeEach(async () => {
  ais = await startFakeAis({ F0010: [{ CO: '00200' }], F4301: [otherOrder], F0411: [stranger] });
  jde = jdeUnderTest(ais.settings());
});
afterEach(async () => {
  await jde.close();
  await ais.close();
});

const otherOrder: FakeRow = { DOCO: 1, DCTO: 'OP', KCOO: '00200', SFXO: '000', AN8: 1, VR01: 'x' };
const order: FakeRow = { ...otherOrder, DOCO: 5012, AN8: 7004, VR01: sampleOrder.erpKey, CRRM: 'D', CRCD: 'USD' };
const orderLine: FakeRow = {
  DOCO: 5012,
  DCTO: 'OP',
  KCOO: '00200',
  SFXO: '000',
  LNID: '1.000',
  VR01: 'L1',
  OMCU: '        4411',
  OBJ: '1340  ',
  SUB: '26010   ',
  AEXP: 10000.5,
  FEA: 0,
  AOPN: 10000.5,
  UOPN: 1,
};
const stranger: FakeRow = { DOC: 1, DCT: 'PV', KCO: '00200', SFX: '001', AN8: 1, VINV: 'A', AG: 5, VOD: ' ' };
const key = { EDUS: 'PROCORE', EDBT: sampleVoucher.ediBatch, EDTN: sampleVoucher.erpKey };
const payItem: FakeRow = { ...key, EDLN: 1, EDSP: '0', CO: '00200', KCO: '00200', AN8: 7004, AG: 9000, CRCD: 'USD' };
const cost: FakeRow = { ...key, EDLN: 1, EDSP: '0', MCU: '        4411', OBJ: '1340', SUB: '26010', AA: 10000 };
const held: FakeRow = { ...key, EDLN: 2, EDSP: '0', ANI: '200.4110', AA: -1000 };
const voucherRow: FakeRow = {
  DOC: 9001,
  DCT: 'PV',
  KCO: '00200',
  SFX: '001',
  AN8: 7004,
  VINV: 'INV-1',
  AG: 9000,
  CRRM: 'D',
  CRCD: 'USD',
  VR01: sampleVoucher.erpKey,
  DDJ: '20261108',
};
const ledgerRows: FakeRow[] = [
  { DOC: 9001, DCT: 'PV', KCO: '00200', LT: 'AA', JELN: 1, MCU: '4411', OBJ: '1340', SUB: '26010', AA: 10000 },
  { DOC: 9001, DCT: 'PV', KCO: '00200', LT: 'AA', JELN: 2, MCU: '200', OBJ: '4110', AA: -1000 },
];
const holdsOf = async (order: OrderReference, headerHold?: string): Promise<readonly string[]> => {
  const connection = connectJde(ais.settings());
  try {
    return await readOrderHolds(connection.dataService, order, headerHold);
  } finally {
    await connection.close();
  }
};
const reads = (): readonly string[] => ais.names().filter((name) => /^F\d/.test(name));

describe('control rows', () => {
  test('the first empty answer of a session reads a row of the same table, the next ones rely on it', async () => {
    await jde.look(sampleOrder);
    expect(reads()).toEqual(['F4301', 'F4301']);
    await jde.look(sampleOrder);
    expect(reads()).toEqual(['F4301', 'F4301', 'F4301']);
  });

  test('a proof is too old after five minutes', async () => {
    let now = 0;
    const own = jdeUnderTest(ais.settings(), { nowMs: () => now });
    await own.look(sampleOrder);
    now += 5 * 60_000;
    await own.look(sampleOrder);
    expect(reads()).toHaveLength(4);
    await own.close();
  });

  test('a proof of an earlier session counts for nothing', async () => {
    await jde.look(sampleOrder);
    await jde.adapter.openSession();
    await jde.look(sampleOrder);
    expect(reads()).toHaveLength(4);
  });

  test('a session that is renewed between the search and its control row does both again', async () => {
    await jde.facts('businessUnit', 'x');
    ais.calls.length = 0;
    ais.intercept = () => {
      if (reads().length === 1) {
        // The answer of the search is on its way; the token dies before the control row is asked for.
        setImmediate(() => ais.openTokens.clear());
      }
      return false;
    };
    await expect(jde.look(sampleOrder)).resolves.toEqual(nothingOf(sampleOrder));
    // Search, control row refused, control row in the new session, search again in it.
    expect(reads()).toEqual(['F4301', 'F4301', 'F4301', 'F4301']);
  });

  test('so does one whose control row is the company', async () => {
    await jde.facts('businessUnit', 'x');
    ais.calls.length = 0;
    ais.intercept = () => {
      if (reads().length === 1) setImmediate(() => ais.openTokens.clear());
      return false;
    };
    await jde.look(sampleVoucher);
    expect(reads().slice(0, 4)).toEqual(['F0411Z1', 'F0010', 'F0010', 'F0411Z1']);
  });

  test('a table that has never shown a row is proven by the company', async () => {
    ais.tables['F4301'] = [];
    await expect(jde.look(sampleOrder)).resolves.toEqual(nothingOf(sampleOrder));
    expect(reads()).toEqual(['F4301', 'F4301', 'F0010']);
  });

  test('a table that shows no row any more is not believed', async () => {
    await jde.look(sampleOrder);
    ais.tables['F4301'] = [];
    await jde.adapter.openSession();
    await expect(jde.look(sampleOrder)).rejects.toMatchObject({
      name: 'Unavailable',
      detail: { reason: 'noControlRow' },
    });
  });

  test('without even the company nothing is believed', async () => {
    ais.tables['F4301'] = [];
    ais.tables['F0010'] = [];
    await expect(jde.look(sampleOrder)).rejects.toMatchObject({ name: 'Unavailable' });
  });

  test('batch tables are proven by the company, once for both', async () => {
    await jde.look(sampleVoucher);
    expect(reads()).toEqual(['F0411Z1', 'F0010', 'F0411', 'F0411']);
    await jde.look(sampleVoucher);
    expect(reads().slice(4)).toEqual(['F0411Z1', 'F0411']);
  });
});

describe('purchase order', () => {
  test('it is found by supplier, type and key, with its lines, in two calls', async () => {
    ais.tables['F4301']?.push(order);
    ais.tables['F4311'] = [orderLine];
    const { found } = await jde.look(sampleOrder);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      reference: { orderNumber: '5012', orderType: 'OP', orderCompany: '00200', suffix: '000' },
      shown: { supplier: '7004', total: '10000.5', lines: [{ account: '4411.1340.26010', amount: '10000.5' }] },
      stage: 'stands',
    });
    expect(reads()).toEqual(['F4301', 'F4311']);
  });

  test('two orders under one key are both reported', async () => {
    ais.tables['F4301']?.push(order, { ...order, DOCO: 5013 });
    ais.tables['F4311'] = [orderLine, { ...orderLine, DOCO: 5013 }];
    const { found } = await jde.look(sampleOrder);
    expect(found.map(({ reference }) => reference['orderNumber'])).toEqual(['5012', '5013']);
  });

  test('many lines are read page by page, each line once', async () => {
    ais.tables['F4301']?.push(order);
    ais.tables['F4311'] = Array.from({ length: 23 }, (_, index) => ({
      ...orderLine,
      LNID: index + 1,
      VR01: `L${String(index + 1)}`,
      AEXP: 1,
    }));
    const own = jdeUnderTest(ais.settings({ pageSize: 5 }));
    const { found } = await own.look(sampleOrder);
    expect(found[0]?.shown.total).toBe('23');
    expect(new Set(Object.keys(found[0]?.facts ?? {}).filter((fact) => fact.startsWith('lineNumber'))).size).toBe(23);
    await own.close();
  });

  test('a voucher whose pay items lie on two pages is read whole and once', async () => {
    ais.tables['F0411'] = ['001', '002', '003', '004', '005'].map((SFX, index) => ({
      ...voucherRow,
      SFX,
      DOC: index < 2 ? 8000 : 9001,
      VR01: index < 2 ? 'other' : sampleVoucher.erpKey,
      AG: 1,
    }));
    ais.tables['F0911'] = ledgerRows;
    const own = jdeUnderTest(ais.settings({ pageSize: 4 }));
    const { found, strangers } = await own.look(sampleVoucher);
    expect(found[0]).toMatchObject({ shown: { total: '3' }, facts: { payItems: '3' } });
    expect(strangers).toMatchObject([{ amount: '2' }]);
    await own.close();
  });

  test('rows that were cut without a way to go on are an error', async () => {
    ais.tables['F0006'] = Array.from({ length: 3 }, (_, index) => ({ MCU: String(index), CO: '00200' }));
    const own = jdeUnderTest(ais.settings({ pageSize: 2 }));
    await expect(own.facts('businessUnit', '0', '1', '2')).rejects.toMatchObject({ detail: { reason: 'rowsCut' } });
    await own.close();
  });

  test('more rows with one key than a page holds are an error, never a part of them', async () => {
    ais.tables['F0411'] = ['001', '002', '003', '004', '005'].map((SFX) => ({ ...voucherRow, SFX, AG: 1 }));
    const own = jdeUnderTest(ais.settings({ pageSize: 4 }));
    await expect(own.look(sampleVoucher)).rejects.toMatchObject({ detail: { reason: 'rowsCut' } });
    await own.close();
  });

  test('holds are the code of the header and what F4209 has not released', async () => {
    ais.tables['F4301']?.push({ ...order, HOLD: 'B1' });
    const hold = { DOCO: 5012, DCTO: 'OP', KCOO: '00200', SFXO: '000' };
    ais.tables['F4209'] = [
      { ...hold, HCOD: 'B2', RDC: ' ' },
      { ...hold, HCOD: 'B3', RDC: 'R1' },
    ];
    await expect(holdsOf(sampleCancel.order)).resolves.toEqual(['B1', 'B2']);
    expect(reads()).toEqual(['F4301', 'F4209']);
  });

  test('a header that was read a moment ago is not read again, F4209 always is', async () => {
    ais.tables['F4209'] = [{ DOCO: 5012, DCTO: 'OP', KCOO: '00200', SFXO: '000', HCOD: 'B2', RDC: ' ' }];
    await expect(holdsOf(sampleCancel.order, '')).resolves.toEqual(['B2']);
    await expect(holdsOf(sampleCancel.order, 'B1')).resolves.toEqual(['B1', 'B2']);
    expect(reads()).toEqual(['F4209', 'F4209']);
  });
});

describe('voucher', () => {
  test('complete batch rows are delivered, read back in two calls', async () => {
    ais.tables['F0411Z1'] = [payItem];
    ais.tables['F0911Z1'] = [cost, held];
    const { found } = await jde.look(sampleVoucher);
    expect(found[0]).toMatchObject({
      stage: 'delivered',
      missing: [],
      shown: {
        total: '9000',
        lines: [
          { account: '4411.1340.26010', amount: '10000' },
          { account: '200.4110', amount: '-1000' },
        ],
      },
    });
    expect(reads()).toEqual(['F0411Z1', 'F0911Z1']);
  });

  test('pay items without their distribution miss it, and only the absent lines are sent', async () => {
    ais.tables['F0411Z1'] = [payItem];
    const empty = await jde.look(sampleVoucher);
    expect(empty.found[0]?.missing).toEqual(['distribution']);
    ais.tables['F0911Z1'] = [cost];
    const half = await jde.look(sampleVoucher);
    expect(half.found[0]?.missing).toEqual(['distribution']);
    ais.orchestrate = () => [200, { PayItemsWritten: 0, DistributionWritten: 1 }];
    const reference = { ediUser: 'PROCORE', ediBatch: sampleVoucher.ediBatch, ediTransaction: sampleVoucher.erpKey };
    await expect(jde.send(sampleVoucher, ['distribution'])).resolves.toEqual(reference);
    const sent = ais.calls.at(-1)?.body;
    expect(sent).not.toHaveProperty('PayItems');
    expect(sent?.['Distribution']).toMatchObject([{ Line: '2', Amount: '-1000.00' }]);
  });

  test('one pay item of two misses the other, and only that is sent', async () => {
    const retained = {
      ...sampleVoucher,
      payItems: [...sampleVoucher.payItems, { payItem: '002', amount: '1000.00', payStatus: 'R' }],
      total: '10000.00',
    };
    ais.tables['F0411Z1'] = [payItem];
    ais.tables['F0911Z1'] = [cost, held];
    await expect(jde.look(retained)).resolves.toMatchObject({ found: [{ missing: ['payItems'] }] });
    ais.orchestrate = () => [200, { PayItemsWritten: 1, DistributionWritten: 0 }];
    await expect(jde.send(retained, ['payItems'])).resolves.not.toBeNull();
    expect(ais.calls.at(-1)?.body).toMatchObject({ PayItems: [{ PayItem: '002', GrossAmount: '1000.00' }] });
    expect(ais.calls.at(-1)?.body).not.toHaveProperty('Distribution');
  });

  test('rows of which one is processed are no longer waiting: the ledger tells', async () => {
    ais.tables['F0411Z1'] = [
      { ...payItem, EDSP: '1' },
      { ...payItem, EDLN: 2 },
    ];
    ais.tables['F0911Z1'] = [cost, held];
    ais.tables['F0411']?.push(voucherRow);
    ais.tables['F0911'] = ledgerRows;
    await expect(jde.look(sampleVoucher)).resolves.toMatchObject({ found: [{ stage: 'vouchered' }] });
  });

  test('rows that are processed and purged between the two reads are met in the ledger', async () => {
    ais.tables['F0411Z1'] = [payItem];
    ais.tables['F0411']?.push(voucherRow);
    ais.tables['F0911'] = ledgerRows;
    ais.intercept = ({ name }) => {
      if (name === 'F0911Z1') ais.tables['F0411Z1'] = [];
      return false;
    };
    await expect(jde.look(sampleVoucher)).resolves.toMatchObject({
      found: [{ stage: 'vouchered', missing: [] }],
    });
  });

  test.each([
    ['gone', []],
    ['processed', [{ ...payItem, EDSP: '1' }]],
  ])('a distribution is never sent when its pay items are %s', async (_how, rows) => {
    ais.tables['F0411Z1'] = rows;
    await expect(jde.send(sampleVoucher, ['distribution'])).rejects.toMatchObject({
      name: 'NotSent',
      detail: { reason: 'changedMeanwhile' },
    });
    expect(ais.names()).not.toContain('PC_ADD_BATCH_VOUCHER');
  });

  test('nothing is sent when nothing is missing any more', async () => {
    ais.tables['F0411Z1'] = [payItem];
    ais.tables['F0911Z1'] = [cost, held];
    await expect(jde.send(sampleVoucher, ['distribution'])).resolves.not.toBeNull();
    expect(ais.names()).not.toContain('PC_ADD_BATCH_VOUCHER');
  });

  test('fewer rows written than sent is no confirmation', async () => {
    ais.orchestrate = () => [200, { PayItemsWritten: 1, DistributionWritten: 1 }];
    await expect(jde.send(sampleVoucher)).resolves.toBeNull();
  });

  test('purged rows are found again as voucher, by key among what has supplier and number', async () => {
    ais.tables['F0411']?.push(voucherRow, { ...voucherRow, DOC: 8000, VR01: ' ', AG: 123, DIVJ: '20260901' });
    ais.tables['F0911'] = ledgerRows;
    const { found, strangers } = await jde.look(sampleVoucher);
    expect(found[0]).toMatchObject({
      reference: { documentNumber: '9001', documentType: 'PV', documentCompany: '00200' },
      stage: 'vouchered',
      shown: { total: '9000' },
      facts: { dueDate: '2026-11-08', tax: '0' },
    });
    expect(strangers).toEqual([
      {
        reference: { documentNumber: '8000', documentType: 'PV', documentCompany: '00200' },
        date: '2026-09-01',
        amount: '123',
        currency: 'USD',
        number: 'INV-1',
      },
    ]);
  });

  test('a voucher of somebody else with supplier and number is a stranger also where none is ours', async () => {
    ais.tables['F0411']?.push({ ...voucherRow, VR01: ' ', AG: 123 });
    await expect(jde.look(sampleVoucher)).resolves.toMatchObject({
      found: [],
      strangers: [{ amount: '123', number: 'INV-1' }],
    });
  });

  test('a voided voucher of somebody else is no stranger', async () => {
    ais.tables['F0411']?.push({ ...voucherRow, VR01: ' ', VOD: 'V' });
    await expect(jde.look(sampleVoucher)).resolves.toEqual(nothingOf(sampleVoucher));
  });

  test('the states of many are told by two reads, and their lines by a third', async () => {
    ais.tables['F0411Z1'] = [payItem];
    ais.tables['F0411']?.push(
      { ...voucherRow, DOC: 9002, VR01: 'PC2', VINV: 'INV-2', POST: 'D', STAM: 7.5 },
      { ...voucherRow, DOC: 9003, VR01: 'PC3', VINV: 'INV-3' },
      { ...voucherRow, DOC: 9004, VR01: 'PC4', VINV: 'INV-4', VOD: 'V' },
    );
    ais.tables['F0911'] = [9002, 9003, 9004].flatMap((DOC) => ledgerRows.map((row) => ({ ...row, DOC })));
    const others = ['2', '3', '4', '5'].map((n) => ({ ...sampleVoucher, erpKey: `PC${n}`, invoiceNumber: `INV-${n}` }));
    const looks = await lookAtAll(sampleVoucher, ...others);
    expect(looks.map(({ found }) => found.map((one) => one.stage))).toEqual([
      ['delivered'],
      ['posted'],
      ['vouchered'],
      ['voided'],
      [],
    ]);
    expect(looks[1]?.found[0]).toMatchObject({ facts: { tax: '7.5' }, shown: { lines: [{}, {}] } });
    expect(reads()).toEqual(['F0411Z1', 'F0411', 'F0911']);
  });
});

const lookAtAll = (...all: readonly VoucherBody[]): Promise<readonly Look[]> =>
  jde.port('voucher').look(all.map((body) => posted(body)));

test('a voucher of which one pay item is posted is not posted yet', async () => {
  ais.tables['F0411']?.push({ ...voucherRow, POST: 'D' }, { ...voucherRow, SFX: '002', POST: ' ' });
  const [look] = await lookAtAll(sampleVoucher, { ...sampleVoucher, erpKey: 'PC2', invoiceNumber: 'INV-2' });
  expect(look?.found.map((one) => one.stage)).toEqual(['vouchered']);
});

describe('open retainage', () => {
  const retained = {
    ...sampleVoucher,
    payItems: [...sampleVoucher.payItems, { payItem: '002', amount: '1000.00', payStatus: 'R' }],
  };
  const open = async (...rows: FakeRow[]): Promise<readonly string[] | undefined> => {
    ais.tables['F0411'] = rows.map((row) => ({ ...voucherRow, AAP: 0, FAP: 0, ...row }));
    const standings = await jde.adapter.retainageStandings?.([posted(retained)]);
    return standings?.map((one) => one.open);
  };

  test('is what pay items with status R have open, and no other pay item', async () => {
    await expect(open({ PST: 'H', AAP: 9000 }, { SFX: '002', PST: 'R', AAP: 600 })).resolves.toEqual(['600']);
  });

  test('is counted in the currency of the voucher', async () => {
    await expect(open({ PST: 'R', CRRM: 'F', AAP: 450, FAP: 600 })).resolves.toEqual(['600']);
  });

  test('is nothing known of a voucher that is voided, not in the ledger yet, or not ours', async () => {
    await expect(open({ PST: 'R', AAP: 600, VOD: 'V' })).resolves.toEqual([]);
    await expect(open({ PST: 'R', AAP: 600, VR01: 'PCOTHER' })).resolves.toEqual([]);
  });
});

describe('what stands under keys of ours', () => {
  const ours = async () => {
    const orders = await jde.port('purchaseOrder').ours?.(3);
    const vouchers = await jde.port('voucher').ours?.(3);
    return [...(orders ?? []), ...(vouchers ?? [])].map((one) => [one.step, one.key, one.stage]);
  };
  /** The fake knows no days: rows count as changed lately that carry the number of days asked for. */
  const lately = (...rows: FakeRow[]): FakeRow[] => rows.map((row) => ({ ...row, UPMJ: 3 }));

  test('batch rows count as one voucher while they wait', async () => {
    ais.tables['F0911Z1'] = lately(cost, held);
    await expect(ours()).resolves.toEqual([['voucher', sampleVoucher.erpKey, 'delivered']]);
  });

  test.each([
    ['both', []],
    ['none', [['voucher', sampleVoucher.erpKey, 'vouchered']]],
    [undefined, [['voucher', sampleVoucher.erpKey, 'vouchered']]],
  ] as const)('processed rows, where ledgerKeys is %p, are %p', async (ledgerKeys, expected) => {
    await jde.close();
    jde = jdeUnderTest(ais.settings({ ledgerKeys }));
    ais.tables['F0911Z1'] = lately({ ...cost, EDSP: '1' }, { ...held, EDSP: '1' });
    await expect(ours()).resolves.toEqual(expected);
  });

  test('a voucher in the ledger says whether it is voided', async () => {
    ais.tables['F0411'] = lately(voucherRow, { ...voucherRow, DOC: 9002, VOD: 'V' });
    await expect(ours()).resolves.toEqual([
      ['voucher', sampleVoucher.erpKey, 'vouchered'],
      ['voucher', sampleVoucher.erpKey, 'voided'],
    ]);
  });

  test('of two orders under one key the one whose lines are all canceled is voided', async () => {
    ais.tables['F4301'] = lately(order, { ...order, DOCO: 5013 });
    ais.tables['F4311'] = [orderLine, { ...orderLine, DOCO: 5013, AOPN: 0, UOPN: 0, LTTR: '980', NXTR: '999' }];
    await expect(ours()).resolves.toEqual([
      ['order', sampleOrder.erpKey, 'stands'],
      ['order', sampleOrder.erpKey, 'voided'],
    ]);
  });
});

describe('processor run', () => {
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

  test('unprocessed rows mean that it has not happened', async () => {
    ais.tables['F0411Z1'] = [payItem];
    await expect(jde.look(run)).resolves.toEqual(nothingOf(run));
  });

  test('processed or purged rows with the voucher mean that it has', async () => {
    ais.tables['F0411']?.push(voucherRow);
    const { found } = await jde.look(run);
    expect(found[0]).toMatchObject({ reference: { documentNumber: '9001' }, shown: { total: '9000' } });
  });

  test('the job is named and its state read', async () => {
    ais.orchestrate = ({ name }) =>
      name === 'status' ? [200, { jobStatus: 'W' }] : [200, { JobNumber: 812, ExecutionServer: 'ENT1' }];
    const job = await jde.send(run);
    expect(job).toEqual({ jobNumber: '812', executionServer: 'ENT1' });
    await expect(jde.look(run, { reference: job })).resolves.toMatchObject({ found: [], running: true });
  });
});

test('fewer lines of a journal written than sent is no confirmation', async () => {
  ais.orchestrate = () => [200, { DistributionWritten: 1 }];
  await expect(jde.send(sampleJournal)).resolves.toBeNull();
});

describe('cancel of an order', () => {
  test('only open lines are canceled, and it is done when none is open', async () => {
    ais.tables['F4311'] = [orderLine, { ...orderLine, LNID: 2, VR01: 'L2', AOPN: 0, UOPN: 0 }];
    await expect(jde.look(sampleCancel)).resolves.toMatchObject({ found: [] });
    ais.orchestrate = () => [200, { Changed: [{ LineNumber: 1, Action: 'X' }] }];
    await expect(jde.send(sampleCancel)).resolves.toEqual(sampleCancel.order);
    expect(ais.calls.at(-1)?.body['Lines']).toEqual([{ LineNumber: '1', Action: 'X' }]);
    ais.tables['F4311'] = [{ ...orderLine, AOPN: 0, UOPN: 0 }];
    ais.calls.length = 0;
    await expect(jde.look(sampleCancel)).resolves.toMatchObject({ found: [{ stage: 'stands' }] });
    await jde.send(sampleCancel);
    expect(ais.names()).not.toContain('PC_CHANGE_PO');
  });

  test('fewer lines canceled than asked for is no confirmation', async () => {
    ais.tables['F4311'] = [orderLine, { ...orderLine, LNID: 2, VR01: 'L2' }];
    ais.orchestrate = () => [200, { Changed: [{ LineNumber: 1, Action: 'X' }] }];
    await expect(jde.send(sampleCancel)).resolves.toBeNull();
  });

  test('a line that has units open is open, whatever its amount', async () => {
    ais.tables['F4311'] = [{ ...orderLine, AOPN: 0, UOPN: 1 }];
    await expect(jde.look(sampleCancel)).resolves.toMatchObject({ found: [] });
  });

  test('a read that fails before it is a write that was not sent', async () => {
    ais.intercept = ({ name }, response) => {
      if (name !== 'F4311') return false;
      json(response, 500, { message: 'JAS is down' });
      return true;
    };
    await expect(jde.send(sampleCancel)).rejects.toMatchObject({ name: 'NotSent' });
  });
});

describe('vendors and suppliers', () => {
  const address: FakeRow = { AN8: 7004, ALKY: 'PROCORE-42', ALPH: 'Acme Drywall', TAX: '123456789', AT1: 'V' };

  test('an address without a supplier master is incomplete and is completed by its number', async () => {
    ais.tables['F0101'] = [address];
    const { found } = await jde.look(sampleVendor);
    expect(found[0]).toMatchObject({
      shown: { supplier: '7004' },
      missing: ['supplierMaster'],
      facts: { supplierMaster: 'missing' },
    });
    ais.orchestrate = () => [200, { AddressNumber: 7004, Created: 'N' }];
    await expect(jde.send(sampleVendor, ['supplierMaster'])).resolves.toEqual({ addressNumber: '7004' });
    expect(ais.calls.at(-1)?.body).toMatchObject({ AddressNumber: '7004', SearchType: 'V' });
    ais.tables['F0401'] = [{ AN8: 7004, CRRP: 'USD' }];
    const again = await jde.look(sampleVendor);
    expect(again.found[0]).toMatchObject({ missing: [], shown: { currency: 'USD' } });
  });

  test('what is recorded of a found vendor names neither it nor its tax id', async () => {
    ais.tables['F0101'] = [address];
    ais.tables['F0401'] = [{ AN8: 7004, CRRP: 'USD' }];
    const [found] = (await jde.look(sampleVendor)).found;
    expect(found?.facts).toEqual({ searchType: 'V', supplierMaster: 'found' });
    expect(JSON.stringify(found)).not.toMatch(/Acme|123456789/);
  });

  test('suppliers are found by key, tax id and name, each said once and by the surest way', async () => {
    ais.tables['F0101'] = [
      { ...address, DC: 'ACMEDRYWALL' },
      { ...address, AN8: 7005, ALKY: ' ', DC: 'OTHER' },
      { ...address, AN8: 7006, ALKY: ' ', TAX: ' ', DC: "ACME'SDRYWALLCO" },
      { ...address, AN8: 7007, ALKY: ' ', TAX: ' ', DC: 'ACMEDRYWALL', AT1: 'C' },
    ];
    ais.tables['F0401'] = [{ AN8: 7004, HOLD: 'B1', HDPY: 'N', CRRP: 'USD' }];
    const wanted = { sourceKey: 'PROCORE-42', taxId: '12-3456789', name: 'Acme Drywall, Inc.' };
    const candidates = await jde.adapter.findSuppliers(wanted);
    expect(candidates.map(({ supplier, by }) => [supplier.number, by])).toEqual([
      ['7004', 'sourceKey'],
      ['7005', 'taxId'],
      ['7006', 'name'],
    ]);
    expect(candidates.map(({ supplier }) => supplier.isSupplier)).toEqual([true, false, false]);
    const [first] = await jde.facts('supplier', '7004');
    expect(first).toMatchObject({ isSupplier: true, orderHold: 'B1', paymentHold: '' });
  });
});

describe('facts', () => {
  test('only the accounts asked for are answered, however the lists cross', async () => {
    const row = { CO: '00200', PEC: ' ', DL01: 'Account' };
    ais.tables['F0901'] = [
      { ...row, AID: '00000001', MCU: '        4411', OBJ: '1340', SUB: '26010' },
      { ...row, AID: '00000002', MCU: '        4411', OBJ: '4110', SUB: ' ' },
      { ...row, AID: '00000003', MCU: '         200', OBJ: '4110', SUB: ' ', PEC: 'I' },
      { ...row, AID: '00000004', MCU: '        4411', OBJ: '1340', SUB: '26020' },
    ];
    await expect(jde.facts('account', '4411.1340.26010', '200.4110', '999.1340')).resolves.toMatchObject([
      { account: { businessUnit: '4411', subsidiary: '26010' }, rule: 'posts' },
      { account: { businessUnit: '200', subsidiary: '' }, rule: 'inactive' },
    ]);
    expect(reads()).toEqual(['F0901']);
  });

  test('a company tells its open windows of ledger and payables', async () => {
    const ends = Array.from({ length: 12 }, (_, month) => [
      `D${String(month + 1).padStart(2, '0')}J`,
      new Date(Date.UTC(2026, month + 1, 0)).toISOString().slice(0, 10).replaceAll('-', ''),
    ]);
    ais.tables['F0010'] = [
      { CO: '00200', NAME: 'Builders', CRCD: 'USD', PNC: 10, APPN: 11, DFYJ: '20260101', APFJ: ' ', DTPN: 'R' },
    ];
    ais.tables['F0008'] = [{ DTPN: 'R', DFYJ: '20260101', ...Object.fromEntries(ends), D13J: 0, D14J: ' ' }];
    await expect(jde.facts('company', '00200')).resolves.toEqual([
      {
        id: '00200',
        name: 'Builders',
        currency: 'USD',
        ledgerOpen: { from: '2026-10-01', to: '2026-11-30' },
        payablesOpen: { from: '2026-11-01', to: '2026-12-31' },
      },
    ]);
    ais.tables['F0008'] = [];
    await expect(jde.facts('company', '00200')).rejects.toThrow('company 00200: its open periods cannot be told');
  });

  test.each([
    [500, { sysErrors: [{ TITLE: 'JAS_MSG347: The query results expired.' }] }, 'Unavailable'],
    [500, { message: 'JAS is stopped', status: 'ERROR' }, 'Unavailable'],
    [200, { fs_DATABROWSE_F0006: { data: { gridData: { rowset: [{}], summary: {} } } } }, 'Rejected'],
    [400, { message: 'bad column' }, 'Rejected'],
    [429, {}, 'Throttled'],
  ])('a read that answers %i is told by its meaning', async (status, body, name) => {
    ais.intercept = (call, response) => {
      if (call.name !== 'F0006') return false;
      json(response, status, body);
      return true;
    };
    await expect(jde.facts('businessUnit', '4411')).rejects.toMatchObject({ name });
  });
});
