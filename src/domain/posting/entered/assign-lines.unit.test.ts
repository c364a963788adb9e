import { assignLines, type ItemOfSource, type SaidOfLine } from './assign-lines';
import type { EnteredLine } from './entered';

const item = (itemKey: string, gross: string, withheld = '0'): ItemOfSource => ({ itemKey, gross, withheld });
const line = (name: string, amount: string, role: EnteredLine['role'] = 'cost'): EnteredLine => ({
  ...{ name, role, account: name, orderLine: '', amount },
});
const said = (itemKey: string, name: string, amount: string): SaidOfLine => ({ itemKey, line: name, amount });
const counts = (...of: Parameters<typeof assignLines>) => {
  const items = assignLines(...of);
  if ('why' in items) return items.why;
  return items.map(({ itemKey, account, gross, withheld }) => `${itemKey} ${account} ${gross} ${withheld}`);
};

test('where there is one item only, all that stands is its, whatever it comes to', () => {
  const lines = [line('A', '700.00'), line('B', '350.00'), line('R', '-90.00', 'retainage')];
  expect(counts([item('1', '1000.00', '100.00')], lines, [])).toEqual(['1 A 700.00 90', '1 B 350.00 0']);
});

test('a line is the item’s that alone has its amount, and a second line of that amount is nobody’s', () => {
  const items = [item('1', '600.00'), item('2', '400.00')];
  expect(counts(items, [line('B', '400.00'), line('A', '600.00')], [])).toEqual(['1 A 600.00 0', '2 B 400.00 0']);
  const twice = [line('A', '600.00'), line('B', '600.00')];
  expect(counts(items, twice, [])).toBe('600.00 on A does not belong to exactly one item');
  expect(counts([item('1', '600.00'), item('2', '600.00')], [line('A', '600.00')], [])).toBe(
    '600.00 on A does not belong to exactly one item',
  );
});

test('what is said counts in parts that sum to the line, of items and lines that there are, and not of tax', () => {
  const items = [item('1', '600.00'), item('2', '600.00')];
  const lines = [line('A', '1200.00'), line('T', '10.00', 'tax')];
  expect(counts(items, lines, [said('1', 'A', '700.00'), said('2', 'A', '500.00')])).toEqual([
    '1 A 700.00 0',
    '2 A 500.00 0',
  ]);
  expect(counts(items, lines, [said('1', 'A', '700.00')])).toBe(
    'what is assigned of A sums to 700, and 1200.00 stands there',
  );
  expect(counts(items, lines, [said('3', 'A', '1200.00')])).toBe('"3" is no item of it');
  expect(counts(items, lines, [said('1', 'T', '10.00')])).toBe('"T" is no line that may be assigned');
});

test('what is left once a line is said still needs the one item with its amount', () => {
  const items = [item('1', '600.00'), item('2', '600.00'), item('3', '50.00')];
  const lines = [line('A', '600.00'), line('B', '600.00'), line('C', '50.00')];
  expect(counts(items, lines, [said('2', 'A', '600.00')])).toEqual(['1 B 600.00 0', '2 A 600.00 0', '3 C 50.00 0']);
});

test('retainage is each item’s own where all of it is what is withheld; else that of the only one that withholds, or as it is said', () => {
  const items = [item('1', '600.00', '60.00'), item('2', '400.00', '40.00')];
  const cost = [line('A', '600.00'), line('B', '400.00')];
  const kept = (amount: string) => [...cost, line('R', amount, 'retainage')];
  expect(counts(items, kept('-100.00'), [])).toEqual(['1 A 600.00 60.00', '2 B 400.00 40.00']);
  expect(counts(items, kept('-90.00'), [])).toBe('the retainage of 90 (R) does not belong to exactly one item');
  const parts = [said('1', 'R', '-50.00'), said('2', 'R', '-40.00')];
  expect(counts(items, kept('-90.00'), parts)).toEqual(['1 A 600.00 50', '2 B 400.00 40']);
  const one = [item('1', '600.00', '60.00'), item('2', '400.00')];
  expect(counts(one, kept('-90.00'), [])).toEqual(['1 A 600.00 90', '2 B 400.00 0']);
  expect(counts(items, cost, [])).toEqual(['1 A 600.00 0', '2 B 400.00 0']);
});

test('an item that only lets retainage go stands where retainage does, and one of which nothing stands does not count', () => {
  const items = [item('1', '0', '-60.00'), item('2', '400.00')];
  expect(counts(items, [line('R', '60.00', 'retainage')], [])).toEqual(['1 R 0 -60.00']);
});
