import { changeOrderLine, billed, history, item, requisition } from '../../procore/procore-documents.fixture';
import { sum } from '../../money/money';
import { invoiceEntries } from '../kinds/invoice';
import {
  costAccount,
  invoiceOf,
  order,
  ordered,
  orderLine,
  planned,
  problemsOf,
  retainagePayable,
  type Situation,
} from './planner.fixture';

/** What the invoice comes to on each order line or account, and what is paid. */
function invoiced(given: Situation) {
  const draft = invoiceOf(given);
  const onAccounts = (account: string): string =>
    sum(
      invoiceEntries(draft)
        .filter((one) => one.account === account)
        .map(({ amount }) => amount),
    );
  return {
    type: draft.type,
    amount: draft.amount,
    lines: draft.lines.map((line) =>
      line.role === 'matched' ? `${line.orderLine}: ${line.amount}` : `${line.account}: ${line.amount}`,
    ),
    cost: onAccounts(costAccount),
    retainage: onAccounts(retainagePayable),
  };
}

test('A: progress with 10 % retainage', () => {
  const given: Situation = {
    requisition: requisition([billed('26-010.S', '1', '20000.00', '1000.00', '1000.00')], '9000.00'),
    history: history('9000.00', { 'contract_item:1': ['10000.00', '1000.00'] }),
  };
  expect(invoiced(given)).toEqual({
    type: 'Standard',
    amount: '9000.00',
    lines: ['1: 10000.00', `${retainagePayable}: -1000.00`],
    cost: '10000',
    retainage: '-1000',
  });
});

const caseB = [
  billed('03-300.S', '1', '10000.00', '400.00', '600.00'),
  item('05-120.M', {
    lineItemId: '2',
    totalCompletedAndStoredToDate: '2500.00',
    materialsPresentlyStored: '2500.00',
    materialsStoredRetainageCurrentlyRetained: '250.00',
  }),
];

test('B: two codes and stored materials', () => {
  const given: Situation = {
    requisition: requisition(caseB, '3600.00'),
    history: history('3600.00', { 'contract_item:1': ['4000.00', '400.00'] }),
  };
  expect(invoiced(given)).toMatchObject({
    amount: '7650.00',
    lines: ['1: 6000.00', '2: 2500.00', `${retainagePayable}: -850.00`],
  });
});

test.each([
  [
    'moved by Procore',
    {
      workCompletedFromPreviousApplication: '2500.00',
      workCompletedThisPeriod: '500.00',
      workCompletedRetainageFromPreviousApplication: '250.00',
      workCompletedRetainageRetainedThisPeriod: '50.00',
    },
  ],
  ['by hand', { workCompletedThisPeriod: '3000.00', workCompletedRetainageRetainedThisPeriod: '300.00' }],
])('C: the stored materials of B are used, %s', (_name, fields) => {
  const items = [
    billed('03-300.S', '1', '10000.00', '1000.00', '0.00'),
    item('05-120.M', { lineItemId: '2', totalCompletedAndStoredToDate: '3000.00', ...fields }),
  ];
  const given: Situation = {
    requisition: requisition(items, '11250.00'),
    history: history('11250.00', {
      'contract_item:1': ['10000.00', '1000.00'],
      'contract_item:2': ['2500.00', '250.00'],
    }),
  };
  expect(invoiced(given)).toMatchObject({ amount: '450.00', lines: ['2: 500.00', `${retainagePayable}: -50.00`] });
});

describe('D: a whole change order', () => {
  const whole = (total: string, before: string, held: string) =>
    item('', {
      id: '900',
      itemType: 'whole_change_order_item',
      lineItemId: null,
      changeOrderPackageId: '99120',
      scheduledValue: '12000.00',
      totalCompletedAndStoredToDate: total,
      workCompletedRetainageFromPreviousApplication: before,
      workCompletedRetainageRetainedThisPeriod: held,
    });
  // Two of its lines have one code: each is an order line of its own all the same.
  const lines = [
    changeOrderLine('71', '03-300.S', '10000.00', 1),
    changeOrderLine('72', '03-300.S', '5000.00', 2),
    changeOrderLine('73', '05-120.M', '-3000.00', 3),
  ];
  const common: Partial<Situation> = {
    wanted: {
      changeOrderLines: { '900': lines },
      ordered: ordered(['change_order_item:71', 'change_order_item:72', 'change_order_item:73']),
    },
    order: order({ lines: [orderLine('1'), orderLine('2'), orderLine('3', { ordered: '-3000' })] }),
  };

  test('is billed 50 % by its lines', () => {
    const given = {
      ...common,
      requisition: requisition([whole('6000.00', '0.00', '600.00')], '0.00', {
        number: 1,
        previousRequisitionId: null,
      }),
    };
    expect(invoiced(given)).toMatchObject({
      amount: '5400.00',
      lines: ['1: 5000.00', '2: 2500.00', '3: -1500.00', `${retainagePayable}: -600.00`],
    });
  });

  test('is billed to 100 % to the cent of each line, whatever rounding left before', () => {
    const key = 'whole_change_order_item:99120';
    const given = {
      ...common,
      requisition: requisition([whole('12000.00', '600.00', '600.00')], '5400.00'),
      history: history('5400.00', {
        [`${key}/line-71`]: ['5000.00', '500.00'],
        [`${key}/line-72`]: ['2500.01', '250.00'],
        [`${key}/line-73`]: ['-1500.01', '-150.00'],
      }),
    };
    expect(invoiced(given)).toMatchObject({
      lines: ['1: 5000.00', '2: 2499.99', '3: -1499.99', `${retainagePayable}: -600.00`],
    });
  });
});

