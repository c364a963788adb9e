import type { CompanyRecord } from './company-record';
import { company } from './company-records.fixture';
import type { Finding } from './finding';
import { matchCompanies, type MatchRequest } from './match-companies';

const run = (
  vendors: readonly CompanyRecord[],
  suppliers: readonly CompanyRecord[],
  more: Partial<MatchRequest> = {},
): readonly Finding[] =>
  matchCompanies({ vendors, suppliers, linked: new Map(), externalKeyMeans: 'none', leastScore: 70, ...more });
const brief = (findings: readonly Finding[]): string[] =>
  findings.map(
    ({ kind, vendors, suppliers, by }) => `${kind} ${vendors.join('+')}=${suppliers.join('+')} ${by.join()}`,
  );

const taxId = '91-2047719';

test.each<[string, CompanyRecord[], CompanyRecord[], Partial<MatchRequest>, string[]]>([
  [
    'a key that somebody declared to be the supplier number',
    [company('1', { name: 'Ab', otherKey: '70' })],
    [company('8', { name: 'Xy', number: '70' })],
    { externalKeyMeans: 'supplierNumber' },
    ['exact 1=8 externalKey'],
  ],
  [
    'the same key that was declared to be the id',
    [company('1', { name: 'Ab', otherKey: '8' })],
    [company('8', { name: 'Xy', number: '70' })],
    { externalKeyMeans: 'supplierId' },
    ['exact 1=8 externalKey'],
  ],
  [
    'a key that the ERP keeps of the vendor',
    [company('1', { name: 'Ab' })],
    [company('8', { name: 'Xy', otherKey: '1' })],
    {},
    ['exact 1=8 externalKey'],
  ],
  [
    'a tax id on one record of each side, however it is written',
    [company('1', { name: 'Ab', taxId })],
    [company('8', { name: 'Xy', taxId: '912047719' })],
    {},
    ['exact 1=8 taxId'],
  ],
  [
    'a tax id that a second supplier has, an inactive one: all are named',
    [company('1', { name: 'Ab', taxId })],
    [company('8', { name: 'Xy', taxId }), company('9', { name: 'Qr', taxId, isActive: false })],
    {},
    ['conflict 1=8+9 taxId', 'twin =8+9 taxId'],
  ],
  [
    'a tax id that a second supplier has, of which nobody says whose it is: all are named too',
    [company('1', { name: 'Ab', taxId })],
    [company('8', { name: 'Xy', taxId }), company('9', { name: 'Qr', taxId, taxPayer: 'unknown' })],
    {},
    ['conflict 1=8+9 taxId', 'twin =8+9 taxId'],
  ],
  [
    'two keys that name different suppliers',
    [company('1', { name: 'Ab', taxId, otherKey: '70' })],
    [company('8', { name: 'Xy', taxId }), company('9', { name: 'Qr', number: '70' })],
    { externalKeyMeans: 'supplierNumber' },
    ['conflict 1=8+9 externalKey,taxId'],
  ],
  [
    'a link of ours that a tax id contradicts',
    [company('1', { name: 'Ab', taxId })],
    [company('8', { name: 'Xy', taxId }), company('9', { name: 'Qr', number: '70' })],
    { linked: new Map([['1', '70']]) },
    ['conflict 1=8+9 link,taxId'],
  ],
  [
    'a supplier that may not be linked',
    [company('1', { name: 'Ab', taxId })],
    [company('8', { name: 'Xy', taxId, outOfScope: 'oneTime' })],
    {},
    ['conflict 1=8 taxId'],
  ],
  [
    'a link that nothing contradicts is nothing to decide, nor is its name',
    [company('1', { name: 'Granite Peak', taxId })],
    [company('8', { name: 'Granite Peak', number: '70', taxId })],
    { linked: new Map([['1', '70']]) },
    [],
  ],
])('%s', (_what, vendors, suppliers, more, findings) => {
  expect(brief(run(vendors, suppliers, more))).toEqual(findings);
});

test.each<[string, Partial<CompanyRecord>, Partial<CompanyRecord>]>([
  ['a placeholder', { taxId: '999999999' }, { taxId: '999999999' }],
  ['another placeholder', { taxId: '12-3456789' }, { taxId: '123456789' }],
  ["a person's number that equals a company's", { taxId }, { taxId, taxPayer: 'person' }],
  ['a number of nobody knows whom', { taxId }, { taxId, taxPayer: 'unknown' }],
  ["another country's number", { taxId }, { taxId, taxCountry: 'CA' }],
  ["a key of another connector's, which nobody declared", { otherKey: '70' }, { number: '70' }],
])('%s is no exact pair', (_what, vendor, supplier) => {
  const found = run([company('1', { name: 'Ab', ...vendor })], [company('8', { name: 'Xy', ...supplier })]);
  expect(found.filter(({ kind }) => kind === 'exact')).toEqual([]);
});

