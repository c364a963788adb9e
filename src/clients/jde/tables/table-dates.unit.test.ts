import { dayAfter, fromJulian, fromTableDate, toJulian } from './table-dates';

describe('Julian dates', () => {
  test.each([
    ['2026-10-09', 126282],
    ['2024-12-31', 124366],
    ['1999-12-31', 99365],
    ['2000-01-01', 100001],
    ['2000-02-29', 100060],
    ['2100-03-01', 200060],
  ])('%s is %i, both ways', (date, julian) => {
    expect(toJulian(date)).toBe(julian);
    expect(fromJulian(julian)).toBe(date);
  });

  test('0 is no date', () => expect(fromJulian(0)).toBe(''));

  test.each([126366, 126000, -1, 126.5])('%d is no day of a year and is refused', (julian) => {
    expect(() => fromJulian(julian)).toThrow('CYYDDD');
  });

  test.each(['2026-02-30', '26-02-03', '2026-1-1', ''])('"%s" is refused', (date) => {
    expect(() => toJulian(date)).toThrow('YYYY-MM-DD');
  });
});

describe('date cells', () => {
  test.each([
    ['20261009', '2026-10-09'],
    ['126282', '2026-10-09'],
    ['99365', '1999-12-31'],
    [' ', ''],
    ['0', ''],
    ['00000000', ''],
  ])('"%s" reads as "%s"', (cell, date) => expect(fromTableDate(cell)).toBe(date));

  test.each(['20261309', '09/10/2026', '2026100'])('"%s" is refused', (cell) => {
    expect(() => fromTableDate(cell)).toThrow('expected a date as yyyyMMdd');
  });

  test('the day after the last of February in a leap year is the first of March', () => {
    expect(dayAfter('2028-02-28')).toBe('2028-02-29');
    expect(dayAfter('2028-02-29')).toBe('2028-03-01');
  });
});
