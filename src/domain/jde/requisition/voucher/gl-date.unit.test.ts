import { glDate } from './gl-date';
import { company } from '../plan.fixture';

const facts = {
  policy: 'billingDate',
  outsidePeriod: 'hold',
  billingDate: '2026-10-31',
  requisitionEnd: '2026-10-25',
  today: '2026-11-05',
  company,
} as const;

test.each([
  ['billingDate', '2026-10-31'],
  ['periodEnd', '2026-10-25'],
  ['postingDay', '2026-11-05'],
] as const)('policy %s', (policy, expected) => {
  expect(glDate({ ...facts, policy })).toEqual({ dates: { invoiceDate: '2026-10-31', glDate: expected } });
});

test('a date before the open periods holds, or moves to the first open day and says so', () => {
  const closed = { ...facts, billingDate: '2026-09-30' };
  expect(glDate(closed)).toMatchObject({
    problems: [{ reason: 'periodClosed', kind: 'person', causeKey: 'period:00200' }],
  });
  expect(glDate({ ...closed, outsidePeriod: 'firstOpenDay' })).toEqual({
    dates: { invoiceDate: '2026-09-30', glDate: '2026-10-01', movedFrom: '2026-09-30' },
  });
});

test.each(['hold', 'firstOpenDay'] as const)('a date after the open periods waits, also with %s', (outsidePeriod) => {
  expect(glDate({ ...facts, outsidePeriod, billingDate: '2026-12-01' })).toMatchObject({
    problems: [{ reason: 'periodClosed', kind: 'waiting', causeKey: 'period:00200' }],
  });
});

test('the period must be open in both G/L and A/P', () => {
  const payablesLater = { ...company, payablesOpen: { from: '2026-11-01', to: '2026-12-31' } };
  expect(glDate({ ...facts, company: payablesLater })).toMatchObject({ problems: [{ kind: 'person' }] });
  expect(glDate({ ...facts, company: payablesLater, outsidePeriod: 'firstOpenDay' })).toMatchObject({
    dates: { glDate: '2026-11-01' },
  });
  const never = { ...company, payablesOpen: { from: '2026-12-01', to: '2026-12-31' } };
  expect(glDate({ ...facts, company: never, outsidePeriod: 'firstOpenDay' })).toMatchObject({
    problems: [{ kind: 'person' }],
  });
});

test.each(['ledgerOpen', 'payablesOpen'] as const)('a day on which only %s is closed is closed', (closed) => {
  const from = { ...company, [closed]: { from: '2026-11-01', to: '2026-11-30' } };
  expect(glDate({ ...facts, company: from })).toMatchObject({ problems: [{ kind: 'person' }] });
  const to = { ...company, [closed]: { from: '2026-10-01', to: '2026-10-30' } };
  expect(glDate({ ...facts, company: to })).toMatchObject({ problems: [{ kind: 'waiting' }] });
});

test.each(['2026-10-01', '2026-11-30'])('the open periods take their first and last day (%s)', (billingDate) => {
  expect(glDate({ ...facts, billingDate })).toEqual({ dates: { invoiceDate: billingDate, glDate: billingDate } });
});

test('missing dates are named', () => {
  const result = glDate({ ...facts, policy: 'periodEnd', billingDate: null, requisitionEnd: null });
  expect('problems' in result && result.problems.map((problem) => problem.field)).toEqual([
    'billing_date',
    'requisition_end',
  ]);
});
