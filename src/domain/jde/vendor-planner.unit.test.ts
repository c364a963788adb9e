import { PostedEffects } from '../posting/books/posted-effects';
import type { PlannerInput } from '../posting/plan/planner';
import type { VendorWanted } from '../vendor/vendor-wanted';
import { nothingRead } from './requisition/planner.fixture';
import { jdeVendorPlanner } from './vendor-planner';

const vendor = {
  id: '8881212',
  name: "Ernie's Electrical",
  legalName: null,
  address: '1 Main St',
  city: 'Boston',
  stateCode: 'MA',
  zip: '02101',
  countryCode: 'US',
  businessPhone: null,
  faxNumber: null,
  emailAddress: 'ap@example.com',
  businessRegister: { identifier: '12-3456789' },
};
const input: PlannerInput<VendorWanted> = {
  wanted: { partyId: 'p1', vendor },
  effects: new PostedEffects([]),
  decisions: [],
  facts: nothingRead,
  settings: {},
  today: '2026-11-05',
};

test('a vendor comes to one supplier, named by its id in Procore; what Procore left out is empty', () => {
  const result = jdeVendorPlanner(input);
  expect('plan' in result ? result.plan.steps : result).toEqual([
    {
      id: 'vendor',
      step: 'vendor',
      kind: 'supplier',
      system: 'jde',
      subject: 'vendor:p1',
      draft: {
        kind: 'vendor',
        sourceKey: '8881212',
        name: "Ernie's Electrical",
        mailingName: "Ernie's Electrical",
        taxId: '12-3456789',
        addressLines: ['1 Main St'],
        city: 'Boston',
        state: 'MA',
        postalCode: '02101',
        country: 'US',
        phone: '',
        fax: '',
        email: 'ap@example.com',
        currency: '',
      },
      entries: [],
      asks: ['live'],
    },
  ]);
});

const change = { supplier: '8001', confirmedAt: '2026-11-05T10:00:00Z' };

test('of a vendor that has a supplier only what a person confirmed is set, with the address by its lines', () => {
  const fields = {
    name: "Ernie's Electric",
    address: `Suite 12 of the second building behind\n${'North '.repeat(8)}Road`,
  };
  const result = jdeVendorPlanner({ ...input, wanted: { partyId: 'p1', vendor, change: { ...change, fields } } });
  expect('plan' in result ? result.plan.steps : result).toEqual([
    {
      ...{ id: 'vendorChange', step: 'vendorChange', kind: 'supplierChange', system: 'jde', subject: 'vendor:p1' },
      draft: {
        ...{ kind: 'supplierChange', ...change, fields },
        addressLines: [
          'Suite 12 of the second building behind',
          'North North North North North North',
          'North North Road',
        ],
      },
      ...{ entries: [], asks: ['live'] },
    },
  ]);
});

test.each([
  [{ name: 'N'.repeat(41) }, 'F0111.MLNM'],
  [{ phone: '5'.repeat(21) }, 'F0115.PH1'],
  [{ city: 'C'.repeat(26) }, 'F0116.CTY1'],
  [{ address: 'a\nb\nc\nd\ne' }, 'F0116.ADD4'],
])('what would be cut is not written at all: %j', (fields, column) => {
  const result = jdeVendorPlanner({ ...input, wanted: { partyId: 'p1', vendor, change: { ...change, fields } } });
  expect(result).toMatchObject({ problems: [{ reason: 'doesNotFit', field: column }] });
});

test('of a vendor that is gone nothing is planned', () => {
  expect(jdeVendorPlanner({ ...input, wanted: null })).toEqual({ problems: [], choices: [] });
});
