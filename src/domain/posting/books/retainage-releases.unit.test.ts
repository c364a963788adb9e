import { doneReleases } from './retainage-releases';

const second = { number: 2, amount: '600.00', letGoBefore: '0' };
const third = { number: 3, amount: '300.00', letGoBefore: '0' };
const numbers = (letGo: string, ...releases: (typeof second)[]): number[] =>
  doneReleases(releases, letGo).map((one) => one.number);

test('a release is done when AP has let go of its amount, to the cent', () => {
  expect(numbers('599.99', second)).toEqual([]);
  expect(numbers('600', second)).toEqual([2]);
});

test('what AP had let go of before a release counts for nothing', () => {
  expect(numbers('600', { ...second, letGoBefore: '200' })).toEqual([]);
  expect(numbers('800', { ...second, letGoBefore: '200' })).toEqual([2]);
});

test('several releases are served by number, each by an amount of its own', () => {
  expect(numbers('600', third, second)).toEqual([2]);
  expect(numbers('899', third, second)).toEqual([2]);
  expect(numbers('900', third, second)).toEqual([2, 3]);
});

test('a later release never overtakes an earlier one, however small it is', () => {
  expect(numbers('300', third, second)).toEqual([]);
});

test('what was let go of between two releases beyond the first serves the second no more', () => {
  expect(numbers('1000', second, { ...third, letGoBefore: '800' })).toEqual([2]);
  expect(numbers('1100', second, { ...third, letGoBefore: '800' })).toEqual([2, 3]);
});
