import { accountName } from '../account';
import { differenceByAccount } from '../../posting/plan/difference-by-account';
import {
  billed,
  changeOrderLine,
  history,
  item,
  noHistory,
  requisition,
} from '../../procore/procore-documents.fixture';
import { erpAccount, planFacts, settings } from './plan.fixture';
import { planRequisition } from './plan-requisition';
import type { PlanFacts } from './plan-facts';
import type { RequisitionPlan } from './requisition-plan';

function plan(fields: Partial<PlanFacts>): RequisitionPlan {
  const result = planRequisition(planFacts(fields));
  if ('problems' in result) throw new Error(result.problems.map((problem) => problem.message).join('\n'));
  return result.plan;
}

/** An accountant's view: what is ordered, what is owed, and to which accounts. */
function books(result: RequisitionPlan) {
  const name = (account: { businessUnit: string; object: string; subsidiary: string }) => accountName(account);
  return {
    order: result.order?.lines.map((line) => [name(line.account), line.amount]) ?? null,
    voucher: result.voucher?.total ?? null,
    distribution: result.voucher?.distribution.map((line) => [name(line.account), line.amount]) ?? null,
  };
}

const negative = { ...settings, negativeOrderLines: true };

test('A: progress with 10 % retainage', () => {
  const result = plan({
    requisition: requisition([billed('26-010.S', '1', '20000.00', '1000.00', '1000.00')], '9000.00'),
    history: history('9000.00', { 'contract_item:1': ['10000.00', '1000.00'] }),
  });
  expect(books(result)).toEqual({
    order: [['4411.1340.26010', '10000.00']],
    voucher: '9000.00',
    distribution: [
      ['4411.1340.26010', '10000.00'],
      ['200.4110', '-1000.00'],
    ],
  });
  expect(result.totals).toEqual({
    gross: '10000.00',
    retained: '1000.00',
    released: '0.00',
    netRetainage: '1000.00',
    payable: '9000.00',
    tax: '0.00',
    rounding: '0',
  });
});

test('B: two codes and stored materials', () => {
  const result = plan({
    requisition: requisition(
      [
        billed('03-300.S', '1', '10000.00', '400.00', '600.00'),
        item('05-120.M', {
          lineItemId: '2',
          totalCompletedAndStoredToDate: '2500.00',
          materialsPresentlyStored: '2500.00',
          materialsStoredRetainageCurrentlyRetained: '250.00',
        }),
      ],
      '3600.00',
    ),
    history: history('3600.00', { 'contract_item:1': ['4000.00', '400.00'] }),
  });
  expect(books(result)).toEqual({
    order: [
      ['4411.1340.03300', '6000.00'],
      ['4411.1320.05120', '2500.00'],
    ],
    voucher: '7650.00',
    distribution: [
      ['4411.1340.03300', '6000.00'],
      ['4411.1320.05120', '2500.00'],
      ['200.4110', '-850.00'],
    ],
  });
});

describe('C: the stored materials of B are used', () => {
  const before = history('11250.00', {
    'contract_item:1': ['10000.00', '1000.00'],
    'contract_item:2': ['2500.00', '250.00'],
  });
  test.each([
    [
      'moved by Procore',
      {
        workCompletedFromPreviousApplication: '2500.00',
        workCompletedThisPeriod: '500.00',
        materialsMoved: '2500.00',
        workCompletedRetainageFromPreviousApplication: '250.00',
        workCompletedRetainageRetainedThisPeriod: '50.00',
      },
    ],
    [
      'by hand',
      {
        workCompletedFromPreviousApplication: '0.00',
        workCompletedThisPeriod: '3000.00',
        workCompletedRetainageRetainedThisPeriod: '300.00',
      },
    ],
  ])('%s', (_, work) => {
    const result = plan({
      requisition: requisition(
        [
          billed('03-300.S', '1', '10000.00', '1000.00', '0.00'),
          item('05-120.M', {
            lineItemId: '2',
            totalCompletedAndStoredToDate: '3000.00',
            materialsPresentlyStored: '0.00',
            materialsPresentlyStoredFromPreviousProgress: '2500.00',
            ...work,
          }),
        ],
        '11250.00',
      ),
      history: before,
    });
    expect(books(result)).toEqual({
      order: [['4411.1320.05120', '500.00']],
      voucher: '450.00',
      distribution: [
        ['4411.1320.05120', '500.00'],
        ['200.4110', '-50.00'],
      ],
    });
    expect(result.totals).toMatchObject({ retained: '50.00', released: '0.00' });
    expect(result.notes).toEqual([]);
  });
});

