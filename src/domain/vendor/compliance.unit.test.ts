import { complianceBreaches, type KnownInsurances, type VendorInsurance } from './compliance';

const day = '2026-11-05';

function insurance(fields: Partial<VendorInsurance>): VendorInsurance {
  return {
    ...{ type: 'General Liability', status: 'compliant', effectiveDate: '2025-12-01', expirationDate: '2026-12-01' },
    ...{ isExempt: false, ...fields },
  };
}

const says = (insurances: readonly VendorInsurance[], on = day) =>
  complianceBreaches(['expiredInsurance'], { insurances: { insurances } }, on).map((one) => one.says);

describe('an insurance covers a day', () => {
  test.each<[string, Partial<VendorInsurance>, string[]]>([
    ['within its dates', {}, []],
    ['on its last day', { expirationDate: day }, []],
    ['on its first day', { effectiveDate: day }, []],
    ['without dates', { effectiveDate: null, expirationDate: null, status: null }, []],
    ['that nobody has looked at', { status: 'undecided' }, []],
    ['that the vendor need not have', { isExempt: true, status: 'expired', expirationDate: '2020-01-01' }, []],
    [
      'of which the date has passed, whatever its status',
      { expirationDate: '2026-11-04' },
      ['General Liability expired on 2026-11-04'],
    ],
    ['that begins later', { effectiveDate: '2026-11-06' }, ['General Liability begins on 2026-11-06']],
    ['marked as expired before its date', { status: 'expired' }, ['General Liability is marked as expired']],
    [
      'that was found wanting',
      { status: 'non_compliant_in_progress' },
      ['General Liability has the status non_compliant_in_progress'],
    ],
    ['of a status that is not known', { status: 'on_fire' }, ['General Liability has the status on_fire']],
  ])('%s', (_, fields, expected) => {
    expect(says([insurance(fields)])).toEqual(expected);
  });
});

test('a renewal beside what it follows is in force, in whatever case its type is written', () => {
  const old = insurance({ expirationDate: '2026-10-31', status: 'expired' });
  expect(says([old, insurance({ type: ' general liability', effectiveDate: '2026-11-01' })])).toEqual([]);
  expect(says([old, insurance({ type: 'Automobile' })])).toEqual(['General Liability expired on 2026-10-31']);
});

test('of several of a type that are over the newest is told, and each type that lacks one', () => {
  expect(
    says([
      insurance({ expirationDate: '2024-10-31' }),
      insurance({ expirationDate: '2026-10-31' }),
      insurance({ type: null, expirationDate: '2026-09-30' }),
    ]),
  ).toEqual(['General Liability expired on 2026-10-31', 'an insurance without a type expired on 2026-09-30']);
});

test('what was in order is not any more once its last day is over, without another look', () => {
  const seen = [insurance({ expirationDate: '2026-11-05' })];
  expect(says(seen, '2026-11-05')).toEqual([]);
  expect(says(seen, '2026-11-06')).toEqual(['General Liability expired on 2026-11-05']);
});

test('no insurance at all breaks the requirement for one alone, and what cannot be seen breaks both', () => {
  const of = (insurances: KnownInsurances | undefined) =>
    complianceBreaches(['expiredInsurance', 'missingInsurance'], { insurances }, day).map((one) => one.requirement);
  expect(of({ insurances: [] })).toEqual(['missingInsurance']);
  expect(of({ insurances: [insurance({ status: 'expired' })] })).toEqual(['expiredInsurance']);
  expect(of({ unknown: 'the service account may not see them' })).toEqual(['expiredInsurance', 'missingInsurance']);
  expect(of(undefined)).toEqual(['expiredInsurance', 'missingInsurance']);
});

test('a tax id is missing only where the ERP shows that there is none; what does not count is not asked', () => {
  const of = (hasTaxId: boolean | undefined) => complianceBreaches(['missingTaxId'], { hasTaxId }, day).length;
  expect([of(false), of(true), of(undefined)]).toEqual([1, 0, 0]);
  expect(complianceBreaches([], { insurances: { insurances: [] }, hasTaxId: false }, day)).toEqual([]);
});
