import { accrualId, accrualOf } from '../../accrual/accrual';
import { accrued, accruedA, calendar, of, opposite, reversed, Walk } from './accrual-walk.fixture';

/*
 * What may come between, and what is to come of it; each is a test below.
 *  1. The answer to the import is lost: nothing is planned until it is known (the activity waits), then nothing again.
 *  2. A requisition arrives after others were accrued: by itself, in its own journal, while the ledger takes the period.
 *  3. The ledger has closed the period meanwhile: people are told; once the next period has ended nothing is planned any more.
 *  4. A period that was closed is open again while the next one is closed: nothing, since nothing could reverse it.
 *  5. An outage lasts over an end: each period is accrued and reversed by itself, whichever comes first.
 *  6. An invoice falls into the period after all: taken out on the same day, and so is its reversal, whichever was first.
 *  7. That invoice is voided: accrued again, once.
 *  8. Its approval is taken back: not accrued where it is not yet; where it is, it stays and is reversed.
 *  9. The next period is not open yet: the accrual goes, the reversal waits.
 * 10. The next period is closed before the reversal: people are told.
 * 11. People take the accrual, or its reversal, out in Fusion: not posted a second time.
 * 12. Who reverses is changed in the settings: what is marked is left to Fusion, what is not is ours.
 * 13. Fusion does not reverse what is marked: people are told before the next close, until it has.
 */

test('gross by line against the accrued liability and net retainage, on the last day, and the opposite on the first of the next, once', () => {
  const walk = new Walk();
  expect(walk.plan().steps).toMatchObject([{ via: { run: '300000046975971 Oct-26 USD document' } }]);
  expect(walk.member()).toMatchObject({ document: 'accrual/58820-2026-10-31', book: 'accrual', period: 'Oct-26' });
  expect(walk.member().reversalPeriod).toBeUndefined();
  expect(walk.plan().head.facts).toMatchObject({ accrued: '10,000.00 USD', 'reversed in': 'Nov-26' });
  expect(walk.post()).toEqual([accrued]);
  expect(walk.plan().steps).toMatchObject([{ via: { run: '300000046975971 Nov-26 USD document' } }]);
  expect(walk.post()).toEqual([reversed]);
  expect(walk.post()).toEqual([]);
});

test('it counts in no sum of what is billed', () => {
  const [step] = new Walk().plan().steps;
  expect(step?.entries.map(({ book, gross: own, period }) => [book, own, period])).toEqual(
    accruedA.map(() => ['accrual', '0', '2026-10']),
  );
});

test('with erp its journal is marked for the next period in a batch of its own, and nothing is posted back from here', () => {
  const walk = new Walk();
  walk.by = 'erp';
  expect(walk.member().reversalPeriod).toBe('Nov-26');
  expect(walk.plan().steps[0]?.via?.run).toBe('300000046975971 Oct-26 USD document reversed-Nov-26');
  expect(walk.post()).toEqual([accrued]);
  expect(walk.post()).toEqual([]);
  walk.autoReverse();
  expect(walk.post()).toEqual([]);
});

test('what Fusion does not reverse is told before the next close, until it has', () => {
  const walk = new Walk();
  walk.by = 'erp';
  walk.post();
  walk.today = '2026-11-23';
  expect(walk.told()).toEqual([]);
  walk.today = '2026-11-24';
  expect(walk.told()).toEqual(['deliveredTooLong person ReversalPeriod']);
  walk.autoReverse();
  expect(walk.told()).toEqual([]);
});

test.each([
  ['own to erp', 'own', 'erp', [reversed]],
  ['erp to own', 'erp', 'own', []],
  ['own to nobody', 'own', null, [reversed]],
  ['nobody to nobody', null, null, []],
] as const)(
  'who reverses is changed from %s: each journal is reversed by whom it was made for',
  (_what, before, after, back) => {
    const walk = new Walk();
    walk.by = before;
    walk.post();
    walk.by = after;
    expect(walk.plan().steps.filter(({ via }) => via?.run.includes('reversed'))).toEqual([]);
    expect(walk.post()).toEqual(back);
  },
);

