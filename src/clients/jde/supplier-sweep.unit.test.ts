import { testSettings } from '../../../test/stack/test-store';
import { startTestSandbox, type TestSandbox } from '../../sandbox/jde/testing/test-sandbox';
import type { CompanyRecord } from '../../domain/vendor/matching/company-record';
import { jdeUnderTest, sandboxSettings, type JdeUnderTest } from './jde-under-test.fixture';
import type { JdeSettingsInput } from './settings';
import { jdeSystem } from './system';

// Every supplier of the address book is read once, by its number, with its address, e-mail and what keeps it from being linked.

const addresses = Array.from({ length: 120 }, (_, at) => ({ AN8: 8000 + at, ALPH: `Supplier ${at}`, AT1: 'V' }));
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
    { AN8: 7004, EFTB: '20200101', ADD1: 'Old Street 1', CTY1: 'Boise', CTR: 'US' },
    { AN8: 7004, EFTB: '20260201', ADD1: 'New Street 2', CTY1: 'Denver', ADDS: 'CO', ADDZ: '80202', CTR: 'US' },
  ],
  F01151: [
    { AN8: 7004, IDLN: 0, RCK7: 1, ETP: 'E', EMAL: 'ap@motors.example' },
    { AN8: 7004, IDLN: 1, RCK7: 1, ETP: 'E', EMAL: 'person@motors.example' },
  ],
  F0401: [7004, 7005, 7006, 7008, 7009, ...addresses.map(({ AN8 }) => AN8)].map((AN8) => ({ AN8 })),
};

let sandbox: TestSandbox | undefined;
let jde: JdeUnderTest | undefined;
async function all(suppliers: JdeSettingsInput['suppliers'], given: Partial<typeof tables> = {}) {
  sandbox = await startTestSandbox({}, { ...tables, ...given });
  jde = jdeUnderTest(sandboxSettings(sandbox.url, { suppliers }));
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
const brief = (read: readonly CompanyRecord[]) =>
  read.filter(({ id }) => id.startsWith('7')).map(({ id, isActive, outOfScope }) => [id, isActive, outOfScope]);

test('all are read, a page at a time, with what keeps each from being linked', async () => {
  const read = await all({ inactiveMeans: 'never', organisations: ['C'] });
  expect(read).toHaveLength(125);
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
      name: 'European Motors',
      otherKey: '4711',
      taxId: '12-345',
      taxPayer: 'organisation',
    },
    ...{ address: 'New Street 2', city: 'Denver', zip: '80202', taxCountry: 'US', email: 'ap@motors.example' },
  });
  expect(read[6]).toMatchObject({ taxPayer: 'unknown', address: '', email: '' });
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
  [{ inactiveMeans: 'searchType' }, 'jde.suppliers.inactiveValues: required with inactiveMeans searchType'],
  [{ inactiveMeans: 'never' }, undefined],
])('once vendors are matched, what makes a supplier inactive must be said: %j', (suppliers, fault) => {
  const site = suppliers === undefined ? {} : { suppliers };
  const settings = testSettings({ settings: { vendors: { externalKeyMeans: 'none' }, jde: site } });
  expect(jdeSystem.faults(settings).join()).toEqual(fault === undefined ? '' : expect.stringContaining(fault));
});
