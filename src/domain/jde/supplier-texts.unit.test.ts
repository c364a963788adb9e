import type { ProcoreVendor } from '../vendor/procore-vendor';
import { supplierTexts } from './supplier-texts';

const vendor: ProcoreVendor = {
  id: '8881212',
  name: 'Ernie',
  legalName: null,
  address: '1 Main St',
  city: 'Boston',
  stateCode: 'MA',
  zip: '02101',
  countryCode: 'US',
  businessPhone: '617 555 0100',
  faxNumber: null,
  emailAddress: 'ap@example.com',
  businessRegister: { identifier: '12-3456789' },
};

test('what fits is sent as it is, and nothing is said', () => {
  expect(supplierTexts(vendor)).toMatchObject({ notes: [], problems: [], draft: { taxId: '12-3456789', state: 'MA' } });
});

test.each([
  ['the tax id', { businessRegister: { identifier: '1'.repeat(21) } }, 'F0101.TAX', 20],
  ['the state', { stateCode: 'Bavaria' }, 'F0116.ADDS', 3],
  ['the country', { countryCode: 'Germany' }, 'F0116.CTR', 3],
  ['the postal code', { zip: '02101-4400 USA' }, 'F0116.ADDZ', 12],
])(
  '%s decides: longer than its column it is a problem that names column and field, never a part of it',
  (_what, fields, column, length) => {
    const { problems } = supplierTexts({ ...vendor, ...fields });
    expect(problems).toMatchObject([{ reason: 'doesNotFit', kind: 'person', field: column }]);
    expect(problems[0]?.message).toContain(`takes ${length}`);
  },
);

test('everything that does not fit is said at once', () => {
  const { problems } = supplierTexts({ ...vendor, stateCode: 'Bavaria', countryCode: 'Germany' });
  expect(problems.map(({ field }) => field)).toEqual(['F0116.ADDS', 'F0116.CTR']);
});

test('names and the city inform: they are shortened at a character, and that is noted', () => {
  const { draft, notes } = supplierTexts({ ...vendor, name: `${'a'.repeat(39)}\u{1F3D7}`, city: 'b'.repeat(30) });
  expect(draft).toMatchObject({ name: 'a'.repeat(39), mailingName: 'a'.repeat(39), city: 'b'.repeat(25) });
  expect(notes).toEqual([
    'name is shortened to the 40 characters of F0101.ALPH.',
    'name is shortened to the 40 characters of F0111.MLNM.',
    'city is shortened to the 25 characters of F0116.CTY1.',
  ]);
});

test('a telephone number or an e-mail address is whole or left out', () => {
  const { draft, notes } = supplierTexts({
    ...vendor,
    businessPhone: '+1 (617) 555-0100 ext. 4411',
    emailAddress: `${'a'.repeat(260)}@example.com`,
  });
  expect(draft).toMatchObject({ phone: '', email: '' });
  expect(notes).toEqual([
    'business_phone is left out: F0115.PH1 takes 20 characters.',
    'email_address is left out: F01151.EMAL takes 256 characters.',
  ]);
});

test.each([
  ['each line of an address is a line', 'Dock 4\r\n1 Main St\n\nRear', ['Dock 4', '1 Main St', 'Rear'], 0],
  [
    'a long line goes on in the next at a word',
    'Building 7, Loading Dock 12, North Industrial Park Road 4411',
    ['Building 7, Loading Dock 12, North', 'Industrial Park Road 4411'],
    0,
  ],
  ['what four lines do not take is left out and noted', '1\n2\n3\n4\n5', ['1', '2', '3', '4'], 1],
  ['a word longer than a line is shortened and noted', 'x'.repeat(50), ['x'.repeat(40)], 1],
  ['no address is no line', null, [], 0],
])('address: %s', (_rule, address, lines, noted) => {
  const { draft, notes } = supplierTexts({ ...vendor, address });
  expect(draft.addressLines).toEqual(lines);
  expect(notes).toHaveLength(noted);
});
