import type { CompanyRecord } from '../matching/company-record';
import { company } from '../matching/company-records.fixture';
import { baseAfter, callsFor, divide, notStanding, shareWritten } from './carry-out';
import { baseOf } from './imported-fields';
import { planImport, type ImportRequest } from './plan-import';
import { vendorKeys } from './vendor-keys';

const hashed = (...records: readonly CompanyRecord[]) =>
  new Map(records.map((record) => [record.id, { record, hash: JSON.stringify(record) }]));
const request = (given: Partial<ImportRequest>): ImportRequest => ({
  ...{ vendors: new Map(), suppliers: new Map(), linked: new Map(), bases: new Map(), findings: [] },
  ...{ decided: () => null, enforced: new Set(), taken: [], now: '2026-03-01T00:00:00Z' },
  ...{ owners: {}, remitChanges: null, carries: new Map(), inUse: new Map() },
  keysOf: (supplier) => vendorKeys({ externalKeyMeans: 'none', externalKeyField: 'originId' }, supplier),
  ...given,
});
const brief = (given: Partial<ImportRequest>) =>
  planImport(request(given)).rows.map(({ act, reason, vendor, supplier }) => [reason ?? act, vendor, supplier]);

test('made is only what belongs, is active, has a name and a number of its own, and is not decided otherwise', () => {
  const suppliers = hashed(
    company('1'),
    company('2', { outOfScope: 'noSite' }),
    company('3', { isActive: false }),
    company('4'),
    company('5', { name: ' ' }),
    company('6', { number: '8' }),
    company('7', { number: '8' }),
  );
  const decided = (id: string) => (id === '4' ? 'never' : null);
  expect(brief({ suppliers, decided })).toEqual([
    ['create', '', '1'],
    ['conflict', '', '5'],
    ['conflict', '', '6'],
    ['conflict', '', '7'],
  ]);
});

test('while a candidate is undecided, or accepted and not linked yet, nothing is made', () => {
  const finding = { kind: 'candidate', score: 80, by: [] } as const;
  const suppliers = hashed(company('1'), company('2'), company('3'));
  const findings = [
    { ...finding, vendors: ['9'], suppliers: ['1'], state: 'open' as const },
    { ...finding, vendors: ['9'], suppliers: ['2'], state: 'accept' as const },
    { ...finding, vendors: ['9'], suppliers: ['3'], state: 'reject' as const },
  ];
  expect(brief({ suppliers, findings })).toEqual([
    ['undecided', '', '1'],
    ['undecided', '', '2'],
    ['create', '', '3'],
  ]);
});

test('a pair whose keys say something else is not written, nor one of which a side is not shown', () => {
  const suppliers = hashed(company('1'), company('2'));
  const vendors = hashed(company('91', { originId: '1' }), company('93'));
  const linked = new Map([
    ['91', '1'],
    ['92', '2'],
    ['93', '3'],
  ]);
  const open = { kind: 'conflict', vendors: ['91'], suppliers: ['1', '2'], score: null, by: [] } as const;
  expect(brief({ suppliers, vendors, linked, findings: [{ ...open, state: 'open' }] })).toEqual([
    ['undecided', '91', '1'],
    ['gone', '92', '2'],
    ['missing', '93', ''],
  ]);
});

test('our key goes where none stands, and never a second time', () => {
  const suppliers = hashed(company('1', { name: 'A' }), company('2', { name: 'B' }));
  const vendors = hashed(
    company('91', { name: 'A' }),
    company('92', { name: 'B' }),
    company('93', { name: 'C', originId: '2' }),
  );
  const linked = new Map([
    ['91', '1'],
    ['92', '2'],
  ]);
  const { rows, bases } = planImport(request({ suppliers, vendors, linked }));
  expect(rows).toMatchObject([{ act: 'key', vendor: '91', keys: { originId: '1', originCode: null } }]);
  expect([...bases.keys()]).toEqual(['91', '92']);
  expect(shareWritten(rows, linked.size)).toBe(50);
  expect(callsFor(rows, 250)).toBe(3 + 2 + 1 + 2);
  expect(callsFor([], 250)).toBe(0);
});

test('the field that was declared to hold a key of the ERP holds that one', () => {
  const supplier = { id: '300', number: '12' };
  const keys = (
    externalKeyMeans: 'none' | 'supplierNumber' | 'supplierId',
    externalKeyField: 'originId' | 'originCode',
  ) => Object.values(vendorKeys({ externalKeyMeans, externalKeyField }, supplier));
  expect(keys('none', 'originId')).toEqual(['300', '12']);
  expect(keys('supplierNumber', 'originId')).toEqual(['12', '12']);
  expect(keys('supplierId', 'originCode')).toEqual(['300', '300']);
  expect(keys('supplierNumber', 'originCode')).toEqual(['300', '12']);
});

