import { array, assert, integer, property, record } from 'fast-check';
import { cents, text } from '../money/cents.fixture';
import { billed, history, item, noHistory, requisition } from '../procore/procore-documents.fixture';
import { requisitionAmounts } from './requisition-amounts';

const first = { number: 1, previousRequisitionId: null };
const progress = billed('26-010.S', '1', '20000.00', '1000.00', '1000.00');
const booked = history('9000.00', { 'contract_item:1': ['10000.00', '1000.00'] });

function amountsOf(
  document: ReturnType<typeof requisition>,
  past = booked,
  previousRequisition: ReturnType<typeof requisition> | null = null,
) {
  return requisitionAmounts({ requisition: document, history: past, previousRequisition, currency: 'USD' });
}

function reasonsOf(...input: Parameters<typeof amountsOf>) {
  return amountsOf(...input).problems.map((problem) => `${problem.reason} ${problem.facts?.check ?? problem.field}`);
}

test('a requisition that adds up has no problems', () => {
  expect(reasonsOf(requisition([progress], '9000.00'))).toEqual([]);
});

describe('each check holds back by itself and shows both sides', () => {
  test.each([
    ['1', { totalEarnedLessRetainage: '18000.02', currentPaymentDue: '9000.02' }, 'amountsDiffer 1'],
    ['2', { currentPaymentDue: '9000.02' }, 'amountsDiffer 2'],
    ['3', { totalRetainage: '2000.02' }, 'amountsDiffer 3'],
    ['3, retainage missing', { totalRetainage: null }, 'amountsDiffer 3'],
    ['4', { totalCompletedAndStoredToDate: '20000.02' }, 'amountsDiffer 4'],
    ['6', { contractSumToDate: '19999.98' }, 'overContract 6'],
    ['6, contract sum missing', { contractSumToDate: null }, 'overContract 6'],
  ])('check %s', (_, summary, expected) => {
    const result = amountsOf(requisition([progress], '9000.00', { summary }));
    expect(result.problems.map((problem) => `${problem.reason} ${problem.facts?.check ?? ''}`)).toEqual([expected]);
    expect(result.problems[0]!.facts).toMatchObject({ left: expect.any(String), right: expect.any(String) });
  });

  test('check 5', () => {
    const [problem] = amountsOf(
      requisition([progress], '9000.00'),
      history('8999.00', { 'contract_item:1': ['10000.00', '1000.00'] }),
    ).problems;
    expect(problem).toMatchObject({ reason: 'amountsDiffer', kind: 'person', facts: { check: '5' } });
    expect(problem!.message).toMatch(/9,000\.00.*8,999\.00/);
  });
});

test.each(['totalEarnedLessRetainage', 'lessPreviousCertificatesForPayment', 'currentPaymentDue'] as const)(
  'a missing %s is named',
  (field) => {
    const { problems } = amountsOf(requisition([progress], '9000.00', { summary: { [field]: null } }));
    expect(problems.map((problem) => [problem.reason, problem.value])).toContainEqual(['amountsDiffer', '']);
  },
);

test('one smallest unit in all is a rounding difference, not a problem', () => {
  const result = amountsOf(
    requisition([progress], '9000.00', {
      summary: { totalEarnedLessRetainage: '18000.01', currentPaymentDue: '9000.01' },
    }),
  );
  expect([result.problems, result.totals.rounding, result.totals.payable]).toEqual([[], '0.01', '9000']);
});

