import { billed, history, requisition } from '../procore/procore-documents.fixture';
import { ownBefore } from './checks/own-before';
import type { ProcoreRequisitionItem } from '../procore/procore-documents';
import { requisitionAmounts } from './requisition-amounts';

/**
 * Requisition 1 billed 10,000.00 and 1,000.00 was held: 9,000.00 were certified. Requisition 2 bills 2,000.00 more, all of it
 * held: its certificate is 0. Requisition 3 bills 8,000.00 more with 800.00 held, 20,000.00 to date; certified before it
 * are 9,000.00 whether 2 is posted or not.
 */
const booked = history('9000.00', { 'contract_item:1': ['10000.00', '1000.00'] });
const bothBooked = history('9000.00', { 'contract_item:1': ['12000.00', '3000.00'] });
const second = requisition([billed('26-010.S', '1', '12000.00', '1000.00', '2000.00')], '9000.00', { status: 'draft' });
const thirdItem = billed('26-010.S', '1', '20000.00', '3000.00', '800.00');
const third = requisition([thirdItem], '9000.00', { number: 3 });
const open = { requisitionId: '58820', number: 2, status: 'under_review' } as const;

function amountsOf(
  document: ReturnType<typeof requisition>,
  past: ReturnType<typeof history>,
  previousRequisition: ReturnType<typeof requisition> | null = null,
) {
  return requisitionAmounts({ requisition: document, history: past, previousRequisition, currency: 'USD' });
}

describe('a lower number that certifies nothing and is not approved', () => {
  test('is waited for by the line: Procore has 12,000.00 before, 10,000.00 are posted', () => {
    const { problems, areFinal } = amountsOf(third, { ...booked, openPredecessor: open }, second);
    expect(problems).toEqual([
      expect.objectContaining({ reason: 'earlierRequisition', kind: 'waiting', causeKey: 'requisition:58820' }),
    ]);
    expect(problems[0]!.message).toContain('posted before 10000, Procore has 12000.00 before');
    expect(areFinal).toBe(false);
  });

  test('is waited for too where the requisition before cannot be read', () => {
    const carried = { ...thirdItem, workCompletedFromPreviousApplication: '12000.00' };
    const { problems } = amountsOf({ ...third, items: [carried] }, { ...booked, openPredecessor: open });
    expect(problems.map(({ reason }) => reason)).toEqual(['earlierRequisition']);
  });

  test('once it is posted, the higher one bills what is its own: 8,000.00, not 10,000.00', () => {
    const { problems, totals } = amountsOf(third, bothBooked, second);
    expect([problems, totals.gross, totals.netRetainage, totals.payable]).toEqual([[], '8000', '800', '7200']);
  });

  test('is not waited for while it bills nothing', () => {
    const empty = requisition([billed('26-010.S', '1', '10000.00', '1000.00', '0.00')], '9000.00');
    const next = requisition([billed('26-010.S', '1', '18000.00', '1000.00', '800.00')], '9000.00', { number: 3 });
    const { problems, totals } = amountsOf(next, { ...booked, openPredecessor: open }, empty);
    expect([problems, totals.gross]).toEqual([[], '8000']);
  });

  test('a cent before may be off in all, two cents on two lines may not', () => {
    const cent = (line: string, total: string) => billed('26-010.S', line, total, '0.00', '0.00');
    const past = { ...history('20.00', { 'contract_item:1': ['10.00', '0'], 'contract_item:2': ['10.00', '0'] }) };
    const of = (...totals: [string, string]) =>
      amountsOf(
        requisition([cent('1', '20.00'), cent('2', '20.00')], '20.00', { number: 3 }),
        { ...past, openPredecessor: open },
        requisition([cent('1', totals[0]), cent('2', totals[1])], '0.00'),
      ).problems.map(({ reason }) => reason);
    expect(of('10.01', '10.00')).toEqual([]);
    expect(of('10.01', '9.99')).toEqual(['earlierRequisition']);
  });
});

test('a lower number that was left is told by the line too, and held for a person', () => {
  const left = { leftBelow: { requisitionId: '58820', number: 2 } };
  const { problems } = amountsOf(third, { ...booked, ...left }, second);
  expect(problems).toEqual([expect.objectContaining({ reason: 'amountsDiffer', kind: 'person' })]);
  expect(problems[0]!.message).toMatch(/12,000\.00 USD.*requisition 2 was left.*10,000\.00 USD/);
});

describe('a lower number that comes after a higher one was posted', () => {
  const above = { postedAbove: { requisitionId: '58821', number: 3 } };

  test('is held: what it bills went with the higher one', () => {
    const { problems } = amountsOf(second, { ...booked, ...above });
    expect(problems).toEqual([
      expect.objectContaining({ reason: 'amountsDiffer', kind: 'person', causeKey: 'requisition:58821' }),
    ]);
    expect(problems[0]!.message).toContain('requisition 3 of the same commitment, which is posted');
  });

  test('with nothing to post it is let through', () => {
    const empty = requisition([billed('26-010.S', '1', '10000.00', '1000.00', '0.00')], '9000.00');
    expect(amountsOf(empty, { ...booked, ...above }).problems).toEqual([]);
  });
});

test.each<[string, Partial<ProcoreRequisitionItem>, string | null]>([
  ['work alone', { workCompletedFromPreviousApplication: '2500.00' }, '2500'],
  [
    'work and what was stored',
    { workCompletedFromPreviousApplication: '1000.00', materialsPresentlyStoredFromPreviousProgress: '2500.00' },
    '3500',
  ],
  [
    'stored materials that Procore moved into work (case C), once',
    {
      workCompletedFromPreviousApplication: '2500.00',
      materialsPresentlyStoredFromPreviousProgress: '2500.00',
      materialsMoved: '2500.00',
    },
    '2500',
  ],
  ['the total before', { totalCompletedAndStoredToDateFromPrevious: '2500.00' }, '2500.00'],
  ['nothing that says so', {}, null],
])('without the requisition before, a line was billed before by %s', (_, fields, expected) => {
  expect(ownBefore({ ...thirdItem, ...fields }, null)).toBe(expected);
});

test('a line that the requisition before does not have was not billed before', () => {
  expect(ownBefore({ ...thirdItem, workCompletedFromPreviousApplication: '5.00' }, requisition([], '0.00'))).toBe('0');
});
