import type { Entry } from './entry';
import { missingEntries } from './missing-entries';
import { sameBooks } from './same-books';

function cost(amount: string, withheld: string, fields: Partial<Entry> = {}): Entry {
  const line = { book: 'cost', supplier: '70123', account: '4411.1340', orderLine: '', tax: '0' } as const;
  return { ...line, item: 'contract_item:1', amount, gross: amount, withheld, period: '2026-11', ...fields };
}
const standing = [cost('10000.00', '1000.00'), cost('-1000.00', '-1000.00', { account: '200.4110', item: '' })];

test.each([
  ['less of it', [cost('9000.00', '900.00'), cost('-900.00', '-900.00', { account: '200.4110', item: '' })]],
  ['another account', [cost('10000.00', '1000.00', { account: '4411.1320' })]],
  ['another item', [cost('10000.00', '1000.00', { item: 'contract_item:2' })]],
  ['another supplier', [cost('10000.00', '1000.00', { supplier: '70999' })]],
  ['nothing at all', []],
])('%s: what stands and what is missing come to it', (_, wanted) => {
  const missing = missingEntries(wanted, standing);
  expect(missing).not.toEqual([]);
  expect(sameBooks([...standing, ...missing], wanted)).toBe(true);
});

test('what stands is not missing', () => {
  expect(missingEntries(standing, standing)).toEqual([]);
});
