import { paidRequisitions } from './paid-requisitions';
import { throughDay, type PaidAmount, type PaymentSides } from './payments';

const { period, periodOf } = throughDay('2026-10-31');
const paid = (amount: string, date: string | null = '2026-10-05'): readonly PaidAmount[] => [
  { period: periodOf(date), amount },
];
const payment = (id: number, requisition: number, amount: string, more: Partial<PaymentSides> = {}): PaymentSides => ({
  ...{ name: `payment/${id}`, number: String(1000 + id), commitment: 'SC-1', currency: 'USD', standing: null },
  requisition: { id: `90${requisition}`, number: requisition },
  ...{ procore: paid(amount), ledger: paid(amount), erp: paid(amount) },
  ...more,
});
const rowsOf = (...all: readonly PaymentSides[]): readonly string[] =>
  paidRequisitions(period, all).requisitions.map(
    ({ commitment, requisition, procore, ledger, erp }) =>
      `${commitment}/${requisition?.number ?? '-'} ${procore ?? 'not read'} ${ledger} ${erp}`,
  );
const differing = (...all: readonly PaymentSides[]): readonly string[] =>
  paidRequisitions(period, all).differing.map(
    ({ number, requisition, procore, ledger, erp, causes }) =>
      `${number} of ${requisition?.number ?? '-'}: ${procore ?? 'not read'} ${ledger} ${erp} ${causes.join()}`,
  );

test('parts are added up by requisition, and these stand in the order of their numbers', () => {
  const all = [
    payment(1, 10, '5'),
    payment(2, 9, '1.10'),
    payment(3, 10, '0.01'),
    payment(4, 1, '7', { commitment: 'SC-0' }),
  ];
  expect(rowsOf(...all)).toEqual(['SC-0/1 7 7 7', 'SC-1/9 1.1 1.1 1.1', 'SC-1/10 5.01 5.01 5.01']);
  expect(differing(...all)).toEqual([]);
});

test('what is dated beyond the day on every side is of another close, and what is not dated may be of this one', () => {
  const later = paid('5', '2026-11-01');
  expect(rowsOf(payment(1, 1, '5', { procore: later, ledger: later, erp: later }))).toEqual([]);
  const undated = payment(2, 1, '3', { procore: paid('3', null), ledger: [], erp: [], standing: 'byHand' });
  expect(rowsOf(undated)).toEqual(['SC-1/1 3 0 0']);
});

test('each payment that does not stand alike is told with all sides and its causes, and no other', () => {
  const late = payment(5, 3, '8', { erp: paid('8', '2026-11-02') });
  expect(
    differing(
      payment(1, 1, '5'),
      payment(2, 1, '6', { procore: [], ledger: [], standing: 'held' }),
      payment(3, 2, '7', { procore: paid('7.01') }),
      payment(4, 2, '2', { requisition: null, ledger: [], erp: [], standing: 'byHand' }),
      late,
    ),
  ).toEqual([
    '1002 of 1: 0 0 6 held',
    '1003 of 2: 7.01 7 7 unknown',
    '1005 of 3: 8 8 0 period',
    '1004 of -: 2 0 0 byHand',
  ]);
});

test('of a project that Procore does not let be read, its side is not known, of sums neither', () => {
  expect(rowsOf(payment(1, 1, '5', { procore: null }), payment(2, 1, '6'))).toEqual(['SC-1/1 not read 11 11']);
});
