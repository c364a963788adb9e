import { jdeChart } from '../../domain/jde/chart';
import { checkMappingHeader, readMapping } from '../../domain/coding/mapping-file';
import { costCodeOfCause } from '../holds/cost-code-of-cause';
import { causeKey } from '../../domain/holds/cause-key';
import { merged } from './change-mapping';
import { mappingCsv } from './mapping-csv';
import { readMappingFile } from './read-mapping-file';
import { readCsv } from '../read-csv';

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

test('a cell that a spreadsheet would run as a formula is exported as text, and read back as it was', () => {
  const [row] = rowsOf(text);
  const cells = ['=HYPERLINK("http://x")', '+1', '-2', '@SUM(A1)', "'=1"];
  const rows = cells.map((costCode, index) => ({ ...row!, line: index + 2, costCode }));
  const csv = mappingCsv(rows, jdeChart);
  for (const line of csv.split('\n').slice(1, -1)) expect(line.split(',')[2]).toMatch(/^"?'/);
  expect(readMappingFile('mapping.csv', csv, jdeChart)).toEqual(rows);
});

test.each([
  ['NUL', '03\u0000', 'holds a NUL character'],
  ['a control character', '03\u0007', 'line 2, cost_code "03": holds a control character'],
  ['more than a code has', '3'.repeat(101), 'is 101 characters long; at most 100'],
])('a cell with %s is a fault of its line and column', (_what, costCode, fault) => {
  const csv = `${text.split('\n')[0] ?? ''}\n4411,,${costCode},S,{project},1340,{costCodeDigits},,\n`;
  expect(() => readMappingFile('mapping.csv', csv, jdeChart)).toThrow(fault);
  expect(() => readMappingFile('mapping.csv', csv, jdeChart)).toThrow(/line 2, cost_code/);
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

test('a note is written for whoever reads the file, and not kept when it is imported', () => {
  const rows = rowsOf(text);
  const csv = mappingCsv([{ ...rows[0]!, note: '=like 31-23-16.S, "Rock"' }, rows[1]!], jdeChart);
  expect(csv.split('\n')[0]).toBe(`${text.split('\n')[0] ?? ''},note`);
  expect(csv).toContain(`,"'=like 31-23-16.S, ""Rock"""\n`);
  expect(readMappingFile('mapping.csv', csv, jdeChart)).toEqual(rows);
});

test('a note stands at most once, and no other column is taken beside those of the chart', () => {
  const header = text.split('\n')[0]!.split(',');
  expect(checkMappingHeader([...header, 'note', 'note'], jdeChart)).toHaveLength(1);
  expect(checkMappingHeader([...header, 'remark'], jdeChart)).toMatchObject([{ column: 'remark' }]);
});
