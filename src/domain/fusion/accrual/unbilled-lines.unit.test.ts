import { compileMapping } from '../../coding/resolve-coding';
import { billed, changeOrderLine, item, requisition } from '../../procore/procore-documents.fixture';
import {
  caseA,
  combination,
  costAccount,
  order,
  orderLine,
  retainagePayable,
  type Situation,
} from '../requisition/planner.fixture';
import { accrualAccount, accrued, situation, Walk } from './accrual-walk.fixture';

test.each([
  [
    'accrued at receipt',
    order({ lines: [{ ...orderLine('1'), schedules: [{ ...orderLine('1').schedules[0]!, accruesAtReceipt: true }] }] }),
    [],
  ],
  [
    'on the account that its order has',
    order({
      lines: [{ ...orderLine('1'), schedules: [{ ...orderLine('1').schedules[0]!, accounts: ['101.20.60530.000'] }] }],
    }),
    ['101.20.60530.000', accrualAccount, retainagePayable],
  ],
])('a line of an order is %s', (_what, own, accounts) => {
  const lines = new Walk({ ...situation, order: own }).post().flatMap(([, , all]) => all);
  expect(lines.map(([account]) => account)).toEqual(accounts);
});

test('without an order the mapping says on which account, else the requisition is listed', () => {
  const mapping = compileMapping([
    {
      project: '*',
      subJob: '*',
      costCode: '26-010',
      costType: 'S',
      target: { entity: '101', department: '10', account: '60530', subAccount: '000' },
    },
  ] as never);
  const without = (more: object): Situation => ({
    ...situation,
    wanted: { ...situation.wanted, ordered: undefined as never, ...more },
  });
  expect(new Walk(without({ mapping })).post()).toEqual([accrued]);
  expect(new Walk(without({})).told()).toEqual(['unmappedCostCode person wbs_code']);
});

test.each([
  ['a pure release', requisition([billed('26-010.S', '1', '10000.00', '1000.00', '0.00', '400.00')], '9000.00'), []],
  [
    'a credit with its retainage',
    requisition([billed('26-010.S', '1', '8000.00', '1000.00', '-200.00')], '9000.00'),
    [
      [costAccount, '-2000.00'],
      [accrualAccount, '1800.00'],
      [retainagePayable, '200.00'],
    ],
  ],
])('%s', (_what, own, lines) => {
  expect(new Walk({ ...situation, requisition: own }).post().flatMap(([, , all]) => all)).toEqual(lines);
});

test('each company answers its own lines with its balancing segment', () => {
  const own = requisition(
    [billed('26-010.S', '1', '500.00', '0.00', '50.00'), billed('26-010.S', '2', '300.00', '0.00', '0.00')],
    '0.00',
  );
  const lines = [
    orderLine('1'),
    { ...orderLine('2'), schedules: [{ ...orderLine('2').schedules[0]!, accounts: ['102.10.60530.000'] }] },
  ];
  const walk = new Walk({
    ...situation,
    requisition: own,
    wanted: { ...situation.wanted, previousRequisition: null },
    order: order({ lines }),
  });
  expect(walk.post()[0]?.[2]).toEqual([
    [costAccount, '500.00'],
    ['102.10.60530.000', '300.00'],
    [accrualAccount, '-450.00'],
    [retainagePayable, '-50.00'],
    ['102.10.22000.000', '-300.00'],
  ]);
});

test('a change order that is billed as a whole is accrued by its lines, to the cent', () => {
  const whole = item('', {
    ...{ itemType: 'whole_change_order_item', lineItemId: null, changeOrderPackageId: '9001', id: '77' },
    ...{ scheduledValue: '300.00', totalCompletedAndStoredToDate: '100.00' },
  });
  const lines = [1, 2, 3].map((number) => changeOrderLine(String(number), '26-010.S', '100.00', number));
  const mapping = compileMapping([
    {
      project: '*',
      subJob: '*',
      costCode: '26-010',
      costType: 'S',
      target: { entity: '101', department: '10', account: '60530', subAccount: '000' },
    },
  ] as never);
  const walk = new Walk({
    requisition: requisition([whole], '0.00'),
    wanted: { previousRequisition: null, changeOrderLines: { '77': lines }, mapping, ordered: undefined as never },
  });
  expect(walk.post()[0]?.[2].map(([, amount]) => amount)).toEqual(['33.33', '33.33', '33.34', '-100.00']);
  expect(walk.plan().steps).toHaveLength(1);
});

test('of a commitment that is older than going live nothing is accrued before a person has chosen, nor where it is left alone', () => {
  const older = (choice: 'undecided' | 'leave'): Walk =>
    new Walk({ ...situation, wanted: { ...situation.wanted, atGoLive: { choice } } });
  expect(older('undecided').told()).toEqual(['openingBalance person commitment']);
  expect(older('leave').post()).toEqual([]);
});

test('checks 1 to 4 are asked for and no others', () => {
  const over = {
    ...situation.requisition,
    items: situation.requisition.items.map((one) => ({ ...one, scheduledValue: '1.00' })),
  };
  expect(new Walk({ ...situation, requisition: over }).post()).toEqual([accrued]);
  const certificate = {
    ...situation.requisition,
    summary: { ...situation.requisition.summary, currentPaymentDue: '9010.00' },
  };
  expect(new Walk({ ...situation, requisition: certificate }).told()).toContainEqual(
    expect.stringContaining('amountsDiffer person'),
  );
});

test.each([
  [
    'a combination is missing',
    { combinations: { [accrualAccount]: null } },
    ['accountMissing person DistributionCombination'],
  ],
  [
    'a combination is in force later',
    { combinations: { [costAccount]: combination(costAccount, { startDate: '2026-11-01' }) } },
    ['accountInactive person EndDateActive'],
  ],
  [
    'it is in another currency',
    { requisition: { ...caseA.requisition, currency: { ...caseA.requisition.currency, iso: 'CAD' } } },
    ['currency person currency_configuration.currency_iso_code'],
  ],
  ['its company has no retainage account', { settings: { companies: {} } }, ['retainageSetup person companies.101']],
] as const)('where %s, nothing is sent', (_what, given, told) => {
  expect(new Walk({ ...situation, ...given }).told()).toEqual(told);
});
