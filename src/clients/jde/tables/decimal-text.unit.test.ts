import Decimal from 'decimal.js';
import fc from 'fast-check';
import { amountText, decimalText } from './decimal-text';

describe('numbers of table cells', () => {
  test.each([
    ['9000.00', '9000'],
    ['1.2345678E7', '12345678'],
    ['1.23456789E7', '12345678.9'],
    ['5E-1', '0.5'],
    ['12e-4', '0.0012'],
    ['-0.0', '0'],
    ['.50', '0.5'],
    ['+7', '7'],
    ['-1200.50', '-1200.5'],
    ['123456789012345.67', '123456789012345.67'],
  ])('%s is %s', (cell, text) => expect(decimalText(cell)).toBe(text));

  test.each(['', '.', 'abc', '1,000.00', 'NaN', '1e'])('"%s" is refused', (cell) => {
    expect(() => decimalText(cell)).toThrow('expected a decimal number');
  });

  test('an empty cell is an amount of 0', () => expect(amountText('  ')).toBe('0'));

  test('digits and exponents agree with a decimal library', () => {
    const Exact = Decimal.clone({ precision: 60 });
    const digits = fc.bigInt(-(10n ** 15n), 10n ** 15n);
    fc.assert(
      fc.property(digits, fc.integer({ min: -20, max: 6 }), (whole, exponent) => {
        const cell = `${whole.toString()}E${String(exponent)}`;
        expect(decimalText(cell)).toBe(whole === 0n ? '0' : new Exact(cell).toFixed());
      }),
    );
  });
});
