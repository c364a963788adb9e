import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sum } from '../../src/domain/money/money';
import type { EarlierPosting } from '../../src/domain/posting/posting-kind';
import type { Found } from '../../src/domain/posting/look';
import { kontorChart } from './chart.fixture';
import { matchcodeOf } from './kinds/creditor.fixture';
import { draftOrder } from './kinds/draft-order.fixture';
import { group, groupLines, memberEntries } from './kinds/group.fixture';
import { invoice, payableOf } from './kinds/invoice.fixture';
import { kontorKinds } from './kinds/kinds.fixture';
import { match } from './kinds/match.fixture';
import { submitOrder } from './kinds/submit-order.fixture';
import { creditorBody, groupBody, invoiceBody, orderBody } from './sample-bodies.fixture';
import { knownAtSending } from './sample-kontor.fixture';
import { kontorWords } from './words.fixture';

const earlier = (wanted: string, posting: EarlierPosting) => (step: string) => (step === wanted ? posting : null);
const standing = { key: 'PCKEY', stageWord: '', reference: {}, facts: {} };
const shown = (of: unknown, missing: readonly string[] = []): Found => ({
  reference: {},
  stage: 'stands',
  stageWord: '',
  missing,
  shown: of,
  facts: {},
});

test('every kind is of Kontor, its name is its own, and it takes back no body but its own', () => {
  expect(new Set(kontorKinds.map((kind) => kind.name)).size).toBe(kontorKinds.length);
  const bodies: readonly unknown[] = [orderBody(1), invoiceBody(1, 'B-1001'), groupBody(1), creditorBody(1)];
  for (const kind of kontorKinds) {
    expect(kind.system).toBe('kontor');
    const own = bodies.filter((body) => (body as { readonly kind: string }).kind === kind.name);
    for (const body of own) expect(kind.parse(JSON.parse(JSON.stringify(body)))).toEqual(body);
    for (const body of [...bodies.filter((one) => !own.includes(one)), null, {}]) {
      expect(() => kind.parse(body)).toThrow(RangeError);
    }
  }
});

test('fingerprints know amounts and accounts, not the order of lines, and dates only where they are asked for', () => {
  const { positions, ...body } = orderBody(1);
  const print = (of: Partial<typeof body & { positions: typeof positions }>, ignoreDates = false) =>
    draftOrder.fingerprint({ ...body, positions, ...of }, { ignoreDates });
  expect(print({ positions: positions.toReversed() })).toEqual(print({}));
  expect(print({ date: '2026-11-01' })).not.toEqual(print({}));
  expect(print({ date: '2026-11-01' }, true)).toEqual(print({}, true));
  expect(print({ creditor: 'K-1' })).not.toEqual(print({}));
});

describe('what is known only under the lock', () => {
  const order: EarlierPosting = {
    key: orderBody(1).key,
    reference: { order: 'B-1001' },
    facts: {},
    readBackAgoMs: null,
    body: orderBody(1),
  };

  test('the act that submits is made of the order that stands', () => {
    const known = knownAtSending({ earlier: earlier('order', order) });
    expect(submitOrder.complete({}, known)).toMatchObject({ order: 'B-1001', books: 'NORD', drafted: order.body });
    expect(() => submitOrder.complete({}, knownAtSending())).toThrow(RangeError);
  });

  test('an invoice bills the order that stands, and a further one is numbered as a revision', () => {
    const { key: _key, lines, invoiceNumber: _number, retention, ...draft } = invoiceBody(1, 'B-1001');
    const known = knownAtSending({ revision: 2, earlier: earlier('order', order) });
    expect(invoice.complete(draft, known)).toMatchObject({ lines, retention, invoiceNumber: 'INV-1-R2' });
    expect(() => invoice.complete(draft, knownAtSending())).toThrow(RangeError);
  });

  test('an invoice that only lets retainage go bills no order', () => {
    const { key: _key, lines: _lines, invoiceNumber: _number, retention: _retention, ...draft } = invoiceBody(1, '');
    const items = [{ ...draft.items[0]!, position: '', gross: '0', netRetainage: '-110.00' }];
    expect(invoice.complete({ ...draft, items }, knownAtSending())).toMatchObject({ lines: [], retention: '-110' });
  });

  test('a match is waited for of the invoice that stands, for what it pays', () => {
    const body = invoiceBody(1, 'B-1001');
    const parked = { key: body.key, reference: { invoice: 'R-1001' }, facts: {}, readBackAgoMs: null, body };
    const known = knownAtSending({ earlier: earlier('voucher', parked) });
    const made = match.complete({}, known);
    expect(made).toMatchObject({ invoice: 'R-1001', amount: '990' });
    expect(match.compare(made, shown({ amount: '990.00' }))).toEqual([]);
    expect(match.compare(made, shown({ amount: '900.00' }))).toEqual(['amount: to be paid 990, matched 900.00']);
  });
});