test.each([['before its reversal'], ['after its reversal']])(
  'an invoice falls into the period %s: all of it is taken out on the same day, and so is what reverses it',
  (when) => {
    const walk = new Walk();
    walk.post();
    if (when.startsWith('after')) walk.post();
    walk.standing = 'covered';
    const correction = ['accrual', '2026-10-31', opposite(accruedA)];
    // Nothing of the reversal went, so that what is to go is what is left in the books: first the whole, then nothing.
    const first = walk.post();
    expect(first).toContainEqual(correction);
    const more = walk.post();
    const reversals = [...first, ...more].filter(([step]) => step === 'reversal');
    expect(reversals).toEqual(
      when.startsWith('after')
        ? [['reversal', '2026-11-01', accruedA]]
        : [reversed, ['reversal', '2026-11-01', accruedA]],
    );
    expect(walk.post()).toEqual([]);
    // The invoice is voided.
    walk.standing = 'owed';
    expect(walk.post()).toEqual([accrued]);
    expect(walk.post()).toEqual([reversed]);
    expect(walk.post()).toEqual([]);
  },
);

test('an invoice that falls into the period takes out what is marked with a journal that is marked too', () => {
  const walk = new Walk();
  walk.by = 'erp';
  walk.post();
  walk.standing = 'covered';
  expect(walk.member()).toMatchObject({ reversalPeriod: 'Nov-26', accountingDate: '2026-10-31' });
  expect(walk.post()).toEqual([['accrual', '2026-10-31', opposite(accruedA)]]);
  expect(walk.post()).toEqual([]);
  // Both nets to nothing, reversed or not.
  walk.today = '2026-11-24';
  expect(walk.told()).toEqual([]);
});

test('an approval that is taken back: nothing where it is not accrued yet; where it is, it stays and is reversed', () => {
  const early = new Walk();
  early.standing = 'gone';
  expect(early.post()).toEqual([]);
  const late = new Walk();
  late.post();
  late.standing = 'gone';
  expect(late.post()).toEqual([reversed]);
  expect(late.post()).toEqual([]);
});

test.each([['gone'], ['covered']] as const)('one that is %s is not accrued', (standing) => {
  const walk = new Walk();
  walk.standing = standing;
  expect(walk.plan()).toMatchObject({ steps: [], head: { facts: { 'at the end of the period': standing } } });
});

test('what people take out in Fusion, the accrual or its reversal, is not posted a second time', () => {
  const walk = new Walk();
  walk.post();
  walk.void('accrual');
  expect(walk.post()).toEqual([]);
  const other = new Walk();
  other.post();
  other.post();
  other.void('reversal');
  expect(other.post()).toEqual([]);
});

test('the next period is not opened yet: the accrual goes, and what reverses it waits; future enterable takes it', () => {
  const walk = new Walk();
  walk.ledger = calendar('O', 'N');
  expect(walk.post()).toEqual([accrued]);
  expect(walk.told()).toEqual(['periodClosed waiting AccountingDate']);
  walk.ledger = calendar('O', 'F');
  expect(walk.post()).toEqual([reversed]);
});

test('a calendar that ends with the period: nothing goes before its next period is there', () => {
  const walk = new Walk();
  walk.ledger = calendar('O', 'O').slice(0, 1);
  expect(walk.told()).toEqual(['periodClosed waiting AccountingDate']);
});

test('the next period is closed: nothing is accrued that could not be reversed, and people are told of what is', () => {
  const early = new Walk();
  early.ledger = calendar('O', 'C', 'O');
  expect(early.told()).toEqual(['periodClosed person AccountingDate']);
  const late = new Walk();
  late.post();
  late.ledger = calendar('C', 'C', 'O');
  expect(late.told()).toEqual(['periodClosed person AccountingDate']);
  late.ledger = calendar('C', 'O', 'O');
  expect(late.post()).toEqual([reversed]);
});

test('the ledger closed the period before it was accrued: people are told until the next has ended, which accrues it', () => {
  const walk = new Walk();
  walk.ledger = calendar('C', 'O');
  expect(walk.told()).toEqual(['periodClosed person AccountingDate']);
  walk.today = '2026-12-01';
  expect(walk.plan()).toMatchObject({ steps: [], notes: ['Its period was closed before.'] });
});

test('the id of an accrual names its requisition and the day', () => {
  expect(accrualOf(accrualId(of))).toEqual(of);
  expect(() => accrualOf('58820')).toThrow('names no accrual');
});
