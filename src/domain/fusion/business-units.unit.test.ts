import { allUnits, buyingUnits, ofCompany, payingUnits, settingsPathOf } from './business-units';
import type { PostingSettings } from './posting-settings';
import { siteFor } from './requisition/check-vendor';
import { caseA, invoiceOf, order, settings, site, supplier, told } from './requisition/planner.fixture';

// A company may have business units of its own: what it owes, buys and is invoiced for is theirs.

const idaho = { id: '300000046987099', name: 'Idaho Business Unit' };
const buyers = { id: '300000046987088', name: 'Idaho Procurement' };
const of = (own: Partial<PostingSettings['companies'][string]>): PostingSettings => {
  const usual = settings();
  return { ...usual, companies: { '101': { ...usual.companies['101']!, ...own } } };
};
const assigned = (unit: string) => ({
  ...supplier,
  sites: [{ ...site, assignments: [{ businessUnitId: unit, inactiveDate: null }] }],
});
const given = (own: Partial<PostingSettings['companies'][string]>) => ({
  ...caseA,
  settings: { companies: of(own).companies },
});

test('an invoice is of the business unit of its company, and of the connection where the company has none', () => {
  expect(invoiceOf(caseA).businessUnit).toBe('US1 Business Unit');
  const more = { supplier: assigned(idaho.id) };
  expect(invoiceOf({ ...given({ businessUnit: idaho }), ...more }).businessUnit).toBe('Idaho Business Unit');
});

test('a site that is assigned to the other business unit alone holds the invoice, and names which', () => {
  expect(told({ ...given({ businessUnit: idaho }) })).toContainEqual(['vendorOnHold', 'person', 'SupplierSite']);
  const found = siteFor('invoice', {
    ...{
      supplier,
      settings: ofCompany(of({ businessUnit: idaho }), '101'),
      settingsOf: settingsPathOf(of({ businessUnit: idaho }), '101'),
      partyId: 'p',
      vendorId: '5',
      day: '2026-11-20',
    },
    orderSite: null,
  });
  expect('problem' in found ? found.problem.message : '').toContain(
    'can not be invoiced in Idaho Business Unit: site Lee US1 is not assigned to business unit Idaho Business Unit',
  );
});

/** Two sites of one name, as two units that buy each have one; each is assigned to its own. */
const twice = (...units: readonly [string, string]) => ({
  ...supplier,
  sites: units.map((unit, index) => ({
    ...site,
    id: `${site.id}${index}`,
    assignments: [{ businessUnitId: unit, inactiveDate: null }],
  })),
});

test('a site that is mapped for one business unit is never that of a bill of another', () => {
  const other = { ...site, id: '8', name: 'PAY2', assignments: [{ businessUnitId: idaho.id, inactiveDate: null }] };
  const both = { ...supplier, sites: [{ ...site, pays: false }, other, { ...other, id: '9', name: 'PAY3' }] };
  const paid = (
    own: Partial<PostingSettings['companies'][string]>,
    paySites: Readonly<Record<string, string>> = {},
  ) => ({
    ...caseA,
    settings: { paySites, companies: of({ businessUnit: idaho, ...own }).companies },
    supplier: both,
  });
  // The order's site pays nobody; of the two that are Idaho's none is guessed, and the connection's own says nothing of it.
  const held = [['vendorOnHold', 'person', 'SupplierSite']];
  expect(told(paid({}))).toEqual(held);
  expect(told(paid({}, { [supplier.number]: 'PAY2' }))).toEqual(held);
  expect(invoiceOf(paid({ paySites: { [supplier.number]: 'PAY2' } })).site).toBe('PAY2');
  // Nor is one taken that is the other unit's, though it was mapped for this one.
  const foreign = { ...both, sites: [...both.sites, { ...site, id: '10', name: 'MAIN2' }] };
  expect(told({ ...paid({ paySites: { [supplier.number]: 'MAIN2' } }), supplier: foreign })).toEqual(held);
});

test('of two sites of one name that of its own unit is billed; where both serve it, the name says nothing', () => {
  const own = given({ businessUnit: idaho });
  const idahos = { ...own, order: order({ siteId: `${site.id}1` }), supplier: twice('300000046987012', idaho.id) };
  expect(invoiceOf(idahos).site).toBe(site.name);
  expect(told({ ...idahos, supplier: twice(idaho.id, idaho.id) })).toEqual([
    ['vendorOnHold', 'person', 'SupplierSite'],
  ]);
});

test('the setting that is named is that of the company, where it has units of its own', () => {
  expect(settingsPathOf(of({}), '101')).toBe('posting');
  expect(settingsPathOf(of({ procurementBusinessUnit: buyers }), '101')).toBe('posting.companies.101');
});

test('an order that another business unit owes takes no invoice of this one', () => {
  const other = { order: order({ payer: 'Idaho Business Unit' }) };
  expect(told({ ...caseA, ...other })).toContainEqual(['orderElsewhere', 'person', 'BillToBU']);
  const own = { ...given({ businessUnit: idaho }), supplier: assigned(idaho.id), ...other };
  expect(invoiceOf(own).businessUnit).toBe('Idaho Business Unit');
  expect(invoiceOf({ ...caseA, order: order({ payer: 'US1 Business Unit' }) }).businessUnit).toBe('US1 Business Unit');
});

test('what a company says of how orders are made counts before what the connection says', () => {
  const own = ofCompany(of({ procurementBusinessUnit: buyers, order: { buyerId: '7' } }), '101');
  expect(own).toMatchObject({ procurementBusinessUnit: buyers, businessUnit: settings().businessUnit });
  expect(own.order).toMatchObject({ buyerId: '7', requesterId: settings().order.requesterId });
  expect(ofCompany(of({ businessUnit: idaho }), '999').businessUnit).toEqual(settings().businessUnit);
});

test('all units are each told once, those of the connection first', () => {
  const { companies } = of({});
  const two = { ...settings(), companies: { ...companies, '102': { ...companies['101']!, businessUnit: idaho } } };
  expect(allUnits(settings())).toHaveLength(1);
  expect(allUnits(two).map(({ businessUnit }) => businessUnit.name)).toEqual([
    'US1 Business Unit',
    'Idaho Business Unit',
  ]);
  expect([payingUnits(two).length, buyingUnits(two).length]).toEqual([2, 1]);
});