describe('D: a whole change order over three codes', () => {
  const row = (total: string, before: string, now: string) =>
    item('', {
      id: '900',
      itemType: 'whole_change_order_item',
      lineItemId: null,
      changeOrderPackageId: '77',
      scheduledValue: '12000.00',
      totalCompletedAndStoredToDate: total,
      workCompletedRetainageFromPreviousApplication: before,
      workCompletedRetainageRetainedThisPeriod: now,
    });
  const changeOrderLines = {
    '900': [
      changeOrderLine('1', '26-010.S', '10000.00', 1),
      changeOrderLine('2', '03-300.S', '5000.00', 2),
      changeOrderLine('3', '05-120.M', '-3000.00', 3),
    ],
  };
  const posted = {
    order: [
      ['4411.1340.26010', '5000.00'],
      ['4411.1340.03300', '2500.00'],
      ['4411.1320.05120', '-1500.00'],
    ],
    voucher: '5400.00',
    distribution: [
      ['4411.1340.26010', '5000.00'],
      ['4411.1340.03300', '2500.00'],
      ['4411.1320.05120', '-1500.00'],
      ['200.4110', '-600.00'],
    ],
  };

  test('billed 50 %', () => {
    const result = plan({
      requisition: requisition([row('6000.00', '0.00', '600.00')], '0.00', { number: 1, previousRequisitionId: null }),
      history: noHistory,
      changeOrderLines,
      settings: negative,
    });
    expect(books(result)).toEqual(posted);
    expect(result.lines.map((line) => line.itemKey)).toEqual([
      'whole_change_order_item:77/26-010.S',
      'whole_change_order_item:77/03-300.S',
      'whole_change_order_item:77/05-120.M',
    ]);
  });

  test('then 100 %', () => {
    const result = plan({
      requisition: requisition([row('12000.00', '600.00', '600.00')], '5400.00'),
      history: history('5400.00', {
        'whole_change_order_item:77/26-010.S': ['5000.00', '500.00'],
        'whole_change_order_item:77/03-300.S': ['2500.00', '250.00'],
        'whole_change_order_item:77/05-120.M': ['-1500.00', '-150.00'],
      }),
      changeOrderLines,
      settings: negative,
    });
    expect(books(result)).toEqual(posted);
  });

  test('then 100 %, after an opening balance that knows it only as a whole', () => {
    const result = plan({
      requisition: requisition([row('12000.00', '600.00', '600.00')], '5400.00'),
      history: history('5400.00', { 'whole_change_order_item:77': ['6000.00', '600.00'] }),
      changeOrderLines,
      settings: negative,
    });
    expect(books(result)).toEqual(posted);
  });
});

const release = {
  requisition: requisition([billed('26-010.S', '1', '50000.00', '5000.00', '0.00', '3200.00')], '45000.00', {
    invoiceType: 'retainage_release',
  }),
  history: history('45000.00', { 'contract_item:1': ['50000.00', '5000.00'] }),
};

test('E: a retainage release orders nothing and pays the retainage', () => {
  expect(books(plan(release))).toEqual({
    order: null,
    voucher: '3200.00',
    distribution: [['200.4110', '3200.00']],
  });
  expect(plan(release).totals).toMatchObject({
    gross: '0.00',
    netRetainage: '-3200.00',
    released: '3200.00',
    retained: '0.00',
  });
});

test('E with AP posting off posts nothing', () => {
  const result = plan({ ...release, settings: { ...settings, apPosting: false } });
  expect([result.order, result.voucher, result.journal]).toEqual([null, null, null]);
});

test('F: a deductive change order', () => {
  const result = plan({
    requisition: requisition(
      [
        billed('26-010.S', '1', '5000.00', '0.00', '500.00'),
        {
          ...billed('03-300.S', '2', '-1200.00', '0.00', '-120.00'),
          itemType: 'change_order_item',
          scheduledValue: '-1200.00',
        },
      ],
      '0.00',
      { number: 1, previousRequisitionId: null },
    ),
    settings: negative,
  });
  expect(books(result)).toEqual({
    order: [
      ['4411.1340.26010', '5000.00'],
      ['4411.1340.03300', '-1200.00'],
    ],
    voucher: '3420.00',
    distribution: [
      ['4411.1340.26010', '5000.00'],
      ['4411.1340.03300', '-1200.00'],
      ['200.4110', '-380.00'],
    ],
  });
});

test('G: what does not add up is held with both numbers', () => {
  const result = planRequisition(
    planFacts({
      requisition: requisition([billed('26-010.S', '1', '10000.00', '0.00', '1000.00')], '0.00', {
        number: 1,
        previousRequisitionId: null,
        summary: { currentPaymentDue: '9010.00' },
      }),
    }),
  );
  if (!('problems' in result)) throw new Error('expected a hold');
  expect(result.problems).toHaveLength(1);
  expect(result.problems[0]).toMatchObject({
    reason: 'amountsDiffer',
    kind: 'person',
    field: 'summary.current_payment_due',
  });
  expect(result.problems[0]!.message).toContain('9,000.00');
  expect(result.problems[0]!.message).toContain('9,010.00');
});

test('H: a change after posting differs by account', () => {
  const distribution = (gross: string, retained: string) => [
    { account: '4411.1340.26010', amount: gross },
    { account: '200.4110', amount: retained },
  ];
  expect(differenceByAccount(distribution('10000.00', '-1000.00'), distribution('9000.00', '-900.00'))).toEqual([
    { account: '200.4110', before: '-1000', after: '-900', difference: '100' },
    { account: '4411.1340.26010', before: '10000', after: '9000', difference: '-1000' },
  ]);
});

test('H: its adjustment carries a number of its own', () => {
  const facts = planFacts({
    requisition: requisition([billed('26-010.S', '1', '9000.00', '0.00', '900.00')], '0.00', {
      number: 1,
      previousRequisitionId: null,
    }),
    revision: 2,
    accounts: [erpAccount('4411.1340.26010'), erpAccount('200.4110')],
  });
  const result = planRequisition(facts);
  if (!('plan' in result)) throw new Error('expected a plan');
  expect(result.plan.invoiceNumber.sent).toBe('ABC-1234-R2');
});
