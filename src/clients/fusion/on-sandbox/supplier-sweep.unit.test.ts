import { LEE, LEE_SITE, testCompany } from '../../../sandbox/fusion/testing/test-company.fixture';
import { settings } from '../../../domain/fusion/requisition/planner.fixture';
import type { CompanyRecord } from '../../../domain/vendor/matching/company-record';
import type { FusionUnderTest } from '../fusion-under-test.fixture';
import { meet, type Meeting } from './meet.fixture';

// Every supplier of the pod is read once, by its id, whatever changes meanwhile and however the pod gives its children.

const scope = { supplierScope: { types: ['SUPPLIER'] } };
const today = '2026-11-20';

let at: Meeting;
afterEach(() => at.close());

async function all(fusion: FusionUnderTest, between = (): Promise<unknown> => Promise.resolve()) {
  const read: CompanyRecord[] = [];
  for (let after: string | null = null; ;) {
    const page = await fusion.adapter.suppliers!.page({ after, today });
    read.push(...page.suppliers);
    if (page.next === null) return read;
    after = page.next;
    await between();
  }
}
const brief = (read: readonly CompanyRecord[]) =>
  read.map(({ number, isActive, outOfScope }) => [number, isActive, outOfScope]);
const whole = [
  ['1252', true, null],
  ['1253', true, null],
  ['1254', true, 'prospective'],
  ['1255', true, 'noSite'],
  ['1256', false, null],
  ['1257', true, null],
];

test.each([
  ['children in one call', {}],
  ['children by their own paths', { expandSuppliers: false }],
  ['pages of two', { maxLimit: 2 }],
  ['children cut to one', { expandedChildLimit: 1 }],
  ['an id that may not be asked by', { queryable: { 'suppliers.SupplierId': false } }],
  ['another word for both', { andTrap: 'always' as const }],
])('%s: all are read, and each says whether it can be matched', async (_what, settings) => {
  at = await meet(settings, { site: scope });
  expect(brief(await all(at.fusion))).toEqual(whole);
});

test('one that changes while pages are read hides no other, and none is read twice', async () => {
  at = await meet({ maxLimit: 2 }, { site: scope });
  const touch = () => at.sandbox.control('PATCH', `items/suppliers/${LEE}`, { Alias: 'Lee' });
  const read = await all(at.fusion, touch);
  expect(brief(read)).toEqual(whole);
});

test('one-time suppliers, other types and sites of other units are out of scope; a date to come leaves it active', async () => {
  at = await meet({}, { site: scope });
  const set = (id: string, change: object) => at.sandbox.control('PATCH', `items/suppliers/${id}`, change);
  await set('300000047414503', { OneTimeSupplierFlag: true });
  await set('300000047414504', { SupplierTypeCode: 'EMPLOYEE' });
  await set('300000047414507', { InactiveDate: '2026-11-21' });
  expect(brief(await all(at.fusion))).toEqual([
    ['1252', true, 'oneTime'],
    ['1253', true, 'type'],
    ...whole.slice(2, 4),
    ['1256', true, null],
    whole[5],
  ]);
  const other = at.adapter(scope, { businessUnit: { id: '2', name: 'Other BU' } });
  expect((await all(other)).filter(({ outOfScope }) => outOfScope === null)).toEqual([]);
});

test('the address is that of the one site that serves the units; of several, or of one that is closed, none may be carried', async () => {
  at = await meet({}, { site: scope });
  const lee = `items/suppliers/${LEE}`;
  const first = async () => (await all(at.fusion))[0];
  expect(await first()).toMatchObject({ hasOneAddress: true, city: 'Denver' });
  const { ids } = (await at.sandbox.control('POST', `${lee}/addresses`, { AddressName: 'Yard', City: 'Ojai' }))
    .json as { ids: string[] };
  const site = `${lee}/sites/${LEE_SITE}`;
  await at.sandbox.control('PATCH', site, { SupplierAddressId: ids[0], SupplierAddressName: 'Yard' });
  expect(await first()).toMatchObject({ hasOneAddress: true, city: 'Ojai' });
  await at.sandbox.control('PATCH', `${lee}/addresses/${ids[0]}`, { InactiveDate: '2026-01-31' });
  expect(await first()).toMatchObject({ hasOneAddress: false, city: 'Denver' });
});

test('a tax id is read with its country and whose it is; hidden or masked it is unknown', async () => {
  at = await meet({}, { site: scope });
  const set = (change: object) => at.sandbox.control('PATCH', `items/suppliers/${LEE}`, change);
  await set({ TaxpayerId: '91-2047719', TaxpayerCountryCode: 'US', TaxOrganizationTypeCode: 'CORPORATION' });
  const lee = async () => (await all(at.fusion))[0];
  expect(await lee()).toMatchObject({
    taxId: '91-2047719',
    taxCountry: 'US',
    taxPayer: 'organisation',
    city: 'Denver',
  });
  await set({ TaxpayerId: 'XXXXX7719', TaxOrganizationTypeCode: 'INDIVIDUAL' });
  expect(await lee()).toMatchObject({ taxId: '', taxPayer: 'person' });
  await at.sandbox.set({ restrictedAttributes: ['suppliers.TaxpayerId'] });
  expect(await lee()).toMatchObject({ taxId: '' });
});

test('a user who may see no supplier has read none: that is no answer', async () => {
  at = await meet({}, { site: scope }, { suppliers: [], finBusinessUnitsLOV: [] });
  await expect(all(at.fusion)).rejects.toMatchObject({ kind: 'Unavailable', detail: { reason: 'emptyUnproven' } });
});

test('one whose site only the business unit of another company may use is in scope where that company is set up', async () => {
  const { companies } = settings();
  const only = {
    posting: { companies: { '102': { ...companies['101']!, businessUnit: { id: '2', name: 'Other BU' } } } },
  };
  const suppliers = testCompany['suppliers']!.map((row) => {
    const { SupplierNumber, sites } = row as { SupplierNumber: string; sites: object[] };
    const assignments = [{ ClientBUId: '2', ClientBU: 'Other BU', BillToBUId: '2' }];
    return SupplierNumber === '1255' ? { ...row, sites: sites.map((one) => ({ ...one, assignments })) } : row;
  });
  at = await meet({}, { site: scope, ...only }, { suppliers });
  expect(brief(await all(at.fusion))).toContainEqual(['1255', true, null]);
  expect(brief(await all(at.adapter(scope)))).toContainEqual(['1255', true, 'noSite']);
});
