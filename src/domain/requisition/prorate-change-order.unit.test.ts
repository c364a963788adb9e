import { array, assert, integer, property } from 'fast-check';
import { cents, text } from '../money/cents.fixture';
import { changeOrderLine } from '../procore/procore-documents.fixture';
import { changeOrderCodes, prorate } from './prorate-change-order';

test('the last code that is not 0 takes the cent', () => {
  expect(prorate('100.00', ['1', '1', '1', '0'], 'USD')).toEqual(['33.33', '33.33', '33.34', '0']);
});

test('at 100 % each code has its own amount', () => {
  expect(prorate('12000.00', ['10000.00', '5000.00', '-3000.00'], 'USD')).toEqual(['10000.00', '5000.00', '-3000.00']);
});

test('refuses to divide by amounts that sum to 0', () => {
  expect(() => prorate('1.00', ['5', '-5'], 'USD')).toThrow(/sum to 0/);
});

test('shares always add up to the amount, in whole cents', () => {
  const weights = array(integer({ min: -1_000_000, max: 10_000_000 }), { minLength: 1, maxLength: 12 });
  assert(
    property(integer({ min: -10_000_000, max: 100_000_000 }), weights, (amount, parts) => {
      if (parts.reduce((total, part) => total + part, 0) === 0) return;
      const shares = prorate(
        text(BigInt(amount)),
        parts.map((part) => text(BigInt(part))),
        'USD',
      );
      expect(shares.every((own) => /^-?\d+(\.\d{1,2})?$/.test(own))).toBe(true);
      expect(shares.reduce((total, own) => total + cents(own), 0n)).toBe(BigInt(amount));
      expect(shares.filter((own, index) => parts[index] === 0 && cents(own) !== 0n)).toEqual([]);
    }),
  );
});

test('lines with the same code count together, in the order of their positions', () => {
  const lines = [
    changeOrderLine('1', '26-010.S', '10.00', 3),
    changeOrderLine('2', '03-300.S', '5.00', 1),
    changeOrderLine('3', '26-010.S', '1.00', 2),
  ];
  expect(changeOrderCodes(lines)).toMatchObject({
    sum: '16',
    codes: [
      { codes: { costCode: '03-300' }, amount: '5' },
      { codes: { costCode: '26-010' }, amount: '11' },
    ],
  });
});

test('a line without amount or code is named', () => {
  expect(changeOrderCodes([])).toEqual({ problem: 'noLines', lineId: '' });
  expect(changeOrderCodes([{ ...changeOrderLine('9', '26-010.S', '1', 1), amount: null }])).toEqual({
    problem: 'missingAmount',
    lineId: '9',
  });
  expect(changeOrderCodes([{ ...changeOrderLine('9', '26-010.S', '1', 1), segmentItems: [] }])).toEqual({
    problem: 'missingCode',
    lineId: '9',
  });
});
