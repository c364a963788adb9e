import type { Period } from '../facts';
import { accrual } from '../change-order/approval-journal.fixture';
import { accruedPeriods, approvalPeriods, periodsAt } from './accrued-periods';
import { accrueUnbilledSchema } from './settings';

const accrualAccount = '101.10.22000.000';

function period(month: string, status: string): Period {
  const ends: Readonly<Record<string, string>> = { '09': '30', '10': '31', '11': '30', '12': '31' };
  return { name: month, status, start: `2026-${month}-01`, end: `2026-${month}-${ends[month] ?? ''}` };
}
/** September to December, by one letter each. */
const year = (statuses: string): readonly Period[] =>
  ['09', '10', '11', '12'].map((month, index) => period(month, statuses[index] ?? ''));
const since = '2026-01-15';
const due = (ledger: readonly Period[], payables: string, today: string, accrueAfter: unknown = 'apClosed') =>
  accruedPeriods(
    { accrueUnbilled: accrueUnbilledSchema.parse({ accrualAccount, owner: 'here', accrueAfter }) },
    { ledger, payables: year(payables) },
    { today, since },
  );

test.each([
  ['once Payables has closed it', 'COON', 'CCON', ['2026-10-31']],
  ['Payables is open still', 'COON', 'COON', []],
  ['Payables is about to close', 'COON', 'CWON', []],
  ['Payables has closed it for good', 'COON', 'CPON', ['2026-10-31']],
  ['the ledger is future enterable', 'CFFN', 'CCON', ['2026-10-31']],
  ['the ledger has closed it', 'CCON', 'CCON', []],
  ['a former one is open again while the next one is', 'OOON', 'CCON', ['2026-09-30', '2026-10-31']],
  ['a former one is open again, and the next one is closed', 'OCON', 'CCON', []],
  ['the next one is not opened yet', 'CONN', 'CCNN', ['2026-10-31']],
  ['an outage lasted over two ends', 'OOON', 'CCON', ['2026-09-30', '2026-10-31']],
] as const)('a period that has ended, by its states: %s', (_what, ledger, payables, days) => {
  expect(due(year(ledger), payables, '2026-11-03')).toEqual(days);
});

test('so many days after its end, whatever Payables says', () => {
  expect(due(year('COON'), 'COON', '2026-11-04', 5)).toEqual([]);
  expect(due(year('COON'), 'COON', '2026-11-05', 5)).toEqual(['2026-10-31']);
  expect(() => accrueUnbilledSchema.parse({ accrualAccount, owner: 'here', accrueAfter: 29 })).toThrow('<=28');
});

test('the last day itself is no end yet, and an adjusting period has none of its own', () => {
  const adjusting = { name: 'Adj', status: 'O', start: '2026-10-31', end: '2026-10-31' };
  expect(due(year('COON'), 'CCON', '2026-10-31')).toEqual([]);
  expect(due([...year('COON'), adjusting], 'CCON', '2026-11-01')).toEqual(['2026-10-31']);
});

test('periods of weeks end when the calendar says: four, four and five of them, or thirteen in a year', () => {
  const weeks = (name: string, start: string, end: string, status = 'O'): Period => ({ name, status, start, end });
  const calendar = [
    weeks('P8', '2026-08-30', '2026-09-26'),
    weeks('P9', '2026-09-27', '2026-10-24'),
    weeks('P10', '2026-10-25', '2026-11-28'),
    weeks('P11', '2026-11-29', '2026-12-26', 'N'),
  ];
  const ends = (today: string, ledger = calendar) =>
    accruedPeriods(
      { accrueUnbilled: accrueUnbilledSchema.parse({ accrualAccount, owner: 'here', accrueAfter: 1 }) },
      { ledger, payables: [] },
      { today, since: '2026-10-01' },
    );
  expect(ends('2026-10-24')).toEqual([]);
  expect(ends('2026-10-25')).toEqual(['2026-10-24']);
  expect(ends('2026-11-29')).toEqual(['2026-10-24', '2026-11-28']);
  expect(periodsAt(calendar, '2026-11-30').own?.name).toBe('P11');
  expect(periodsAt(calendar, '2026-10-31')).toMatchObject({
    own: { end: '2026-11-28' },
    next: { start: '2026-11-29' },
  });
});

test('the first is the first that ends after going live, or from the day that a person has named', () => {
  const periods = { ledger: year('OOON'), payables: year('CCON') };
  const days = (liveOn: string, from?: string) =>
    accruedPeriods(
      {
        accrueUnbilled: accrueUnbilledSchema.parse({
          accrualAccount,
          owner: 'here',
          ...(from === undefined ? {} : { from }),
        }),
      },
      periods,
      { today: '2026-11-29', since: liveOn },
    );
  expect(days('2026-10-31')).toEqual(['2026-10-31']);
  expect(days('2026-11-28')).toEqual([]);
  expect(days('2026-11-28', '2026-10-01')).toEqual(['2026-10-31']);
  expect(days('2026-09-01', '2026-10-01')).toEqual(['2026-10-31']);
  expect(() => accrueUnbilledSchema.parse({ accrualAccount, owner: 'here', from: 'October' })).toThrow('2026-10-01');
});

test('nothing without the setting', () => {
  expect(accruedPeriods({}, { ledger: year('COON'), payables: year('CCON') }, { today: '2026-11-03', since })).toEqual(
    [],
  );
});

describe('periods of whose approvals what is not billed is accrued', () => {
  const named = (ledger: readonly Period[], payables: string, today: string, more: Partial<typeof accrual> = {}) =>
    approvalPeriods({ changeOrderJournal: { ...accrual, ...more } }, { ledger, payables: year(payables) }, today).map(
      ({ firstDay, lastDay, takesJournals }) => `${firstDay} ${lastDay} ${String(takesJournals)}`,
    );

  test.each([
    ['once Payables has closed it', 'COON', 'CCON', ['2026-10-01 2026-10-31 true']],
    ['Payables is open still', 'COON', 'COON', []],
    ['the ledger has closed it: people are told', 'CCON', 'CCON', ['2026-10-01 2026-10-31 false']],
    ['nothing could reverse it', 'COCN', 'CCON', ['2026-10-01 2026-10-31 false']],
  ] as const)('%s', (_what, ledger, payables, periods) => {
    expect(named(year(ledger), payables, '2026-11-03')).toEqual(periods);
  });

  test('the first is that of the start, of which only later approvals count; none is over before its last day', () => {
    expect(named(year('OOON'), 'CCON', '2026-11-03', { from: '2026-10-20' })).toEqual(['2026-10-20 2026-10-31 true']);
    expect(named(year('OOON'), 'CCCN', '2026-11-30', { from: '2026-09-30' })).toHaveLength(2);
    expect(named(year('OOON'), 'CCON', '2026-10-31')).toEqual([]);
    expect(named(year('OOON'), 'OOON', '2026-11-05', { accrueAfter: 5 })).toHaveLength(1);
  });

  test('none without the setting', () => {
    expect(approvalPeriods({}, { ledger: year('COON'), payables: year('CCON') }, '2026-11-03')).toEqual([]);
  });
});