test('E: a release is one line on the account, and bills no order line', () => {
  const given: Situation = {
    requisition: requisition([billed('26-010.S', '1', '50000.00', '5000.00', '0.00', '3200.00')], '45000.00', {
      invoiceType: 'retainage_release',
    }),
    history: history('45000.00', { 'contract_item:1': ['50000.00', '5000.00'] }),
    order: order({ status: 'CLOSED' }),
  };
  expect(invoiced(given)).toMatchObject({
    type: 'Standard',
    amount: '3200.00',
    lines: [`${retainagePayable}: 3200.00`],
  });
});

describe('F: deductive', () => {
  const given: Situation = {
    requisition: requisition(
      [
        billed('26-010.S', '1', '15000.00', '1000.00', '500.00'),
        item('26-020.S', {
          itemType: 'change_order_item',
          lineItemId: '77',
          scheduledValue: '-5000.00',
          totalCompletedAndStoredToDate: '-3200.00',
          workCompletedRetainageFromPreviousApplication: '-200.00',
          workCompletedRetainageRetainedThisPeriod: '-120.00',
        }),
      ],
      '7200.00',
    ),
    history: history('7200.00', {
      'contract_item:1': ['10000.00', '1000.00'],
      'change_order_item:77': ['-2000.00', '-200.00'],
    }),
    wanted: { ordered: ordered(['contract_item:1', 'change_order_item:77']) },
    order: order({ lines: [orderLine('1'), orderLine('2', { ordered: '-5000' })] }),
    billing: { invoices: [] },
  };

  test('both signs stand on one invoice where the pod takes them', () => {
    expect(invoiced(given)).toMatchObject({
      amount: '3420.00',
      lines: ['1: 5000.00', '2: -1200.00', `${retainagePayable}: -380.00`],
    });
  });

  test('and it is held before anything is sent where nobody said so', () => {
    expect(problemsOf({ ...given, settings: { mixedSigns: 'refused' } })).toMatchObject([
      { reason: 'creditSetup', field: 'posting.mixedSigns' },
    ]);
  });
});

test('G: what does not add up is held with both numbers, and nothing is posted', () => {
  const own = requisition([billed('26-010.S', '1', '20000.00', '1000.00', '1000.00')], '9000.00', {
    summary: { currentPaymentDue: '9010.00' },
  });
  const [problem] = problemsOf({
    requisition: own,
    history: history('9000.00', { 'contract_item:1': ['10000.00', '1000.00'] }),
  });
  expect(problem).toMatchObject({ reason: 'amountsDiffer', value: '9010.00' });
  expect(problem?.message).toMatch(/9,?010\.00.*9,?000\.00/);
});

test('H: changed after posting, the plan is another one: what stands is compared with it', () => {
  const of = (total: string, held: string) =>
    invoiceOf({
      requisition: requisition([billed('26-010.S', '1', total, '0.00', held)], '0.00', {
        number: 1,
        previousRequisitionId: null,
      }),
    });
  const [before, after] = [invoiceEntries(of('10000.00', '1000.00')), invoiceEntries(of('9000.00', '900.00'))];
  const by = (account: string): readonly string[] =>
    [before, after].map((entries) => sum(entries.filter((one) => one.account === account).map(({ amount }) => amount)));
  expect(by(costAccount)).toEqual(['10000', '9000']);
  expect(by(retainagePayable)).toEqual(['-1000', '-900']);
});

test('the invoice is made, settled within its own activity, and validated when it stands settled', () => {
  const given: Situation = {
    requisition: requisition([billed('26-010.S', '1', '20000.00', '1000.00', '1000.00')], '9000.00'),
    history: history('9000.00', { 'contract_item:1': ['10000.00', '1000.00'] }),
  };
  expect(
    planned(given).steps.map(({ id, kind, within, after, until }) => ({ id, kind, within, after, until })),
  ).toEqual([
    { id: 'voucher', kind: 'invoice', within: undefined, after: undefined, until: undefined },
    { id: 'settleInvoice', kind: 'invoiceSettlement', within: 'voucher', after: undefined, until: 'delivered' },
    {
      id: 'validateInvoice',
      kind: 'invoiceValidation',
      within: undefined,
      after: { step: 'voucher', stage: 'delivered' },
      until: 'vouchered',
    },
  ]);
  expect(planned(given).head).toMatchObject({
    company: '101',
    supplier: '1252',
    facts: { 'invoice number': 'ABC-1234' },
  });
});
