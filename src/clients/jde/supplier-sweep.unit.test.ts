import { testSettings } from '../../../test/stack/test-store';
import { startTestSandbox, type TestSandbox } from '../../sandbox/jde/testing/test-sandbox';
import type { CompanyRecord } from '../../domain/vendor/matching/company-record';
import { jdeUnderTest, sandboxSettings, type JdeUnderTest } from './jde-under-test.fixture';
import type { JdeSettingsInput } from './settings';
import { jdeSystem } from './system';

// Every supplier of the address book is read once, by its number, with its names, address, phone, e-mail and what keeps it from being
// linked; and what changed is told by the stamps of each table of the family.

const addresses = Array.from({ length: 420 }, (_, at) => ({ AN8: 8000 + at, ALPH: `Supplier ${at}`, AT1: 'V' }));
const tables = {
  F0101: [
    { AN8: 7004, ALKY: '4711', ALPH: 'European Motors', AT1: 'V', TAX: '12-345', TAXC: 'C', EFTB: '20260201' },
    { AN8: 7005, ALPH: 'Once Only', AT1: 'V', ATP: 'M' },
    { AN8: 7006, ALPH: 'No Payables', AT1: 'V', ATP: 'N' },
    { AN8: 7007, ALPH: 'Not Set Up', AT1: 'V' },
    { AN8: 7008, ALPH: 'Gone', AT1: 'VX' },
    { AN8: 7009, ALPH: 'Closed', AT1: 'V', AC05: 'INA' },
    { AN8: 1, ALPH: 'Financial Company', AT1: 'O' },
    ...addresses,
  ],
  F0116: [
    { AN8: 7004, EFTB: '20270101', ADD1: 'Not Yet 9', CTR: 'US' },
    { AN8: 7004, EFTB: '20200101', ADD1: 'Old Street 1', CTY1: 'Boise', CTR: 'US' },
    {
      AN8: 7004,
      EFTB: '20260201',
      ADD1: 'Gate 3',
      ADD3: 'New Street 2',
      CTY1: 'Denver',
      ADDS: 'CO',
      ADDZ: '80202',
      CTR: 'US',
    },
  ],
  F0111: [
    { AN8: 7004, IDLN: 0, MLNM: 'European Motors & Sons Limited' },
    { AN8: 7004, IDLN: 1, MLNM: 'Pat Person' },
  ],
  F0115: [
    { AN8: 7004, IDLN: 0, CNLN: 0, RCK7: 1, PHTP: 'FAX', AR1: '303', PH1: '555-0100' },
    { AN8: 7004, IDLN: 0, CNLN: 0, RCK7: 2, PHTP: '', AR1: '303', PH1: '555-0101' },
    { AN8: 7004, IDLN: 0, CNLN: 0, RCK7: 3, PHTP: 'OFF', AR1: '', PH1: '555-0102' },
    { AN8: 7004, IDLN: 1, CNLN: 0, RCK7: 1, PHTP: '', PH1: '555-0199' },
  ],
  F01151: [
    { AN8: 7004, IDLN: 0, RCK7: 3, ETP: 'E', EMAL: 'second@motors.example' },
    { AN8: 7004, IDLN: 0, RCK7: 1, ETP: 'E', EMAL: 'ap@motors.example' },
    { AN8: 7004, IDLN: 0, RCK7: 2, ETP: 'I', EMAL: 'www.motors.example' },
    { AN8: 7004, IDLN: 1, RCK7: 1, ETP: 'E', EMAL: 'person@motors.example' },
  ],
  F0401: [7004, 7005, 7006, 7008, 7009, ...addresses.map(({ AN8 }) => AN8)].map((AN8) => ({ AN8 })),
};

let sandbox: TestSandbox | undefined;
let jde: JdeUnderTest | undefined;
const made: Pick<NonNullable<JdeSettingsInput['suppliers']>, 'createSuppliers' | 'ownVendors'> = {
  ...{ createSuppliers: 'onCommitment', ownVendors: [] },
};
/** What of the section is not about which vendors become suppliers. */
type Read = Omit<NonNullable<JdeSettingsInput['suppliers']>, keyof typeof made>;
async function all(suppliers: Read, given: Partial<typeof tables> = {}) {
  sandbox = await startTestSandbox({}, { ...tables, ...given });
  jde = jdeUnderTest(sandboxSettings(sandbox.url, { suppliers: { ...made, ...suppliers } }));
  const read: CompanyRecord[] = [];
  for (let after: string | null = null; ;) {
    const page = await jde.adapter.suppliers!.page({ after, today: '2026-11-20' });
    read.push(...page.suppliers);
    if (page.next === null) return read;
    after = page.next;
  }
}
async function close() {
  await jde?.close();
  await sandbox?.close();
  jde = sandbox = undefined;
}
afterEach(close);
const calls = async () => {
  const { counts } = (await sandbox!.control('GET', 'calls')).json as unknown as { counts: Record<string, string> };
  const reads = Object.entries(counts).filter(([name]) => name.startsWith('dataservice'));
  return { dataservice: reads.reduce((sum, [, count]) => sum + Number(count), 0) };
};
const clearCalls = () => sandbox!.control('DELETE', 'calls');
const brief = (read: readonly CompanyRecord[]) =>
  read.filter(({ id }) => id.startsWith('7')).map(({ id, isActive, outOfScope }) => [id, isActive, outOfScope]);

