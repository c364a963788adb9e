import { jdeChart } from '../../domain/jde/chart';
import { checkMappingHeader, readMapping } from '../../domain/coding/mapping-file';
import { costCodeOfCause } from '../holds/cost-code-of-cause';
import { causeKey } from '../../domain/holds/cause-key';
import { merged } from './change-mapping';
import { mappingCsv } from './mapping-csv';
import { readCsv } from '../opening-balances/read-csv';

const text = `project,sub_job,cost_code,cost_type,business_unit,object,subsidiary,subledger,subledger_type
4411,,03-*,S,{project},1340,{costCodeDigits},,
*,*,*,*,{project}{subJob},1350,"{costCode}",7004,A
`;

function rowsOf(csv: string) {
  const read = readCsv(csv, (header) => checkMappingHeader(header, jdeChart).map((error) => error.message));
  if ('faults' in read) throw new Error(read.faults.join());
  const rows = readMapping(read.rows, jdeChart);
  if ('errors' in rows) throw new Error(JSON.stringify(rows.errors));
  return rows.rows;
}

test('what is exported is imported as the same rows', () => {
  const rows = rowsOf(text);
  expect(rowsOf(mappingCsv(rows, jdeChart))).toEqual(rows);
});

test('a merge replaces rows with the same patterns and keeps the others', () => {
  const [first, second] = rowsOf(text);
  const after = merged(
    [first!, second!],
    [
      { ...first!, target: { ...first!.target, object: '1399' } },
      { ...first!, costType: 'L' },
    ],
  );
  expect(after.map((row) => `${row.costCode} ${row.costType} ${row.target['object']}`)).toEqual([
    '03-* S 1399',
    '* * 1350',
    '03-* L 1340',
  ]);
});

test.each([
  ['562', '', '26-010', 'S'],
  ['562', '01', '26.010', ''],
  ['562', 'A B', '26:010', 'L'],
])('the parts of a cost code cause are read back: %s %s %s %s', (projectId, subJob, costCode, costType) => {
  const key = causeKey.costCode(projectId, subJob, costCode, costType);
  expect(costCodeOfCause(key)).toEqual({ projectId, subJob, costCode, costType });
});

test('another cause is no cost code', () => {
  expect(costCodeOfCause('account:4411.1340')).toBeNull();
});
