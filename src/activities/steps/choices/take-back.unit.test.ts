import type { Entry } from '../../../domain/posting/books/entry';
import { invoice } from '../../../domain/fusion/kinds/invoice';
import { journal } from '../../../domain/jde/kinds/journal';
import { voucher } from '../../../domain/jde/kinds/voucher';
import type { PostingKind } from '../../../domain/posting/posting-kind';
import type { ErpAdapter } from '../../../clients/erp-adapter';
import type { PostingRow } from '../../../store/ledger/posting-row';
import { isPast, negated, toTakeBack } from './take-back';

const kinds = new Map([invoice, voucher, journal].map((kind: PostingKind) => [kind.name, { kind, port: {} }]));
const erp = { system: 'jde', kinds } as unknown as ErpAdapter;
const delivered = {
  ...{ key: 'PC1', step: 'voucher', state: 'confirmed', system: 'jde', kind: 'voucher', origin: 'sent' },
  ...{ stage: 'delivered', supplier: '70001', because: null, facts: {} },
} as unknown as PostingRow;
const taken = (postings: readonly PostingRow[], system = 'jde') =>
  toTakeBack({ ...erp, system }, { postings, step: 'voucher' }, { supplier: '70001', because: '7' })?.posting.key ??
  null;

test('what is delivered and not in the books is taken back; what is vouchered, or gone, is not', () => {
  expect(taken([delivered])).toBe('PC1');
  expect(taken([{ ...delivered, stage: 'vouchered' }])).toBeNull();
  expect(taken([{ ...delivered, stage: 'gone' }])).toBeNull();
  expect(taken([])).toBeNull();
});

test('only the newest that stands: what is in the books behind it stays', () => {
  const first = { ...delivered, key: 'PC0', stage: 'posted' } as const;
  expect(taken([first, delivered, { ...delivered, key: 'PC2', state: 'voided' }])).toBe('PC1');
  expect(
    taken([
      { ...delivered, key: 'PC0' },
      { ...delivered, stage: 'posted' },
    ]),
  ).toBeNull();
});

test('not what the choice posted itself, what somebody entered, another supplier’s, nor a kind that is not taken back', () => {
  expect(taken([{ ...delivered, because: '7' }])).toBeNull();
  expect(taken([{ ...delivered, origin: 'byHand' }])).toBeNull();
  expect(taken([{ ...delivered, supplier: '70002' }])).toBeNull();
  expect(taken([{ ...delivered, kind: 'journal' }])).toBeNull();
});

test.each([
  [{}, false],
  [{ paid: 'Unpaid', accounted: 'Unaccounted' }, false],
  [{ paid: 'Partially paid' }, true],
  [{ paid: 'Unpaid', accounted: 'Partially accounted' }, true],
  [{ paid: 'Unpaid', accounted: 'Accounted' }, true],
])('an invoice of Fusion with %p is past being canceled: %p', (facts, expected) => {
  const one = { ...delivered, system: 'fusion', kind: 'invoice', facts };
  expect(isPast(erp, one)).toBe(expected);
  expect(taken([one], 'fusion')).toBe(expected ? null : 'PC1');
});

test('what falls out of the books is on an order line where what comes in its place is on it', () => {
  const entry: Entry = {
    ...{ book: 'cost', supplier: '70001', account: 'a', orderLine: '1', item: 'i', amount: '5' },
    ...{ gross: '5', withheld: '1', tax: '0', period: '2026-10' },
  };
  const onLine = negated([entry], [{ ...entry, amount: '4' }]);
  expect(onLine).toMatchObject([{ orderLine: '1', amount: '-5', gross: '-5', withheld: '-1' }]);
  expect(negated([entry], [{ ...entry, orderLine: '' }])).toMatchObject([{ orderLine: '' }]);
});