test('all are read, a page at a time, with what keeps each from being linked', async () => {
  const read = await all({ inactiveMeans: 'never', organisations: ['C'] });
  expect(read).toHaveLength(425);
  expect(brief(read)).toEqual([
    ['7004', true, null],
    ['7005', true, 'oneTime'],
    ['7006', true, 'type'],
    ['7007', true, 'prospective'],
    ['7009', true, null],
  ]);
  expect(read[0]).toMatchObject({
    ...{
      id: '7004',
      number: '7004',
      name: 'European Motors & Sons Limited',
      otherNames: ['European Motors'],
      otherKey: '4711',
      taxId: '12-345',
      taxPayer: 'organisation',
    },
    ...{ address: 'Gate 3, New Street 2', city: 'Denver', zip: '80202', taxCountry: 'US', email: 'ap@motors.example' },
    ...{ phone: '303 555-0101', website: 'www.motors.example' },
  });
  expect(read[6]).toMatchObject({ taxPayer: 'unknown', name: 'Supplier 1', address: '', email: '', phone: '' });
  await close();
  const byType = await all({ inactiveMeans: 'never', phoneTypes: ['OFF', 'CAR'] });
  expect(byType[0]).toMatchObject({ phone: '555-0102' });
});

test('reading all costs 2 calls for each 200, and looking for what changed 6 however many there are', async () => {
  const read = await all({ inactiveMeans: 'never' });
  expect(read).toHaveLength(425);
  // The page, then its five other tables in one; and the empty page that is the end.
  expect((await calls()).dataservice).toBe(3 * 2 + 1);
  await clearCalls();
  expect(await jde!.adapter.suppliers!.changes!.stamps(1)).toEqual([]);
  expect((await calls()).dataservice).toBe(6);
  await clearCalls();
  expect(await jde!.adapter.suppliers!.changes!.byIds(['7004', '1', '99'], '2026-11-20')).toMatchObject([
    { id: '7004' },
  ]);
});

test.each([
  ['F0101', { AN8: '7004' }, { TAX: '99-1' }],
  ['F0111', { AN8: '7004', IDLN: '0' }, { MLNM: 'Motors' }],
  ['F0116', { AN8: '7004', EFTB: '20260201' }, { CTY1: 'Golden' }],
  ['F0115', { AN8: '7004', RCK7: '2', IDLN: '0' }, { PH1: '555-0000' }],
  ['F01151', { AN8: '7004', RCK7: '1', IDLN: '0' }, { EMAL: 'new@motors.example' }],
  ['F0401', { AN8: '7004' }, { HOLD: 'A1' }],
])('a change in %s alone is told by the stamp of that table', async (table, where, set) => {
  await all({ inactiveMeans: 'never' });
  const stamps = () => jde!.adapter.suppliers!.changes!.stamps(1);
  expect(await stamps()).toEqual([]);
  const from = new Date(Date.now() - 1000).toISOString().slice(0, 19);
  expect((await sandbox!.control('PATCH', `tables/${table}`, { where, set })).status).toBe(200);
  const changed = await stamps();
  expect(changed.map(({ id }) => id)).toEqual(['7004']);
  expect(changed[0]!.at >= from).toBe(true);
  expect(changed[0]!.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
});

test('the newest stamp of a supplier counts, whichever table bears it; zeros before a time are lost in JDE', async () => {
  const today = new Date().toISOString().slice(0, 10);
  const UPMJ = today.replaceAll('-', '');
  const F0101 = tables.F0101.map((row) => (row.AN8 === 7004 ? { ...row, UPMJ, UPMT: 505 } : row));
  const F0401 = tables.F0401.map((row) => (row.AN8 === 7004 ? { ...row, UPMJ, UPMT: 93015 } : row));
  await all({ inactiveMeans: 'never' }, { F0101, F0401 });
  expect(await jde!.adapter.suppliers!.changes!.stamps(1)).toEqual([{ id: '7004', at: `${today}T09:30:15` }]);
});

test('inactive is what the settings say: a search type, or a category code', async () => {
  const byType = await all({ inactiveMeans: 'searchType', inactiveValues: ['VX'] });
  expect(brief(byType).filter(([, isActive]) => isActive === false)).toEqual([['7008', false, null]]);
  await close();
  const byCode = await all({ inactiveMeans: 'categoryCode', inactiveColumn: 'AC05', inactiveValues: ['INA'] });
  expect(brief(byCode).filter(([, isActive]) => isActive === false)).toEqual([['7009', false, null]]);
});

test.each([
  [undefined, 'jde.suppliers: required with the section vendors'],
  [{ inactiveMeans: 'searchType', ...made }, 'jde.suppliers.inactiveValues: required with inactiveMeans searchType'],
  [{ inactiveMeans: 'never', ...made }, undefined],
])('once vendors are matched, what makes a supplier inactive must be said: %j', (suppliers, fault) => {
  const site = suppliers === undefined ? {} : { suppliers };
  const settings = testSettings({ settings: { vendors: { externalKeyMeans: 'none' }, jde: site } });
  expect(jdeSystem.faults(settings).join()).toEqual(fault === undefined ? '' : expect.stringContaining(fault));
});

test('which vendors become suppliers, and which are the own company, must be said too, with what may be', () => {
  const named = (suppliers: object) => () => sandboxSettings('http://jde.example', { suppliers: suppliers as never });
  expect(named({ inactiveMeans: 'never', ownVendors: [] })).toThrow(
    'jde.suppliers.createSuppliers: required: all, each new vendor of Procore, or onCommitment',
  );
  expect(named({ inactiveMeans: 'never', createSuppliers: 'all' })).toThrow(
    'jde.suppliers.ownVendors: required: ids of the vendors in Procore that are your own company, [] where none is',
  );
  expect(named({ inactiveMeans: 'never', createSuppliers: 'all', ownVendors: ['V-1'] })).toThrow(
    'jde.suppliers.ownVendors.0: a Procore vendor id: digits, in quotes',
  );
});
