import { openWindow, type FiscalYear } from './open-periods';

const monthEnds = (year: number): string[] =>
  Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(year, month + 1, 0)).toISOString().slice(0, 10));

const calendarYear = (year: number, tail: readonly string[]): FiscalYear => ({
  pattern: 'R',
  firstDay: `${String(year)}-01-01`,
  periodEnds: [...monthEnds(year), ...tail],
});

const years = [calendarYear(2026, ['2026-12-31', '2026-12-31']), calendarYear(2027, ['', ''])];
const at = (period: number, yearFirstDay = '2026-01-01', pattern = 'R') => ({ pattern, yearFirstDay, period });

describe('open periods', () => {
  test.each([
    ['the first period begins with the year', at(1), '2026-01-01', '2026-02-28'],
    ['the current and the next period', at(10), '2026-10-01', '2026-11-30'],
    ['the last but one', at(11), '2026-11-01', '2026-12-31'],
    ['the last period is followed by the first of the next year', at(12), '2026-12-01', '2027-01-31'],
    ['a thirteenth period without days of its own leaves the next year', at(13), '2027-01-01', '2027-01-31'],
    ['unused periods are empty and no year follows', at(12, '2027-01-01'), '2027-12-01', '2027-12-31'],
  ])('%s', (_name, current, from, to) => {
    expect(openWindow(current, years)).toEqual({ from, to });
  });

  test('a pattern of thirteen periods of four weeks takes its thirteenth', () => {
    const ends = Array.from({ length: 13 }, (_, index) =>
      new Date(Date.UTC(2026, 6, 4 + 28 * (index + 1))).toISOString().slice(0, 10),
    );
    const fourWeeks = [{ pattern: 'F', firstDay: '2026-07-05', periodEnds: [...ends, ''] }];
    expect(openWindow(at(12, '2026-07-05', 'F'), fourWeeks)).toEqual({ from: '2027-05-09', to: '2027-07-03' });
  });

  test('a fiscal year of another pattern does not count as the next one', () => {
    const other = { pattern: 'X', firstDay: '2027-06-01', periodEnds: ['2027-06-30'] };
    expect(openWindow(at(12, '2027-01-01'), [...years, other]).to).toBe('2027-12-31');
  });

  test('a company whose fiscal year has no calendar is refused with the pattern and the day', () => {
    expect(() => openWindow(at(1, '2020-01-01'), years)).toThrow('pattern "R" has no fiscal year that begins on 2020');
  });

  test('a period number without a last day is refused', () => {
    expect(() => openWindow(at(15), years)).toThrow('period 15 has no last day');
    expect(() => openWindow(at(0), years)).toThrow('period 0 has no last day');
  });
});
