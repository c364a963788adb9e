import type { BookedLine, MemoReliefWanted } from '../../change-order/memo-relief';
import { PostedEffects } from '../../posting/books/posted-effects';
import type { JournalImportDraft } from '../bodies/journal-import-body';
import type { Combination, Period } from '../facts';
import { combination, periods, settings } from '../requisition/planner.fixture';
import { encumbrance, memo } from './approval-journal.fixture';
import { journals } from '../journals/journal-member.fixture';
import type { JournalSettings } from '../journals/journal-settings';
import type { ChangeOrderJournalSettings } from './journal-settings';
import { fusionMemoReliefPlanner } from './relief-journal';

interface Given {
  readonly own?: ChangeOrderJournalSettings;
  readonly wanted?: Partial<MemoReliefWanted>;
  readonly periods?: readonly Period[];
  readonly journals?: JournalSettings | undefined;
  readonly combinations?: Readonly<Record<string, Combination | null>>;
}

const booked = (book: BookedLine['book'], natural: string, answering: string): readonly BookedLine[] => [
  { book, item: 'change_order_item:71', account: `101.10.${natural}.000`, amount: '10000' },
  { book, item: 'change_order_item:73', account: `101.20.${natural}.000`, amount: '-2000.5' },
  { book, item: '', account: answering, amount: '-7999.5' },
];
const asBilled = { ...memo, commitmentRelief: 'asBilled' } as const;

function plannedOf({ own = asBilled, wanted, combinations = {}, ...given }: Given) {
  const planned = fusionMemoReliefPlanner({
    wanted: {
      ...{ changeOrderId: '9001', projectId: '789', commitmentId: '5', currency: '', relieved: [] },
      isClosed: false,
      booked: booked('memo', '91000', '101.00.92000.000'),
      billed: { 'change_order_item:71': '2500.00' },
      ...wanted,
    },
    ...{ effects: new PostedEffects([]), decisions: [], today: '2026-10-20' },
    settings: settings({ changeOrderJournal: own, journals: given.journals }),
    facts: {
      get: (kind, id) => {
        if (kind === 'periods') return given.periods ?? periods;
        if (kind === 'ledger') return { currency: 'USD' };
        return combinations[id] === undefined ? combination(id) : combinations[id];
      },
    },
  });
  if ('need' in planned) throw new Error('everything was read');
  return planned;
}
const planOf = (given: Given = {}) => {
  const planned = plannedOf(given);
  if (!('plan' in planned)) throw new Error(JSON.stringify(planned));
  return planned.plan;
};
const memberOf = (given: Given = {}) => (planOf(given).steps[0]?.draft as JournalImportDraft | undefined)?.members[0];
const linesOf = (given: Given = {}) => memberOf(given)?.lines.map(({ account, amount }) => [account, amount]);

test('what was billed of a line is taken back against what answered it, today, in a run with the others', () => {
  expect(linesOf()).toEqual([
    ['101.10.91000.000', '-2500.00'],
    ['101.00.92000.000', '2500.00'],
  ]);
  const { steps, head } = planOf();
  expect(steps).toMatchObject([
    { step: 'memoRelief', via: { kind: 'journalRun', run: '300000046975971 Oct-26 USD document' } },
  ]);
  expect(memberOf()).toMatchObject({ document: 'memoRelief/CO-9001', book: 'memo', accountingDate: '2026-10-20' });
  expect(head.facts).toEqual({ journal: 'memo taken back on 2026-10-20, period Oct-26', 'taken back': '2,500.00 USD' });
  // It counts in no sum of what is billed or ordered.
  expect(steps[0]?.entries.map(({ book, gross }) => [book, gross])).toEqual([
    ['memo', '0'],
    ['memo', '0'],
  ]);
});

test('an encumbrance is relieved in a batch of its type, on the accounts that it stands on', () => {
  const own = { ...encumbrance, commitmentRelief: 'asBilled' } as const;
  const wanted = { booked: booked('encumbrance', '60530', '101.00.33000.000') };
  expect(linesOf({ own, wanted })).toEqual([
    ['101.10.60530.000', '-2500.00'],
    ['101.00.33000.000', '2500.00'],
  ]);
  expect(memberOf({ own, wanted })?.encumbranceTypeId).toBe('1001');
});

test('at the close all of it is taken back, whatever is billed; before the close nothing is', () => {
  const own = { ...memo, commitmentRelief: 'atClose' } as const;
  expect(planOf({ own }).steps).toEqual([]);
  expect(linesOf({ own, wanted: { isClosed: true } })).toEqual([
    ['101.10.91000.000', '-10000.00'],
    ['101.20.91000.000', '2000.50'],
    ['101.00.92000.000', '7999.50'],
  ]);
});

test('as billed, the close changes nothing by itself', () => {
  expect(linesOf({ wanted: { isClosed: true } })).toEqual(linesOf());
});

test('each company is answered by its own combination', () => {
  const two: readonly BookedLine[] = [
    ...booked('memo', '91000', '101.00.92000.000').slice(0, 1),
    { book: 'memo', item: 'change_order_item:74', account: '102.10.91000.000', amount: '5' },
    { book: 'memo', item: '', account: '101.00.92000.000', amount: '-10000' },
    { book: 'memo', item: '', account: '102.00.92000.000', amount: '-5' },
  ];
  const billed = { 'change_order_item:71': '1', 'change_order_item:74': '2' };
  expect(linesOf({ wanted: { booked: two, billed } })?.slice(2)).toEqual([
    ['101.00.92000.000', '1.00'],
    ['102.00.92000.000', '2.00'],
  ]);
});

test('what was booked by another method than is set by now is left to people', () => {
  expect(planOf({ wanted: { booked: booked('encumbrance', '60530', '101.00.33000.000') } }).steps).toEqual([]);
});

test.each<[string, Given, string]>([
  ['its period is closed', { periods: periods.map((one) => ({ ...one, status: 'C' })) }, 'periodClosed'],
  ['a combination is gone', { combinations: { '101.10.91000.000': null } }, 'accountMissing'],
])('it is held when %s', (_what, given, reason) => {
  const planned = plannedOf(given);
  expect('problems' in planned ? planned.problems.map((one) => one.reason) : []).toEqual([reason]);
});

test('a memo in another currency is taken back in it, converted by the type of today, or held where there is none', () => {
  const wanted = { currency: 'CAD' };
  const given = { wanted, journals: { ...journals, conversionType: 'Corporate' } };
  expect(memberOf(given)).toMatchObject({ currency: 'CAD', conversionType: 'Corporate' });
  expect(planOf(given).steps[0]?.via?.run).toBe('300000046975971 Oct-26 CAD document');
  expect(memberOf({ journals: given.journals })).toMatchObject({ currency: 'USD' });
  expect(memberOf({ journals: given.journals })?.conversionType).toBeUndefined();
  expect(plannedOf({ wanted, journals })).toMatchObject({
    problems: [{ reason: 'currency', value: 'CAD', field: 'posting.journals.conversionType' }],
  });
});
