import { paymentsLessLedger, tiePayments, type PaidAmount, type PaymentSides } from './payments';

const month = '2026-10';
const paid = (amount: string, period = month): readonly PaidAmount[] => [{ period, amount }];
const none: readonly PaidAmount[] = [];
const written: PaymentSides = {
  ...{ name: 'payment/1', number: '1001', commitment: 'SC-1', requisition: null, currency: 'USD', standing: null },
  ...{ procore: paid('100.10'), ledger: paid('100.10'), erp: paid('100.10') },
};
const told = (...all: PaymentSides[]): readonly string[] =>
  tiePayments(month, all).differences.map(({ document, of, cause, amount }) => `${document} ${of} ${cause} ${amount}`);

test('payments that are the same on all sides are added up by commitment, and nothing differs', () => {
  const { rows, differences, payments } = tiePayments(month, [
    written,
    { ...written, name: 'payment/2' },
    { ...written, name: 'payment/3', commitment: 'SC-0' },
  ]);
  expect(differences).toEqual([]);
  expect(payments).toBe(3);
  expect(rows).toEqual([
    { ...of('SC-0'), procore: '100.1', ledger: '100.1', erp: '100.1', procoreLess: [], erpLess: [] },
    { ...of('SC-1'), procore: '200.2', ledger: '200.2', erp: '200.2', procoreLess: [], erpLess: [] },
  ]);
});
const of = (commitment: string) => ({ commitment, currency: 'USD' });

test('a cent that nothing explains is unknown, on the side that has it', () => {
  expect(told({ ...written, procore: paid('100.11') })).toEqual(['payment/1 procore unknown 0.01']);
  expect(told({ ...written, erp: paid('100.09') })).toEqual(['payment/1 erp unknown -0.01']);
});

test('where it stands says why a side lacks it', () => {
  const lacking = { ...written, procore: none, ledger: none };
  expect(told({ ...lacking, standing: 'held' })).toEqual(['payment/1 erp held 100.1']);
  expect(told({ ...lacking, standing: 'inFlight' })).toEqual(['payment/1 erp inFlight 100.1']);
  const byHand = { ...written, ledger: none, erp: none, standing: 'byHand' } as const;
  expect(told(byHand)).toEqual(['payment/1 procore byHand 100.1']);
});

test('the same amount in another month is told in both, and is no difference in all', () => {
  const moved = { ...written, procore: paid('100.10', '2026-11') };
  expect(told(moved)).toEqual(['payment/1 procore period -100.1']);
  expect(tiePayments('2026-11', [moved]).differences).toMatchObject([{ cause: 'period', amount: '100.1' }]);
});

test('of another month nothing is told', () => {
  const other = { ...written, procore: paid('5', '2026-09'), ledger: paid('4', '2026-09'), erp: none };
  expect(tiePayments(month, [other])).toEqual({ rows: [], differences: [], payments: 0 });
});

test('the causes of a row come to what its sides differ by', () => {
  const { rows } = tiePayments(month, [
    { ...written, procore: paid('90') },
    { ...written, name: 'payment/2', ledger: none, procore: none, standing: 'held' },
    { ...written, name: 'payment/3', ledger: paid('100.10', '2026-09') },
  ]);
  expect(rows).toMatchObject([
    {
      procoreLess: [
        { cause: 'period', amount: '100.1' },
        { cause: 'unknown', amount: '-10.1' },
      ],
      erpLess: [
        { cause: 'held', amount: '100.1' },
        { cause: 'period', amount: '100.1' },
      ],
    },
  ]);
  const [row] = rows;
  if (row === undefined) throw new Error('no row');
  expect([paymentsLessLedger(row, 'procore'), paymentsLessLedger(row, 'erp')]).toEqual(['90', '200.2']);
});

test('of a project that Procore does not let be read nothing is said of its side, and the other is compared', () => {
  const { rows, differences } = tiePayments(month, [{ ...written, procore: null, erp: paid('99.10') }]);
  expect(rows).toMatchObject([{ procore: null, ledger: '100.1', erp: '99.1', procoreLess: [] }]);
  expect(differences).toMatchObject([{ of: 'erp', cause: 'unknown', amount: '-1' }]);
});
