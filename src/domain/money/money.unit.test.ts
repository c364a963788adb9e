import { check, property, bigInt, array } from 'fast-check';
import { compare, equals, money, negate, quotient, share, smallestUnit, sum, times, toAmount, within } from './money';
import { cents, text } from './cents.fixture';
import { readableAmount } from './readable-amount';

test.each(['', ' ', ' 10', '10 ', '1,000.00', '1e3', '+5', '.5', '5.', '0x1', 'NaN', '1'.repeat(31)])(
  'refuses %p and names the field',
  (bad) => {
    expect(() => money(bad, 'gross_amount')).toThrow(/gross_amount/);
  },
);

test('gives the shortest form, without a negative zero', () => {
  expect([money('0010.500'), money('-0.00'), money('-3')]).toEqual(['10.5', '0', '-3']);
  expect(negate('0')).toBe('0');
});

test('smallest units follow ISO 4217', () => {
  expect(['USD', 'JPY', 'KWD', 'clf'].map(smallestUnit)).toEqual(['0.01', '1', '0.001', '0.0001']);
});

test('fixed text never hides rounding', () => {
  expect([toAmount('10.5', 'USD'), toAmount('7', 'JPY'), toAmount('-0', 'KWD')]).toEqual(['10.50', '7', '0.000']);
  expect(() => toAmount('10.005', 'USD')).toThrow(/10\.005/);
});

test('shares are rounded half away from zero', () => {
  expect([share('0.01', '1', '2', 'USD'), share('-0.01', '1', '2', 'USD')]).toEqual(['0.01', '-0.01']);
});

test('the tolerance itself is within', () => {
  expect([within('1.00', '1.01', '0.01'), within('1.00', '1.011', '0.01')]).toEqual([true, false]);
  expect([compare('2', '10') < 0, equals('1.0', '1.00')]).toEqual([true, true]);
});

test('sums are those of whole cents, however large', () => {
  const amounts = array(bigInt({ min: -(10n ** 17n), max: 10n ** 17n }), { maxLength: 50 });
  const result = check(
    property(amounts, (values) => {
      const expected = values.reduce((total, value) => total + value, 0n);
      return cents(toAmount(sum(values.map(text)), 'USD')) === expected;
    }),
  );
  expect(result.failed).toBe(false);
});

test('readable amounts are grouped and keep every decimal', () => {
  expect(readableAmount('-1234567.5', 'USD')).toBe('-1,234,567.50 USD');
  expect(readableAmount('0.125', 'USD')).toBe('0.125 USD');
  expect(readableAmount('1000', 'JPY')).toBe('1,000 JPY');
});

test('a product is exact, and a quotient is rounded half away from zero to the decimals asked for', () => {
  expect(times('14.067', '18.75')).toBe('263.75625');
  expect(quotient('10000', '3', 5)).toBe('3333.33333');
  expect(quotient('-1', '8', 2)).toBe('-0.13');
  expect(() => quotient('1.000,00', '3', 2)).toThrow('is not an amount');
});
