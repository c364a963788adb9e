import { amountOf } from '../amount';
import { checkLedger } from './check-ledger';
import type { JournalLine } from './read-journals';

const line = (document: string, amount: string, more: Partial<JournalLine> = {}): JournalLine => ({
  ...{ batch: 'PC1', isPosted: true, document, lineId: '71', account: '' },
  amount: amountOf(amount, 'the test'),
  ...more,
});
/** A cost and what clears it. */
const cost = (id: string, amount: string, more: Partial<JournalLine> = {}): readonly JournalLine[] => [
  line(`directCost/${id}`, amount, more),
  line(`directCost/${id}`, amount.startsWith('-') ? amount.slice(1) : `-${amount}`, { ...more, lineId: '' }),
];
const accrued = (...amounts: readonly string[]): readonly JournalLine[] =>
  amounts.flatMap((amount, index) => line('accrual/9-2026-10-31', amount, { batch: `PC${index + 2}` }));
const expected = {
  directCosts: [{ id: '5', stands: '700.00', mendedBy: 'directCosts' }],
  cleared: [],
  accruals: [{ id: '9-2026-10-31', stands: '100.00 and -100.00', mendedBy: 'accruals' }],
};
const judged = (journals: readonly JournalLine[], ...done: readonly string[]) => {
  const { differences, says } = checkLedger(expected, journals, done);
  return { says, faults: differences.map(({ documents, message }) => [documents[0], message]) };
};

test('what must stand stands: a cost with its amount, an accrual once for and once against', () => {
  expect(judged([...cost('5', '700'), ...accrued('100', '-100')], 'directCosts', 'accruals')).toEqual({
    says: [
      'Direct costs that must be in the ledger: 1. Are in it: 1.',
      'Accruals that must be made and reversed: 1. Are: 1.',
    ],
    faults: [],
  });
});

test('before it is done nothing of it may stand', () => {
  expect(judged([])).toEqual({ says: [], faults: [] });
  expect(judged(cost('5', '700')).faults).toEqual([['directCost/5', expect.stringContaining('it must be nothing')]]);
});

test.each([
  ['is missing', [], 'nothing stands'],
  ['has another amount', cost('5', '700.01'), '700.01 stands'],
  ['is imported and not posted', cost('5', '700', { isPosted: false }), 'nothing stands'],
  ['stands twice', [...cost('5', '700'), ...cost('5', '700', { batch: 'PC9' })], '1400.00 stands'],
])('a cost that %s is told', (_what, journals, message) => {
  const { says, faults } = judged(journals, 'directCosts');
  expect(says).toEqual(['Direct costs that must be in the ledger: 1. Are in it: 0.']);
  expect(faults).toEqual([['directCost/5', expect.stringContaining(message)]]);
});

test('a cost that nobody expects there is told', () => {
  const { faults } = judged([...cost('5', '700'), ...cost('6', '-12.50')], 'directCosts');
  expect(faults).toEqual([['directCost/6', expect.stringContaining('-12.50 stands')]]);
});

test.each([
  ['never made', []],
  ['not reversed', ['100']],
  ['reversed with another amount', ['100', '-99.99']],
  ['made again', ['100', '-100', '100']],
])('an accrual that was %s is told', (_what, amounts) => {
  expect(judged(accrued(...amounts), 'accruals').faults).toHaveLength(1);
});
