import type { MatchBody } from '../../../domain/jde/bodies/match-body';
import { match } from '../../../domain/jde/kinds/match';
import type { Posted } from '../../erp-adapter';
import type { FakeRow } from '../ais/fake-ais.fixture';
import { jdeUnderTest, type JdeUnderTest } from '../jde-under-test.fixture';
import { onFakeAis } from '../on-fake-ais.fixture';

// What AP matched of an order in P4314 is known by rows of F43121, whose document is a voucher of F0411. Which column has the amount,
// what a row that takes a match back looks like and how AP types a number is not the same everywhere.

const on = onFakeAis();

const body: MatchBody = {
  ...{ kind: 'match', erpKey: 'PCMATCH', company: '00200', supplier: '70123', currency: 'USD' },
  order: { orderNumber: '5012', orderType: 'OS', orderCompany: '00200', suffix: '000' },
  ...{ invoiceNumber: 'INV-0012', invoiceDate: '2026-10-31', glDate: '2026-10-31' },
  lines: [
    { mark: '71', number: '1', account: '4411.1340.26010', amount: '1000.00' },
    { mark: 'CO-77', account: '4411.1340.03300', amount: '500.00' },
  ],
  ...{ retained: '150.00', payable: '1350.00', rounding: '0.00', items: [], taken: [] },
};
const order = { DOCO: 5012, DCTO: 'OS', KCOO: '00200', SFXO: '000' };
const matchRow = (LNID: number, AREC: number, more: FakeRow = {}): FakeRow => ({
  ...{ ...order, MATC: '2', LNID, DOC: 9001, DCT: 'PV', KCO: '00200', AREC, AOPN: 0, ...more },
});
const payItem = (SFX: string, AG: number, PST: string, more: FakeRow = {}): FakeRow => ({
  ...{ DOC: 9001, DCT: 'PV', KCO: '00200', SFX, SFXE: 0, AN8: 70123, VINV: 'INV-0012', DGJ: '20261103' },
  ...{ AG, AAP: AG, PST, CRRM: 'D', CRCD: 'USD', PO: '5012', PDCT: 'OS', POST: '', ICU: 71, ...more },
});
const voucherOf = (more: FakeRow = {}): FakeRow[] => [payItem('001', 1350, 'H', more), payItem('002', 150, 'R', more)];
const lines = (more: FakeRow = {}): FakeRow[] => [matchRow(1, 1000, more), matchRow(3, 500, more)];
const orderLines = [
  { ...order, LNID: 1, VR01: '71' },
  { ...order, LNID: 2, VR01: '72' },
  { ...order, LNID: 3, VR01: 'CO-77' },
];

function given(F43121: FakeRow[], F0411: FakeRow[]): void {
  Object.assign(on.ais.tables, { F43121, F0411, F4311: orderLines });
}
const posted = (more: Partial<Posted> = {}, of: Partial<MatchBody> = {}): Posted => ({
  ...{
    key: 'PCMATCH',
    kind: 'match',
    body: { ...body, ...of },
    reference: null,
    facts: {},
    firstSentAt: null,
    ...more,
  },
});
const port = () => on.jde.at('match').port;
const look = async (more: Partial<Posted> = {}, of: Partial<MatchBody> = {}) => {
  const [found] = await port().look([posted(more, of)]);
  if (found === undefined) throw new Error('no answer');
  return found;
};
const differences = async (more: Partial<Posted> = {}, of: Partial<MatchBody> = {}) => {
  const { found } = await look(more, of);
  const [only, ...others] = found;
  expect(others).toEqual([]);
  return only === undefined ? 'nothing' : match.compare({ ...body, ...of }, only).join('; ');
};
const seen = { reference: { documentNumber: '9001', documentType: 'PV', documentCompany: '00200' } };