describe('the tolerance is one smallest unit in all, however many lines there are', () => {
  const items = ['1', '2', '3'].map((line) => billed('26-010.S', line, '1000.00', '0.00', '100.00'));
  const before = history('900.00', {
    'contract_item:1': ['500.00', '50.00'],
    'contract_item:2': ['500.00', '50.00'],
    'contract_item:3': ['0.00', '0.00'],
  });
  const off = (amount: string, cents: number): string => text(BigInt(amount.replace('.', '')) + BigInt(cents));
  const sums: [string, (cents: number) => Record<string, string>][] = [
    ['1', (by) => ({ totalEarnedLessRetainage: off('2700.00', by), currentPaymentDue: off('1800.00', by) })],
    ['2', (by) => ({ currentPaymentDue: off('1800.00', by) })],
    ['3', (by) => ({ totalRetainage: off('300.00', by) })],
    ['4', (by) => ({ totalCompletedAndStoredToDate: off('3000.00', by) })],
  ];

  test.each(sums)('check %s', (check, summary) => {
    const checked = (by: number): string[] => reasonsOf(requisition(items, '900.00', { summary: summary(by) }), before);
    for (const by of [1, -1]) expect(checked(by)).toEqual([]);
    for (const by of [2, -2]) expect(checked(by)).toEqual([`amountsDiffer ${check}`]);
  });

  test('check 5, in all', () => {
    const checked = (certified: string): string[] => reasonsOf(requisition(items, '900.00'), { ...before, certified });
    expect([checked('900.01'), checked('899.99')]).toEqual([[], []]);
    expect([checked('900.02'), checked('899.98')]).toEqual([['amountsDiffer 5'], ['amountsDiffer 5']]);
  });

  test('check 5, per line: a cent that was never posted on each of two lines is two cents', () => {
    const cent = (line: string) => ({ ...billed('26-010.S', line, '0.01', '0.01', '0.00') });
    const previous = (...lines: string[]) => requisition(lines.map(cent), '0.00', first);
    const checked = (...lines: string[]): string[] =>
      reasonsOf(
        requisition([...items.slice(0, 1), ...lines.map(cent)], '450.00'),
        history('450.00', { 'contract_item:1': ['500.00', '50.00'] }),
        previous(...lines),
      );
    expect(checked('2')).toEqual([]);
    expect(checked('2', '3')).toEqual(['amountsDiffer 5']);
  });
});

test('previous is what the ledger posted, whatever Procore says about the requisition before', () => {
  const before = requisition([billed('26-010.S', '1', '10000.00', '0.00', '1000.00')], '0.00', first);
  const item = { ...progress, totalCompletedAndStoredToDateFromPrevious: '10000.00' };
  const posted = history('8100.00', { 'contract_item:1': ['9000.00', '900.00'] });
  const result = amountsOf(requisition([item], '8100.00'), posted, before);
  expect(result.problems).toEqual([]);
  expect(result.items[0]).toMatchObject({ gross: '11000', netRetainage: '1100', payable: '9900' });
});

test('released stored materials lower what is withheld once, and are shown as released', () => {
  const stored = item('05-120.M', {
    totalCompletedAndStoredToDate: '2500.00',
    materialsPresentlyStored: '2500.00',
    materialsStoredRetainageCurrentlyRetained: '150.00',
    materialsStoredRetainageReleasedThisPeriod: '100.00',
  });
  const result = amountsOf(
    requisition([stored], '2250.00'),
    history('2250.00', { 'contract_item:1': ['2500.00', '250.00'] }),
  );
  expect(result.problems).toEqual([]);
  expect(result.totals).toMatchObject({
    gross: '0',
    netRetainage: '-100',
    released: '100',
    retained: '0',
    payable: '100',
  });
});

test.each([
  ['C', '9000.00'],
  ['C+T', '9500.00'],
])('a payment due of %s is recorded', (form, currentPaymentDue) => {
  const result = amountsOf(
    requisition([progress], '9000.00', { summary: { taxApplicableToThisPayment: '500.00', currentPaymentDue } }),
  );
  expect([result.problems, result.paymentDueForm, result.notes.length]).toEqual([[], form, 1]);
});

test('missing retainage fields count as 0 where total_retainage agrees, and this is noted', () => {
  const bare = { ...progress, materialsStoredRetainageCurrentlyRetained: null };
  const result = amountsOf(requisition([bare], '9000.00'));
  expect(result.problems).toEqual([]);
  expect(result.notes[0]).toContain('leave out retainage fields');
});

