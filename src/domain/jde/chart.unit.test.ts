import { mappingColumns } from '../coding/mapping-row';
import { accountOf, jdeChart } from './chart';

test('an account is printed and read back without its subledger', () => {
  const segments = { businessUnit: '4411', object: '1340', subsidiary: '26010', subledger: '7', subledgerType: 'A' };
  expect(jdeChart.print(segments)).toBe('4411.1340.26010');
  expect(jdeChart.parse('4411.1340.26010')).toEqual({ businessUnit: '4411', object: '1340', subsidiary: '26010' });
  expect(jdeChart.print(jdeChart.parse('200.4110'))).toBe('200.4110');
  expect(() => jdeChart.parse('200')).toThrow(RangeError);
});

test('a mapping file of a JDE connection has the columns of its chart behind the patterns', () => {
  expect(mappingColumns(jdeChart).join()).toBe(
    'project,sub_job,cost_code,cost_type,business_unit,object,subsidiary,subledger,subledger_type',
  );
});

test('the segments of a mapping are an account; one without a subledger has none', () => {
  const named = { businessUnit: '200', object: '4110' };
  expect(accountOf(named)).toEqual({ ...named, subsidiary: '' });
  expect(accountOf({ ...named, subledger: '7', subledgerType: 'A' })).toEqual({
    ...named,
    subsidiary: '',
    subledger: '7',
    subledgerType: 'A',
  });
});
