import type { Entry } from '../posting/books/entry';
import { movesOf, shownMark } from './choice';

function entry(fields: Partial<Entry>): Entry {
  return {
    ...{ book: 'cost', supplier: '70123', account: '4411.1340', orderLine: '', item: 'contract_item:1' },
    ...{ amount: '-1000.00', gross: '-1000.00', withheld: '-100.00', tax: '0', period: '2026-11', ...fields },
  };
}
const binding = { contentHash: 'v1:b', stands: 'S1' };
const shown = shownMark('adjust', binding, [entry({}), entry({ account: '200.4110', amount: '100.00' })]);

describe('the mark of what is shown', () => {
  test('is that of what would be posted, in whatever order, on whatever day', () => {
    const later = [entry({ account: '200.4110', amount: '100.00', period: '2026-12' }), entry({ period: '2026-12' })];
    expect(shownMark('adjust', binding, later)).toBe(shown);
    expect(shown).toMatch(/^[A-Z2-7]{8}$/);
  });

  test.each([
    ['another amount', () => shownMark('adjust', binding, [entry({ amount: '-999.99' })])],
    ['another choice', () => shownMark('postAgain', binding, [entry({})])],
    ['another content', () => shownMark('adjust', { ...binding, contentHash: 'v1:c' }, [entry({})])],
    ['something else that stands', () => shownMark('adjust', { ...binding, stands: 'S2' }, [entry({})])],
    ['another item of the same account', () => shownMark('adjust', binding, [entry({ item: 'contract_item:2' })])],
  ])('%s has another one', (_, mark) => {
    expect(mark()).not.toBe(shownMark('adjust', binding, [entry({})]));
  });
});

test('what would move is shown by account and order line, without what comes to nothing', () => {
  const moves = movesOf([
    entry({ orderLine: '1' }),
    entry({ orderLine: '1', amount: '200.00' }),
    entry({ orderLine: '2', amount: '50.00' }),
    entry({ account: '4411.1320', amount: '5.00' }),
    entry({ account: '4411.1320', amount: '-5.00' }),
  ]);
  expect(moves).toEqual([
    { account: '4411.1340', orderLine: '1', amount: '-800' },
    { account: '4411.1340', orderLine: '2', amount: '50' },
  ]);
});