test('an item that had a total before and is absent now holds', () => {
  const before = history('10800.00', {
    'contract_item:1': ['10000.00', '1000.00'],
    'contract_item:2': ['2000.00', '200.00'],
  });
  const { problems } = amountsOf(requisition([progress], '10800.00'), before);
  expect(problems.find((problem) => problem.field === 'items')?.value).toBe('contract_item:2');
});

test('an item that is new since the previous requisition starts from 0', () => {
  const fresh = billed('03-300.S', '2', '500.00', '0.00', '50.00');
  const result = amountsOf(requisition([progress, fresh], '9000.00'));
  expect(result.problems).toEqual([]);
  expect(result.items[1]).toMatchObject({ gross: '500', netRetainage: '50', payable: '450' });
});

test.each([
  [{ status: 'rejected' }, 'lineRejected items.status'],
  [{ itemType: 'lump_sum_item' }, 'unknownType items.item_type'],
  [{ lineItemId: null }, 'amountsDiffer items.line_item_id'],
  [{ totalCompletedAndStoredToDate: null }, 'amountsDiffer items.total_completed_and_stored_to_date'],
  [{ scheduledValue: '19999.99' }, 'overContract 6'],
  [{ scheduledValue: '-30000.00' }, null],
  [
    { workCompletedRetainageRetainedThisPeriod: '1,000' },
    'amountsDiffer items.work_completed_retainage_retained_this_period',
  ],
])('an item with %p gives %p', (fields, expected) => {
  const whole = requisition([progress], '9000.00');
  const reasons = reasonsOf({ ...whole, items: [{ ...progress, ...fields }] });
  if (expected === null) expect(reasons).toEqual([]);
  else expect(reasons).toContain(expected);
});

test('a rejected item that bills nothing now is no problem', () => {
  const same = { ...billed('26-010.S', '1', '10000.00', '1000.00', '0.00'), status: 'rejected' };
  expect(reasonsOf(requisition([same], '9000.00'))).toEqual([]);
});

test('a deductive item may not go below its scheduled value', () => {
  const deductive = { ...billed('26-010.S', '1', '-1300.00', '0.00', '-130.00'), scheduledValue: '-1200.00' };
  expect(reasonsOf(requisition([deductive], '0.00', first), noHistory)).toEqual(['overContract 6']);
});

test.each([{ invoiceType: 'retainer' }, { invoiceType: null }, { contractInvoicingMethod: 'milestones' }])(
  'the unknown %p holds',
  (fields) => {
    expect(reasonsOf(requisition([progress], '9000.00', fields))[0]).toMatch(/^unknownType/);
  },
);

test('an open lower number that explains the difference is waited for, without further complaint', () => {
  const openPredecessor = { requisitionId: '58819', number: 1, status: 'under_review' };
  const result = amountsOf(requisition([progress], '9000.00'), history('0', {}, { known: false, openPredecessor }));
  expect(result.problems).toEqual([
    expect.objectContaining({ reason: 'earlierRequisition', kind: 'waiting', causeKey: 'requisition:58819' }),
  ]);
  expect(result.areFinal).toBe(false);
});

test('an open lower number that changes nothing is not waited for', () => {
  const openPredecessor = { requisitionId: '58819', number: 1, status: 'draft' };
  expect(reasonsOf(requisition([progress], '9000.00'), { ...booked, openPredecessor })).toEqual([]);
});

test('earlier requisitions without an opening balance hold for one', () => {
  const previous = requisition([billed('26-010.S', '1', '10000.00', '0.00', '1000.00')], '0.00', first);
  expect(amountsOf(requisition([progress], '9000.00'), noHistory, previous).problems).toEqual([
    expect.objectContaining({ reason: 'openingBalance', kind: 'person', causeKey: 'opening-balance:701973' }),
  ]);
});

