import { decimalOf, parseDecimal, sumOf, withDecimals } from './decimal';

describe('decimals of the sandboxes', () => {
  test('are summed without a float', () => {
    const amounts = ['0.10', '0.20', '-0.30', '9007199254740993.01'].map(decimalOf);
    expect(sumOf(amounts).toFixed()).toBe('9007199254740993.01');
  });

  test('are rounded half away from zero, on both sides', () => {
    expect(['1.005', '-1.005', '1.0049'].map((text) => decimalOf(text).toDecimalPlaces(2).toFixed())).toEqual([
      '1.01',
      '-1.01',
      '1',
    ]);
  });

  test('are divided to more digits than any column keeps', () => {
    expect(decimalOf('-1.00').dividedBy(decimalOf('0.06')).toDecimalPlaces(2).toFixed()).toBe('-16.67');
    expect(decimalOf('10').dividedBy(decimalOf('3')).toFixed()).toBe(`3.${'3'.repeat(39)}`);
  });

  test('show at least the asked decimals, never drop a digit, and never write a minus before zero', () => {
    const shown = [withDecimals(decimalOf('5'), 2), withDecimals(decimalOf('-0.005'), 2), decimalOf('-0').toFixed()];
    expect(shown).toEqual(['5.00', '-0.005', '0']);
  });

  test('are read from plain digits only', () => {
    expect(['1e5', '1,000', '', '.5', '0x1', 'NaN'].map(parseDecimal)).toEqual(Array(6).fill(undefined));
    expect(['+1.', ' 12.50 '].map((text) => parseDecimal(text)?.toFixed())).toEqual(['1', '12.5']);
  });
});
