import { allUnits, buyingUnits, ofCompany, payingUnits } from './business-units';
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
