import { startFakeAis, type FakeAis, type FakeRow } from '../../ais/fake-ais.fixture';
import { jdeUnderTest, posted, type JdeUnderTest } from '../../jde-under-test.fixture';
import type { JdeSettings } from '../../settings';
import { sampleVoucher } from '../sample-bodies.fixture';

type LedgerKeys = JdeSettings['ledgerKeys'];

let ais: FakeAis;
let jde: JdeUnderTest | undefined;
beforeEach(async () => {
  ais = await startFakeAis({ F0010: [{ CO: '00200' }], F0411: [anybodys] });
});
afterEach(async () => {
  await jde?.close();
  jde = undefined;
  await ais.close();
});

const anybodys: FakeRow = { DOC: 1, DCT: 'PV', KCO: '00200', SFX: '001', AN8: 1, VINV: 'A', AG: 5, VOD: ' ' };
const key = { EDUS: 'PROCORE', EDBT: sampleVoucher.ediBatch, EDTN: sampleVoucher.erpKey };
const batchRow: FakeRow = {
  ...key,
  ...{ EDLN: 1, EDSP: '1', CO: '00200', KCO: '00200', AN8: 7004, VINV: 'INV-1', DIVJ: '20261009', AG: 9000 },
  CRCD: 'USD',
};
/** As the processor makes it where no key of ours comes through. */
const bare: FakeRow = {
  ...{ DOC: 9001, DCT: 'PV', KCO: '00200', SFX: '001', AN8: 7004, VINV: 'INV-1', DIVJ: '20261009', DGJ: '20261009' },
  ...{ AG: 9000, CRRM: 'D', CRCD: 'USD', PO: '5012', PDCT: 'OP', PKCO: '00200' },
};
const withVr01 = { ...bare, VR01: sampleVoucher.erpKey };
const withUrrf = { ...bare, URRF: sampleVoucher.erpKey.slice(0, 15) };
const lines: FakeRow[] = [
  { DOC: 9001, DCT: 'PV', KCO: '00200', LT: 'AA', JELN: 1, MCU: '4411', OBJ: '1340', SUB: '26010', AA: 10000 },
  { DOC: 9001, DCT: 'PV', KCO: '00200', LT: 'AA', JELN: 2, MCU: '200', OBJ: '4110', AA: -1000 },
];
const batchKey = { ediUser: 'PROCORE', ediBatch: sampleVoucher.ediBatch, ediTransaction: sampleVoucher.erpKey };
const delivered = { reference: batchKey, firstSentAt: '2026-10-10T00:00:00Z' };
const seen = {
  ...delivered,
  reference: { ...batchKey, documentNumber: '9001', documentType: 'PV', documentCompany: '00200' },
};

/** What one look and a look at several say of it: a stage, `unclear` with what else stands, or nothing. */
async function found(
  ledgerKeys: LedgerKeys,
  more: Parameters<typeof posted>[1],
  ...payables: FakeRow[]
): Promise<unknown> {
  ais.tables['F0411'] = [anybodys, ...payables];
  ais.tables['F0911'] = lines;
  await jde?.close();
  jde = jdeUnderTest(ais.settings({ ledgerKeys }));
  const port = jde.port('voucher');
  const other = posted({ ...sampleVoucher, erpKey: 'PCOTHER', invoiceNumber: 'OTHER' });
  const [alone] = await port.look([posted(sampleVoucher, more)]);
  const [among] = await port.look([posted(sampleVoucher, more), other]);
  const told = [alone, among].map((one) => {
    if (one?.unclear !== undefined) return one.unclear.others.map(({ reference }) => reference['documentNumber']);
    const [first, ...others] = one?.found ?? [];
    if (others.length > 0) return 'several';
    // A look at several leaves it out where a look at one shows what is gone.
    return first === undefined || first.stage === 'gone' ? 'nothing' : first.stage;
  });
  expect(told[1]).toEqual(told[0]);
  return told[0];
}

describe.each(['both', 'VR01', 'URRF', 'none', undefined] as const)('where ledgerKeys is %p', (ledgerKeys) => {
  test.each([
    ['VR01', withVr01],
    ['URRF', withUrrf],
  ])('a voucher that carries our key in %s is ours', async (_column, row) => {
    await expect(found(ledgerKeys, delivered, row)).resolves.toBe('vouchered');
  });

  test('before anything was sent one without a key is never ours', async () => {
    await expect(found(ledgerKeys, {}, bare)).resolves.toBe('nothing');
    await expect(jde!.port('voucher').look([posted(sampleVoucher)])).resolves.toMatchObject([
      { strangers: [{ number: 'INV-1' }] },
    ]);
  });

  test('a document that was seen to be ours is ours whatever it carries, and gone when it is there no more', async () => {
    await expect(found(ledgerKeys, seen, { ...bare, AN8: 7005, VINV: 'X' })).resolves.toBe('vouchered');
    await expect(found(ledgerKeys, seen)).resolves.toBe('nothing');
  });

  test('while a stranger with the same number, date and amount stands, nothing is gone', async () => {
    const another = { ...bare, DOC: 9002 };
    await expect(found(ledgerKeys, seen, another)).resolves.toEqual(['9002']);
  });
});

/** The first voucher of the requisition, where its second is looked for: on one order, and under one number say. */
const ofAnother = { ...bare, VR01: `PC${'A'.repeat(18)}` };

