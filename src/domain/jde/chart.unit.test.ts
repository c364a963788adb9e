import { mappingColumns, templateLengths } from '../coding/mapping-row';
import { jdeChart } from './chart';

test('an account is printed and read back without its subledger', () => {
  const segments = { businessUnit: '4411', object: '1340', subsidiary: '26010', subledger: '7', subledgerType: 'A' };
  expect(jdeChart.print(segments)).toBe('4411.1340.26010');
  expect(jdeChart.parse('4411.1340.26010')).toEqual({ businessUnit: '4411', object: '1340', subsidiary: '26010' });
  expect(jdeChart.print(jdeChart.parse('200.4110'))).toBe('200.4110');
  expect(() => jdeChart.parse('200')).toThrow(RangeError);
});

test('its columns are those of a mapping file, with the lengths that JDE takes', () => {
  const columns = jdeChart.segments.map((segment) => segment.column);
  expect(mappingColumns.slice(-columns.length)).toEqual(columns);
  expect(Object.fromEntries(jdeChart.segments.map(({ name, maxLength }) => [name, maxLength]))).toEqual(
    templateLengths,
  );
});
