import { ExactDecimal } from './exact-decimal';

const of = (text: string): ExactDecimal => ExactDecimal.of(text);

describe('ExactDecimal', () => {
  test('sums without a float', () => {
    expect(ExactDecimal.sum(['0.10', '0.20', '-0.30', '9007199254740993.01'].map(of)).toText(2)).toBe(
      '9007199254740993.01',
    );
  });

  test('rounds half away from zero, on both sides', () => {
    expect([
      of('1.005').rounded(2).toText(),
      of('-1.005').rounded(2).toText(),
      of('1.0049').rounded(2).toText(),
    ]).toEqual(['1.01', '-1.01', '1']);
  });

  test('divides to the asked decimals', () => {
    expect(of('10').dividedBy(of('3'), 4).toText()).toBe('3.3333');
    expect(of('-1.00').dividedBy(of('0.06'), 2).toText()).toBe('-16.67');
  });

  test('shows at least the asked decimals and never drops a digit', () => {
    expect([of('5').toText(2), of('-0.005').toText(2), of('0').toText(3)]).toEqual(['5.00', '-0.005', '0.000']);
  });

  test('reads only plain decimals', () => {
    expect(['1e5', '1,000', '', '.5', '0x1'].map((text) => ExactDecimal.parse(text))).toEqual(Array(5).fill(undefined));
  });
});