test.each<[string, Partial<CompanyRecord>, Partial<CompanyRecord>, string]>([
  ['legal form and case', { name: 'Granite Peak Concrete, L.L.C.' }, { name: 'GRANITE PEAK CONCRETE INC' }, 'name'],
  ['a letter', { name: 'Granite Peek Concrete' }, { name: 'Granite Peak Concrete' }, 'name'],
  ['the order of words', { name: 'Peak Granite Concrete' }, { name: 'Granite Peak Concrete' }, 'name'],
  ['accents and marks', { name: "Müller & Söhne's Dachbau" }, { name: 'Muller Sohnes Dachbau' }, 'name'],
  ['another name of it', { name: 'GPC' }, { name: 'Granite Holdings', otherNames: ['G.P.C.'] }, 'name'],
  [
    'a name that is longer, at one address and mail domain',
    { name: 'Granite Peak', address: '12 Quarry Rd', zip: '80202', email: 'ap@granitepeak.com' },
    {
      name: 'Granite Peak Concrete Works',
      address: '12 Quarry Road',
      zip: '80202-1111',
      email: 'billing@granitepeak.com',
    },
    'address,email',
  ],
])('a pair that differs in %s is a candidate', (_what, vendor, supplier, by) => {
  const [found] = run([company('1', vendor)], [company('8', supplier), company('9', { name: 'Bay Drywall' })]);
  expect(found).toMatchObject({ kind: 'candidate', vendors: ['1'], suppliers: ['8'] });
  expect(by.split(',').every((one) => found?.by.includes(one as never))).toBe(true);
});

test('companies that share only a word of their trade are none, and what is like nothing is listed, inactive ones not', () => {
  const vendors = [company('1', { name: 'Acme Construction' }), company('2', { name: 'Old Roofing', isActive: false })];
  expect(brief(run(vendors, [company('8', { name: 'Zenith Construction' })]))).toEqual(['alone 1= ', 'alone =8 ']);
});

test('twins of a side are found by name and place', () => {
  const vendors = [
    company('1', { name: 'Acme Electric Inc', zip: '80202' }),
    company('2', { name: 'Acme Electric, LLC', zip: '80202' }),
    company('3', { name: 'Acme Electric', zip: '94065' }),
  ];
  expect(brief(run(vendors, [])).filter((text) => text.startsWith('twin'))).toEqual(['twin 1+2= name']);
});

test('of equal candidates the active one is first, then the one that changed last, then the lower id', () => {
  const name = 'Granite Peak';
  const suppliers = [
    company('12', { name, isActive: false, changedAt: '2026-11-20T00:00:00.000Z' }),
    company('11', { name }),
    company('9', { name }),
    company('10', { name, changedAt: '2026-11-01T00:00:00.000Z' }),
  ];
  const order = (given: readonly CompanyRecord[]) =>
    run([company('1', { name })], given)
      .filter(({ kind }) => kind === 'candidate')
      .map((one) => one.suppliers[0]);
  expect(order(suppliers)).toEqual(['10', '9', '11', '12']);
  expect(order([...suppliers].reverse())).toEqual(['10', '9', '11', '12']);
});

/** Names of two or three common words and one of their own, as directories have them. */
function directory(count: number, side: 'v' | 's'): CompanyRecord[] {
  const trades = ['Construction', 'Electric', 'Plumbing', 'Concrete', 'Roofing', 'Mechanical', 'Paving', 'Drywall'];
  const places = ['Denver', 'Boise', 'Seattle', 'Austin', 'Dallas', 'Reno', 'Tulsa', 'Fresno', 'Omaha', 'Tampa'];
  return Array.from({ length: count }, (_, at) => {
    const own = `${'bcdfghjklmnp'.charAt(at % 12)}a${'rstvwz'.charAt(Math.floor(at / 12) % 6)}o${at.toString(36)}`;
    const name = `${places[at % 10]} ${own} ${trades[Math.floor(at / 10) % 8]}`;
    const zip = String(10_000 + (at % 900));
    const email = `ap@${own}.com`;
    const rest = at % 3 === 0 ? { address: `${at % 100} Main St`, zip } : at % 3 === 1 ? { email } : {};
    return company(String(at + 1), { name: side === 'v' ? `${name} LLC` : `${name} Inc`, ...rest });
  });
}

test('ten thousand of each side are matched in less than two minutes, none with each, and twice the same way', () => {
  const [vendors, suppliers] = [directory(10_000, 'v'), directory(10_000, 's')];
  const begun = performance.now();
  const found = run(vendors, suppliers);
  expect(performance.now() - begun).toBeLessThan(120_000);
  const best = new Map<string, string>();
  for (const {
    kind,
    vendors: [vendor = ''],
    suppliers: [supplier = ''],
  } of found) {
    if (kind === 'candidate' && !best.has(vendor)) best.set(vendor, supplier);
  }
  expect([...best].filter(([vendor, supplier]) => vendor === supplier)).toHaveLength(10_000);
  expect(run([...vendors].reverse(), [...suppliers].reverse())).toEqual(found);
}, 300_000);
