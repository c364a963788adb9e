import type { ChangeOrderWanted } from '../../change-order/change-order-wanted';
import type { CodedContractLine } from '../../commitment/coded-lines';
import { commitment } from '../../procore/procore-documents.fixture';
import type { JournalImportDraft } from '../bodies/journal-import-body';
import type { Combination, Period } from '../facts';
import { combination, periods, settings } from '../requisition/planner.fixture';
import { approvalJournal } from './approval-journal';
import { accrual, encumbrance, memo } from './approval-journal.fixture';
import { journals } from '../journals/journal-member.fixture';
import type { JournalSettings } from '../journals/journal-settings';
import type { ChangeOrderJournalSettings } from './journal-settings';

interface Given {
  readonly own?: ChangeOrderJournalSettings | undefined;
  readonly approvedOn?: string | null;
  readonly lines?: readonly CodedContractLine[];
  readonly currency?: string;
  readonly periods?: readonly Period[];
  readonly journals?: JournalSettings;
  readonly combinations?: Readonly<Record<string, Combination | null>>;
}

const line = (id: string, account: string, amount: string): CodedContractLine => ({
  ...{ item: `change_order_item:${id}`, description: `03-300.S Extra ${id}`, account, amount, target: {} },
  codes: { subJob: '', code: '03-300', type: 'S' },
});
const lines = [line('71', '101.10.60530.000', '10000.00'), line('73', '101.20.60530.000', '-2000.50')];

function journalOf(given: Given) {
  const { combinations = {}, currency = 'USD' } = given;
  const made = approvalJournal({
    wanted: {
      ...{ sourceId: '9001', commitment, approvedOn: given.approvedOn === undefined ? '2026-10-19' : given.approvedOn },
      changeOrder: { id: '9001', number: '003', reviewedAt: null },
    } as unknown as ChangeOrderWanted,
    ...{ lines: given.lines ?? lines, currency, today: '2026-10-20' },
    settings: settings({ changeOrderJournal: 'own' in given ? given.own : memo, journals: given.journals }),
    facts: {
      get: (kind, id) => {
        if (kind === 'periods') return given.periods ?? periods;
        if (kind === 'ledger') return { currency: 'USD' };
        return combinations[id] === undefined ? combination(id) : combinations[id];
      },
    },
  });
  if ('need' in made) throw new Error('everything was read');
  return made;
}
const memberOf = (given: Given) => (journalOf(given).step?.draft as JournalImportDraft).members[0];
const reasonsOf = (given: Given) => journalOf(given).problems.map(({ reason, kind }) => `${reason} ${kind}`);

test('a memo is the line on its own combination with another natural account, and one line against all of them', () => {
  expect(memberOf({})).toMatchObject({
    ...{ document: 'changeOrder/9001', book: 'memo', currency: 'USD', accountingDate: '2026-10-19', period: 'Oct-26' },
    lines: [
      { account: '101.10.91000.000', amount: '10000.00', lineId: '71' },
      { account: '101.20.91000.000', amount: '-2000.50', lineId: '73' },
      { account: '101.00.92000.000', amount: '-7999.50', lineId: '' },
    ],
  });
  expect(memberOf({})?.encumbranceTypeId).toBeUndefined();
  const { step } = journalOf({});
  expect(step?.via).toEqual({ kind: 'journalRun', run: '300000046975971 Oct-26 USD document' });
  // It counts in no sum of what is billed or ordered.
  expect(step?.entries.map(({ book, item, amount, gross }) => [book, item, amount, gross])).toEqual([
    ['memo', 'change_order_item:71', '10000.00', '0'],
    ['memo', 'change_order_item:73', '-2000.50', '0'],
    ['memo', '', '-7999.50', '0'],
  ]);
});

/** Fusion converts what is not in the ledger's currency. */
const converted: JournalSettings = { ...journals, conversionType: 'Corporate' };

test('a memo in another currency is booked as entered, in a run of its own, to be converted by the type that is set', () => {
  const { step } = journalOf({ currency: 'CAD', journals: converted });
  expect(step?.via?.run).toBe('300000046975971 Oct-26 CAD document');
  expect(memberOf({ currency: 'CAD', journals: converted })).toMatchObject({
    ...{ currency: 'CAD', conversionType: 'Corporate' },
    lines: [{ amount: '10000.00' }, { amount: '-2000.50' }, { amount: '-7999.50' }],
  });
  expect(memberOf({ journals: converted })?.conversionType).toBeUndefined();
});

test('an encumbrance is the cost combination itself against the reserve, in a batch of its own type', () => {
  expect(memberOf({ own: encumbrance })).toMatchObject({
    encumbranceTypeId: '1001',
    lines: [
      { account: '101.10.60530.000', amount: '10000.00' },
      { account: '101.20.60530.000', amount: '-2000.50' },
      { account: '101.00.33000.000', amount: '-7999.50' },
    ],
  });
  const { step } = journalOf({ own: encumbrance });
  expect(step?.via?.run).toBe('300000046975971 Oct-26 USD document encumbrance-1001');
});

test('each company balances by itself: what answers its lines takes its value', () => {
  const two = [lines[0]!, line('74', '102.10.60530.000', '5.00')];
  expect(memberOf({ lines: two })?.lines.slice(2)).toMatchObject([
    { account: '101.00.92000.000', amount: '-10000.00' },
    { account: '102.00.92000.000', amount: '-5.00' },
  ]);
});

test('nothing is booked without the setting, by none, without a line, or for what was approved before the start', () => {
  const none: readonly Given[] = [
    { own: undefined },
    { own: { method: 'none' } },
    { lines: [] },
    { approvedOn: '2026-09-30' },
    // What is accrued of it is another document's.
    { own: accrual },
  ];
  for (const given of none) expect(journalOf(given)).toMatchObject({ step: null, problems: [] });
});

test.each<[string, Given, string]>([
  ['Procore does not say when it was approved', { approvedOn: null }, 'needsPerson person'],
  ['nor in which period it is to be accrued', { approvedOn: null, own: accrual }, 'needsPerson person'],
  ['its period is closed', { periods: periods.map((one) => ({ ...one, status: 'C' })) }, 'periodClosed person'],
  ['it is in another currency, and nobody said how it is converted', { currency: 'CAD', journals }, 'currency person'],
  [
    'it is an encumbrance in another currency',
    { currency: 'CAD', own: encumbrance, journals: converted },
    'currency person',
  ],
  ['a memo combination does not exist', { combinations: { '101.20.91000.000': null } }, 'accountMissing person'],
  [
    'the offset is disabled',
    { combinations: { '101.00.92000.000': combination('x', { enabled: false }) } },
    'accountInactive person',
  ],
])('it is held when %s', (_what, given, reason) => {
  expect(reasonsOf(given)).toEqual([reason]);
  expect(journalOf(given).step).toBeNull();
});

test('a memo combination that is missing is mended by the setting, not by a mapping', () => {
  const [problem] = journalOf({ combinations: { '101.20.91000.000': null } }).problems;
  expect(problem?.remedies).toContainEqual({ act: 'changeSetting', path: 'posting.changeOrderJournal.naturalAccount' });
});