test.each([
  ['all of it retained so far, so that nothing was certified', '500.00', '0.00', {}],
  ['no link to the one before', '50.00', '450.00', { previousRequisitionId: null }],
] as const)('an opening balance is missed with %s', (_, retained, certified, fields) => {
  const previous = requisition([billed('26-010.S', '1', '500.00', '0.00', retained)], '0.00', first);
  const second = requisition([billed('26-010.S', '1', '900.00', retained, '40.00')], certified, fields);
  expect(reasonsOf(second, noHistory, previous)[0]).toMatch(/^openingBalance/);
});

test('two items that bill the same line hold', () => {
  const half = billed('26-010.S', '1', '10000.00', '500.00', '500.00');
  expect(reasonsOf(requisition([half, { ...half, id: '99' }], '9000.00'))).toContain(
    'amountsDiffer items.line_item_id',
  );
});

test('per line, what was posted and gross must be the total to date', () => {
  const previous = requisition([billed('26-010.S', '1', '10000.00', '0.00', '1000.00')], '0.00', first);
  const { problems } = amountsOf(
    requisition([progress], '9000.00'),
    history('9000.00', { 'contract_item:2': ['0', '0'] }),
    previous,
  );
  expect(problems).toEqual([expect.objectContaining({ facts: expect.objectContaining({ check: '5' }) })]);
  expect(problems[0]!.facts!.items).toContain('posted before 0, Procore has 10000 before');
});

test('figures that decide nothing are noted', () => {
  const { problems, notes } = amountsOf(
    requisition([{ ...progress, grossAmount: '9999.00' }], '9000.00', { final: true }),
  );
  expect(problems).toEqual([]);
  expect(notes).toEqual([
    expect.stringContaining('gross_amount is 9,999.00 USD, worked out is 10,000.00 USD'),
    expect.stringContaining('Final requisition'),
  ]);
});

test('lines carry their own amounts and nothing of the rounding difference', () => {
  const lines = array(record({ total: integer({ min: 0, max: 6_000_000 }), held: integer({ min: 0, max: 900_000 }) }), {
    minLength: 1,
    maxLength: 8,
  });
  assert(
    property(lines, integer({ min: -1, max: 1 }), (chosen, cent) => {
      const items = chosen.map((own, index) =>
        billed('26-010.S', String(index + 1), text(BigInt(own.total)), '0.00', text(BigInt(own.held))),
      );
      const exact = requisition(items, '0.00', first);
      const certificate = text(cents(exact.summary.currentPaymentDue) + BigInt(cent));
      const result = amountsOf(
        requisition(items, '0.00', {
          ...first,
          summary: { totalEarnedLessRetainage: certificate, currentPaymentDue: certificate },
        }),
        noHistory,
      );
      expect(result.problems).toEqual([]);
      expect(cents(result.totals.rounding)).toBe(BigInt(cent));
      expect(result.items.map((own) => cents(own.payable))).toEqual(chosen.map((own) => BigInt(own.total - own.held)));
    }),
  );
});

test('a detail of the schedule of values that cannot be told is named, not taken for another of its line', () => {
  const detail = (id: string, detailLineItemId: string | null) => ({
    ...billed('26-010.S', '1', '100.00', '0.00', '0.00'),
    id,
    itemType: 'contract_detail_item',
    detailLineItemId,
  });
  const of = (...items: ReturnType<typeof detail>[]) =>
    requisitionAmounts({
      requisition: requisition(items, '0.00', { number: 1, previousRequisitionId: null }),
      history: noHistory,
      previousRequisition: null,
    }).problems;
  expect(of(detail('1', '501'), detail('2', '502'))).toEqual([]);
  expect(of(detail('1', '501'), detail('2', null))).toMatchObject([
    { reason: 'needsPerson', field: 'items.detail_line_item_id', value: '2' },
  ]);
});
