import { company } from '../matching/company-records.fixture';
import { confirmedOf, fieldsApart, stillConfirmed, type VendorToErp } from './confirmed-carry';

// What of a vendor may be written on its supplier, and what of a confirmation counts once either side has moved.

const none: VendorToErp = {
  ...{ name: 'Bay Concrete', address: null, city: null, stateCode: null, zip: null, countryCode: null },
  ...{ businessPhone: null, emailAddress: null, businessRegister: null },
};
const supplier = company('8001', { name: 'Bay Concrete', city: 'Denver', phone: '303 555-0101' });
const vendor = { ...none, city: 'Boulder', businessPhone: '(303) 555-0199' };
const said = {
  ...{ supplier: '8001', at: '2026-11-20T10:00:00Z', by: 'A. Payable' },
  fields: confirmedOf(fieldsApart(supplier, vendor)),
};

test('apart is what Procore shows otherwise; what it does not show, or writes in another way, is not', () => {
  expect(fieldsApart(supplier, vendor)).toEqual([
    { field: 'city', erp: 'Denver', procore: 'Boulder' },
    { field: 'phone', erp: '303 555-0101', procore: '(303) 555-0199' },
  ]);
  expect(fieldsApart(supplier, { ...none, city: ' Denver ', businessPhone: '3035550101' })).toEqual([]);
});

test('a tax id is apart where it is another, however it is written; one that the ERP masks is unknown', () => {
  const shown = { ...none, businessRegister: { identifier: '91-2047719' } };
  const fields = (taxId: string) =>
    fieldsApart({ ...supplier, city: '', phone: '', taxId }, shown).map(({ field }) => field);
  expect(fields('')).toEqual(['taxId']);
  expect(fields('91-2047718')).toEqual(['taxId']);
  expect(fields('912047719')).toEqual([]);
  expect(fields('*****7719')).toEqual([]);
});

test('of a supplier of which no address is known to be in force no part of an address is', () => {
  expect(fieldsApart({ ...supplier, hasOneAddress: false }, vendor).map(({ field }) => field)).toEqual(['phone']);
});

test.each([
  ['both as they were', supplier, vendor, { city: 'Boulder', businessPhone: '(303) 555-0199' }],
  ['written already', { ...supplier, city: 'Boulder' }, vendor, { city: 'Boulder', businessPhone: '(303) 555-0199' }],
  ['changed in the ERP meanwhile', { ...supplier, city: 'Golden' }, vendor, { businessPhone: '(303) 555-0199' }],
  ['changed in Procore meanwhile', supplier, { ...vendor, city: 'Aspen' }, { businessPhone: '(303) 555-0199' }],
  ['another supplier', { ...supplier, id: '8002' }, vendor, {}],
])(
  '%s',
  (_what, now, shown, { businessPhone, ...rest }: { readonly businessPhone?: string; readonly city?: string }) => {
    expect(stillConfirmed(said, now, shown)).toEqual({
      ...rest,
      ...(businessPhone === undefined ? {} : { phone: businessPhone }),
    });
  },
);