test('matched as it was planned, its voucher is known, with how far it is', async () => {
  given(lines(), voucherOf());
  expect(await differences()).toBe('');
  expect((await look()).found).toMatchObject([
    {
      stage: 'vouchered',
      reference: { orderNumber: '5012', documentNumber: '9001', documentType: 'PV' },
      facts: { retained: '150', total: '1500', glDate: '2026-11-03', batch: '71' },
    },
  ]);
  given(lines(), voucherOf({ POST: 'D' }));
  expect((await look()).found).toMatchObject([{ stage: 'posted', stageWord: 'POST D' }]);
});

test.each([
  ['in AOPN', lines({ AREC: 0 }).map((row, at) => ({ ...row, AOPN: at === 0 ? 1000 : 500 }))],
  ['of two receipts of a line', [matchRow(1, 400, { NLIN: 1 }), matchRow(1, 600, { NLIN: 2 }), matchRow(3, 500)]],
])('the amounts stand %s', async (_how, rows) => {
  given(rows, voucherOf());
  expect(await differences()).toBe('');
});

test.each(['inv 12', 'INV0012', ' INV-0012', 'INV--0012'])(
  'AP typed the number as "%s": on its order that is enough',
  async (VINV) => {
    given(lines(), voucherOf({ VINV }));
    expect(await differences()).toBe('');
  },
);

test('of two whose numbers are alike each has its own, to the letter', async () => {
  const second = { DOC: 9002, VINV: 'INV-12' };
  given([...lines(), ...lines({ DOC: 9002 })], [...voucherOf(), ...voucherOf(second)]);
  const looks = await port().look([posted(), posted({ key: 'PC2' }, { erpKey: 'PC2', invoiceNumber: 'INV-12' })]);
  expect(looks.map(({ found }) => found.map(({ reference }) => reference['documentNumber']))).toEqual([
    ['9001'],
    ['9002'],
  ]);
});

test.each([
  ['another order', lines({ DOCO: 5013 }), voucherOf({ PO: '5013' })],
  ['another number', [matchRow(1, 7)], voucherOf({ VINV: 'INV-0013' })],
  ['another supplier', lines(), voucherOf({ AN8: 70124 })],
])('what was matched of %s is not it', async (_what, rows, vouchers) => {
  given(rows, vouchers);
  expect(await look()).toMatchObject({ found: [], strangers: [] });
});

test.each([
  ['without a number', [matchRow(1, 7)], ''],
  ['to the cent, under another number', lines(), 'ABC'],
])('matched %s it is held up to a person, who knows', async (_how, rows, VINV) => {
  given(rows, voucherOf({ VINV }));
  expect(await look()).toMatchObject({
    found: [],
    strangers: [{ reference: { documentNumber: '9001' }, number: VINV }],
  });
  // Named by a person, or known to be of another requisition, it is none of those any more.
  expect((await look(seen)).found).toHaveLength(1);
  expect(await look({}, { taken: ['9001 PV 00200'] })).toMatchObject({ found: [], strangers: [] });
});

test('a part is seen as a part, and two vouchers under one number together', async () => {
  given([matchRow(1, 600)], [payItem('001', 600, 'H')]);
  expect(await differences()).toContain('to be matched 1,000.00 USD, matched 600.00 USD');
  const second = { DOC: 9002 };
  given(
    [matchRow(1, 600), matchRow(1, 400, second), matchRow(3, 500, second)],
    [payItem('001', 600, 'H'), payItem('001', 750, 'H', second), payItem('002', 150, 'R', second)],
  );
  expect(await differences()).toBe('');
  expect((await look()).found).toMatchObject([
    { reference: { documentNumber: '9001', moreVouchers: '9002 PV 00200' } },
  ]);
});