test.each([['VR01', ofAnother] as const, ['URRF', { ...bare, URRF: `PC${'A'.repeat(13)}` }] as const])(
  'what was sent and never arrived is not taken for another voucher of ours on the same order, told by %s',
  async (_column, other) => {
    await expect(found('both', { ...delivered, reference: null }, other)).resolves.toBe('nothing');
    await expect(found('both', { ...delivered, reference: null }, bare)).resolves.toEqual(['9001']);
  },
);

describe('where no key reaches the ledger', () => {
  test.each(['none', undefined] as const)(
    'and ledgerKeys is %p, it is ours when its rows stood and company, date and amount agree',
    async (ledgerKeys) => {
      await expect(found(ledgerKeys, delivered, bare)).resolves.toBe('vouchered');
      await expect(found(ledgerKeys, { ...delivered, reference: null }, bare)).resolves.toEqual(['9001']);
      ais.tables['F0411Z1'] = [batchRow];
      await expect(found(ledgerKeys, { ...delivered, reference: null }, bare)).resolves.toBe('vouchered');
    },
  );

  test.each([
    ['company', { KCO: '00300' }],
    ['date', { DIVJ: '20261010' }],
    ['amount', { AG: 9000.01 }],
  ])('one of another %s is not ours, and does not let it count as gone', async (_what, other) => {
    await expect(found('none', delivered, { ...bare, ...other })).resolves.toEqual(['9001']);
  });

  test('nor is one that carries another key of ours, and it is not named as one that may be it', async () => {
    await expect(found('none', delivered, ofAnother)).resolves.toEqual([]);
  });

  test('of two that agree nobody but a person knows which is ours', async () => {
    await expect(found('none', delivered, bare, { ...bare, DOC: 9002 })).resolves.toEqual(['9001', '9002']);
  });

  test.each(['none', undefined] as const)(
    'and ledgerKeys is %p, what was processed is never gone by itself, purged or not',
    async (ledgerKeys) => {
      await expect(found(ledgerKeys, delivered)).resolves.toEqual([]);
      ais.tables['F0411Z1'] = [batchRow];
      await expect(found(ledgerKeys, delivered)).resolves.toEqual([]);
    },
  );

  test('what its batch rows show now is looked for too: AP gave it another number and supplier there', async () => {
    const corrected = { AN8: 7005, VINV: 'CORRECTED', AG: 9130 };
    ais.tables['F0411Z1'] = [{ ...batchRow, ...corrected }];
    // Without its order, by which it would be found anyway.
    await expect(found('none', delivered, { ...bare, ...corrected, PO: ' ' })).resolves.toBe('vouchered');
  });

  test('a voucher on its order under another number is shown to the person who decides', async () => {
    await expect(found('none', delivered, { ...bare, VINV: 'CORRECTED' })).resolves.toEqual(['9001']);
    await expect(found('none', delivered, { ...bare, VINV: 'CORRECTED', PO: '00005012' })).resolves.toEqual(['9001']);
  });
});

describe('where keys reach the ledger', () => {
  test.each(['both', 'VR01', 'URRF'] as const)('and ledgerKeys is %p, what was deleted is gone', async (ledgerKeys) => {
    await expect(found(ledgerKeys, delivered)).resolves.toBe('nothing');
    ais.tables['F0411Z1'] = [batchRow];
    await expect(found(ledgerKeys, delivered)).resolves.toBe('nothing');
  });

  test('any voucher that carries one proves it where it is not set', async () => {
    const proof = { ...bare, DOC: 5, VINV: 'ELSE', AN8: 7009, PO: ' ', VR01: `PC${'A'.repeat(18)}` };
    await expect(found(undefined, delivered, proof)).resolves.toBe('nothing');
    await expect(found(undefined, delivered, { ...proof, VR01: 'PC-4711' })).resolves.toEqual([]);
    await expect(found(undefined, delivered, { ...proof, VR01: ' ', URRF: `PC${'A'.repeat(13)}` })).resolves.toBe(
      'nothing',
    );
  });

  test('AP changed number and supplier: it is found by its key alone', async () => {
    // Without its order too, by which it would be found anyway.
    const changed = { AN8: 7005, VINV: 'CORRECTED', PO: ' ' };
    await expect(found('both', delivered, { ...withVr01, ...changed })).resolves.toBe('vouchered');
    await expect(found('URRF', delivered, { ...withUrrf, ...changed })).resolves.toBe('vouchered');
  });

  test('rows that AP moved into another batch are found by their key', async () => {
    ais.tables['F0411Z1'] = [{ ...batchRow, EDSP: '0', EDBT: 'AP' }];
    await expect(found('both', delivered)).resolves.toBe('delivered');
  });
});

test('the first look at a voucher takes two reads, and only what may stand is looked for everywhere', async () => {
  await found('both', {});
  ais.calls.length = 0;
  await jde!.look(sampleVoucher);
  expect(ais.names().filter((name) => /^F\d/.test(name))).toEqual(['F0411Z1', 'F0411']);
});

test.each(['PV', 'PE'])('lines of type %s that a change added are lines of the voucher', async (DCT) => {
  const added: FakeRow = { ...lines[0], DCT, JELN: 3, AA: 130 };
  await found('both', delivered);
  ais.tables['F0411'] = [
    { ...withVr01, AG: 9130, POST: 'D' },
    { ...withVr01, SFXE: 1, DCTA: 'PE', AG: 130 },
  ];
  ais.tables['F0911'] = [...lines, added];
  const look = await jde!.look(sampleVoucher, delivered);
  expect(look.found[0]?.shown.lines.map((line) => line.amount)).toEqual(['10000', '-1000', '130']);
});