test('the entries of an invoice add up to what is paid, and its lines have the accounts of their items', () => {
  const body = invoiceBody(1, 'B-1001');
  const entries = invoice.entries(body);
  expect(sum(entries.map((entry) => entry.amount))).toBe(payableOf(body));
  expect(entries.map(({ account, amount, item }) => [account, amount, item])).toEqual([
    ['S-4411/400/6150', '1000.00', 'contract_item:10'],
    ['S-4411/400/6200', '100.00', 'contract_item:20'],
    ['S-0/100/3300', '-110', ''],
  ]);
});

describe('a group', () => {
  const body = groupBody(1);

  test('covers all members: its entries are those of each of them', () => {
    expect(group.entries(body)).toEqual(body.members.flatMap((member) => memberEntries(body, member)));
    expect(body.members.map((member) => memberEntries(body, member).length)).toEqual([2, 2]);
    expect(groupLines(body.members).map(({ member }) => member)).toEqual([
      'direct-cost-1',
      'direct-cost-1',
      'direct-cost-2',
      'direct-cost-2',
    ]);
  });

  test('is compared without the members that are not written yet, and tells whose line differs', () => {
    const [first] = body.members;
    const lines = groupLines(first === undefined ? [] : [first]);
    expect(group.compare(body, shown({ currency: 'EUR', lines }, ['direct-cost-2']))).toEqual([]);
    expect(group.compare(body, shown({ currency: 'EUR', lines }))).toContainEqual(
      expect.stringMatching(/direct-cost-2 .*: sent, not found/),
    );
  });
});

test('what was voided where it stood is a problem, a rejected order is one, and an invoice taken back is none', () => {
  const reasons = (problems: readonly { readonly reason: string }[] = []) => problems.map(({ reason }) => reason);
  expect(reasons(draftOrder.review?.(orderBody(1), { ...standing, stage: 'voided' }))).toEqual(['erpVoided']);
  expect(reasons(draftOrder.review?.(orderBody(1), { ...standing, stage: 'returned' }))).toEqual(['orderOnHold']);
  expect(reasons(draftOrder.review?.(orderBody(1), { ...standing, stage: 'posted' }))).toEqual([]);
  expect(reasons(invoice.review?.(invoiceBody(1, ''), { ...standing, stage: 'gone' }))).toEqual(['erpVoided']);
  expect(reasons(invoice.review?.(invoiceBody(1, ''), { ...standing, stage: 'delivered' }))).toEqual([]);
});

test('an account is printed and read back by its segments; what is not one is told so', () => {
  const segments = { site: 'S-12', costCentre: '400', nature: '6150' };
  expect(kontorChart.print(segments)).toBe('S-12/400/6150');
  expect(kontorChart.parse('S-12/400/6150')).toEqual(segments);
  for (const wrong of ['S-12/400', '4411.1340.26010', 'S-12//6150', 'a/b/c/d']) {
    expect(() => kontorChart.parse(wrong)).toThrow('SITE/COST_CENTRE/NATURE');
  }
});

test('a thing is called by its number, and two matches of one invoice are told apart', () => {
  expect(kontorWords.reference({ order: 'B-1001' })).toBe('B-1001');
  expect(kontorWords.reference({ invoice: 'R-1001', match: '2' })).toBe('match 2 of R-1001');
  expect(kontorWords.identity({ invoice: 'R-1001', match: '2' })).not.toBe(kontorWords.identity({ invoice: 'R-1001' }));
  expect(kontorWords.identity({})).toBe('');
});

test('a matchcode leaves out the legal form, signs and what is too long', () => {
  expect(matchcodeOf("Ernie's Electrical, Inc.")).toBe('ERNIES ELECTRICAL');
  expect(matchcodeOf('Allgemeine Hochbau GmbH')).toBe('ALLGEMEINE HOCHBAU');
});

// The trade's builders for tests stand beside JD Edwards' own today.
test('nothing of Kontor rests on what is of JD Edwards', () => {
  const files = readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.fixture.ts'),
  );
  expect(files.length).toBeGreaterThan(20);
  const guilty = files.filter((file) =>
    /from '.*(domain|clients)\/jde\/(?!plan\.fixture)/.test(readFileSync(join(__dirname, file), 'utf8')),
  );
  expect(guilty).toEqual([]);
});
