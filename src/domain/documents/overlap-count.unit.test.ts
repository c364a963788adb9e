import { countableOf, isAllKnown } from './overlap-count';

const at = (second: number, part = 0): Date => new Date(Date.UTC(2026, 10, 20, 12, 0, second, part));
const known = (...seconds: readonly number[]) =>
  seconds.map((second, index) => ({ id: String(index), changedAt: at(second) }));

test('a count begins in a second in which nothing is known, and ends behind the last that is', () => {
  const countable = countableOf(known(9, 10, 11, 40), at(11));
  expect(countable).toMatchObject({ from: at(8), to: at(42), newFrom: at(41) });
  expect(countable?.known).toHaveLength(4);
  expect(countableOf(known(9, 30), at(11))).toMatchObject({ from: at(11), known: [{ id: '1' }] });
  expect(countableOf([], at(11))).toBeNull();
});

test('parts of a second are cut', () => {
  const records = [{ id: '1', changedAt: at(20, 999) }];
  expect(countableOf(records, at(20, 500))).toMatchObject({ from: at(19), to: at(22), newFrom: at(21) });
});

test('it adds up when nothing came late or vanished; what changed again and what both readings share is taken into account', () => {
  const countable = countableOf(known(20, 21, 22), at(19))!;
  expect(isAllKnown(countable, 3, [])).toBe(true);
  expect(isAllKnown(countable, 4, [])).toBe(false);
  expect(isAllKnown(countable, 2, [])).toBe(false);
  const again = { id: '0', changedAt: at(50) };
  expect(isAllKnown(countable, 2, [again])).toBe(true);
  // It changed between the count and the reading.
  expect(isAllKnown(countable, 3, [again])).toBe(false);
  const shared = { id: '7', changedAt: at(23) };
  expect(isAllKnown(countable, 4, [shared])).toBe(true);
  expect(isAllKnown(countable, 3, [shared])).toBe(false);
});