describe('a match that AP took back', () => {
  test.each<[string, FakeRow[], FakeRow[]]>([
    ['with rows beside', [...lines(), ...lines({ MATC: '3' })], voucherOf({ VOD: 'V' })],
    [
      'with rows of the other sign beside',
      [...lines(), matchRow(1, -1000, { MATC: '3' }), matchRow(3, -500, { MATC: '3' })],
      voucherOf(),
    ],
    ['with rows in their place', lines({ MATC: '3' }), voucherOf({ VOD: 'V' })],
  ])('%s stands no more; never seen, nothing of it is told', async (_how, rows, vouchers) => {
    given(rows, vouchers);
    expect((await look(seen)).found).toMatchObject([{ stage: 'voided' }]);
    expect((await look()).found).toEqual([]);
  });

  test('of an unposted one nothing is left', async () => {
    given([...lines(), ...lines({ MATC: '3' })], [payItem('001', 1, 'H', { DOC: 1, AN8: 1 })]);
    expect((await look(seen)).found).toEqual([]);
  });

  test('one line of it alone is less by that line', async () => {
    given([...lines(), matchRow(3, 500, { MATC: '3' })], voucherOf());
    expect(await differences(seen)).toContain('to be matched 500.00 USD, matched 0.00 USD');
  });

  test('it is met again after it came to rest, by what was taken back lately', async () => {
    given([...lines(), ...lines({ MATC: '3', UPMJ: 3 })], voucherOf());
    const changed = await port().changedWithin?.(3);
    expect(changed).toContainEqual({ key: null, ...seen, isLost: true, facts: {} });
  });
});

test('retainage that AP lets go by its pay status was withheld by this voucher all the same', async () => {
  given(lines(), [payItem('001', 1350, 'H'), payItem('002', 150, 'A')]);
  expect(await differences({ ...seen, facts: { retained: '150', total: '1500' } })).toBe('');
  expect(await differences(seen)).toContain('to be withheld 150.00 USD, withheld 0.00 USD');
});

test('a voucher that releases retainage bills no line: it is told by supplier and number, on its order or on none', async () => {
  const release = { lines: [], retained: '0.00', payable: '400.00' };
  given([matchRow(1, 1, { DOC: 1 })], [payItem('001', 400, 'A', { PO: ' ' })]);
  expect(await differences({}, release)).toBe('');
  given([matchRow(1, 1, { DOC: 1 })], [payItem('001', 400, 'A', { PO: '00005012' })]);
  expect(await differences({}, release)).toBe('');
  given([matchRow(1, 1, { DOC: 1 })], [payItem('001', 400, 'A', { PO: '5013' })]);
  expect(await differences({}, release)).toBe('nothing');
});

test('lines of a linked order are told by their numbers', async () => {
  given(lines(), voucherOf());
  const linked = body.lines.map((line, at) => ({ ...line, mark: `5012-OS-00200#${at === 0 ? 1 : 3}` }));
  expect(await differences({}, { lines: linked })).toBe('');
});

test('while nothing is matched, forty requisitions on forty orders cost one read; matched, three in all', async () => {
  const forty = Array.from({ length: 40 }, (_, at) =>
    posted({ key: `PC${at}` }, { erpKey: `PC${at}`, order: { ...body.order, orderNumber: String(6000 + at) } }),
  );
  given(lines(), voucherOf());
  await port().look(forty);
  const reads = () => on.ais.names().filter((name) => name.startsWith('F'));
  // The first time an empty answer is proven by a row of the same table.
  expect(reads()).toEqual(['F43121', 'F43121']);
  await port().look(forty);
  expect(reads()).toHaveLength(3);
  const matched = forty.flatMap((_, at) => lines({ DOCO: 6000 + at, DOC: 9100 + at }));
  given(
    matched,
    forty.map((_, at) => payItem('001', 1, 'H', { DOC: 9100 + at })),
  );
  on.ais.tables['F4311'] = matched.map((row) => ({ ...row, VR01: '71' }));
  await port().look(forty);
  expect(reads().slice(3)).toEqual(['F43121', 'F0411', 'F4311']);
});

test('the connection check reads F43121 where AP matches, and only there', async () => {
  const tables = async (jde: JdeUnderTest) => (await jde.adapter.check()).map(({ name }) => name);
  expect(await tables(on.jde)).not.toContain('table F43121');
  const posting = { purchaseOrderBasis: 'commitment', relief: 'match' } as const;
  const matching = jdeUnderTest(on.ais.settings(), {}, posting);
  expect(await tables(matching)).toContain('table F43121');
  await matching.close();
});