test('of a row that was sent nothing is concluded before it was looked up', () => {
  const suppliers = hashed(company('1'));
  const [row] = planImport(request({ suppliers })).rows;
  if (row === undefined) throw new Error('nothing is planned');
  const now = { rows: [], isLinked: () => false, erpHashOf: () => row.erp };
  const [sent, unsent] = [true, false].map((isSent) => divide([{ row, isSent }], now));
  expect(sent).toMatchObject({ todo: [{ mayWrite: false }], settled: [] });
  expect(unsent).toMatchObject({ todo: [], settled: [{ outcome: 'moved' }] });
  expect(divide([{ row: { ...row, act: 'change', vendor: '9' }, isSent: false }], now).settled).toMatchObject([
    { outcome: 'moved' },
  ]);
  expect(divide([{ row, isSent: false }], { ...now, isLinked: () => true }).settled).toMatchObject([
    { outcome: 'done' },
  ]);
  expect(divide([{ row, isSent: false }], { ...now, rows: [row] }).todo).toMatchObject([{ mayWrite: true }]);
});

test('what was written is what both agreed on, also where the ERP says something else by now', () => {
  const supplier = company('1', { city: 'Denver' });
  const vendor = company('9', { name: 'Company 1', city: 'Denver', originId: '1' });
  const base = baseOf(supplier, vendor);
  const ojai = company('1', { city: 'Ojai' });
  const given = { suppliers: hashed(ojai), vendors: hashed(vendor), linked: new Map([['9', '1']]) };
  const bases = new Map([['9', { supplier: '1', number: '1', base, written: {} }]]);
  const [row] = planImport(request({ ...given, bases })).rows;
  if (row === undefined) throw new Error('nothing is planned');
  expect(notStanding(row, vendor)).toEqual(['city']);
  const written = { ...vendor, city: 'Ojai' };
  expect(notStanding(row, written)).toEqual([]);
  const after = baseAfter(row, company('1', { city: 'Reno' }), written, base);
  const next = { ...given, suppliers: hashed(company('1', { city: 'Reno' })), vendors: hashed(written) };
  const planned = planImport(
    request({ ...next, bases: new Map([['9', { supplier: '1', number: '1', base: after, written: {} }]]) }),
  );
  expect(planned.rows).toMatchObject([{ act: 'change', changes: [{ field: 'city', from: 'Ojai', to: 'Reno' }] }]);
});

test('a number that the ERP gives to another supplier carries nothing, and a link with another number is agreed as it is', () => {
  const vendor = company('9', { name: 'Company 1', city: 'Denver', originId: '1' });
  const base = baseOf(company('1', { city: 'Denver' }), vendor);
  const given = { vendors: hashed(vendor), suppliers: hashed(company('5', { number: '1', city: 'Ojai' })) };
  const bases = new Map([['9', { supplier: '1', number: '1', base, written: {} }]]);
  const planned = planImport(request({ ...given, bases, linked: new Map([['9', '1']]) }));
  expect(planned.rows).toMatchObject([{ reason: 'conflict', supplier: '5' }]);
  expect(planned.rows[0]?.why).toContain('1 then, 5 now');
  expect(planned.bases.size).toBe(0);
  const other = { vendors: hashed(vendor), suppliers: hashed(company('5', { city: 'Ojai' })) };
  const again = planImport(request({ ...other, bases, linked: new Map([['9', '5']]) }));
  expect(again.rows).toMatchObject([{ reason: 'differs' }]);
});

describe('a pair of which one side became inactive', () => {
  const [active, inactive] = [company('1'), company('1', { isActive: false })];
  const pair = (erp: CompanyRecord, procore: CompanyRecord, inUse: ReadonlyMap<string, string>) => {
    const base = { supplier: '1', number: '1', written: {}, base: baseOf(company('1'), company('91')) };
    const given = { suppliers: hashed(erp), vendors: hashed({ ...procore, id: '91' }), linked: new Map([['91', '1']]) };
    const rows = planImport(request({ ...given, bases: new Map([['91', base]]), inUse })).rows;
    return rows.filter(({ act }) => act !== 'key').map(({ act, reason, why }) => [reason ?? act, why] as const);
  };
  const open = new Map([['91', 'commitment SC-1']]);

  test('in the ERP: its vendor becomes inactive once nothing of it is open, and until then that is proposed', () => {
    expect(pair(inactive, active, new Map())).toEqual([['inactivate', '']]);
    const [[reason, why] = ['', '']] = pair(inactive, active, open);
    expect([reason, why]).toEqual(['inUse', expect.stringContaining('once nothing of it is open: commitment SC-1')]);
  });

  test('in Procore: it is listed, with what is open of it', () => {
    expect(pair(active, inactive, new Map()).map(([reason]) => reason)).toEqual(['drift']);
    expect(pair(active, inactive, open)).toEqual([
      ['drift', expect.any(String)],
      ['inUse', expect.stringContaining('commitment SC-1')],
    ]);
  });
});
