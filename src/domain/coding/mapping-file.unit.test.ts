import { jdeChart } from '../jde/chart';
import { checkMappingHeader, readMapping } from './mapping-file';
import { mappingColumns } from './mapping-row';

const good = {
  project: '4411',
  sub_job: '',
  cost_code: '03-*',
  cost_type: 'S',
  business_unit: '{project}',
  object: '1340',
  subsidiary: '{costCodeDigits}',
  subledger: '',
  subledger_type: '',
};

function errorsOf(...cells: Partial<typeof good>[]) {
  const records = cells.map((own, index) => ({ line: index + 2, cells: { ...good, ...own } }));
  const result = readMapping(records, jdeChart);
  return 'errors' in result ? result.errors : [];
}

test('reads a row and trims its cells', () => {
  expect(readMapping([{ line: 2, cells: { ...good, object: ' 1340 ' } }], jdeChart)).toEqual({
    rows: [
      {
        line: 2,
        project: '4411',
        subJob: '',
        costCode: '03-*',
        costType: 'S',
        target: { businessUnit: '{project}', object: '1340', subsidiary: '{costCodeDigits}' },
      },
    ],
  });
});

test.each([
  [{ project: '' }, 'project', /empty/],
  [{ cost_type: '' }, 'cost_type', /\* for any/],
  [{ cost_code: '03*1' }, 'cost_code', /only at the end/],
  [{ cost_code: '**' }, 'cost_code', /only at the end/],
  [{ project: 'id:12*' }, 'project', /project id/],
  [{ business_unit: '' }, 'business_unit', /empty/],
  [{ business_unit: '1234567890123' }, 'business_unit', /13 characters.*12/],
  [{ object: '1234567' }, 'object', /6/],
  [{ subsidiary: '{costCode}123456789' }, 'subsidiary', /8/],
  [{ subsidiary: '{cost_code}' }, 'subsidiary', /unknown placeholder \{cost_code\}/],
  [{ subsidiary: '{costCode' }, 'subsidiary', /brace/],
  [{ object: '13.40' }, 'object', /neither blanks nor "\."/],
  [{ subledger: '1001' }, 'subledger_type', /go together/],
])('%p is refused', (cells, column, message) => {
  expect(errorsOf(cells)).toEqual([
    { line: 2, column, value: expect.any(String), message: expect.stringMatching(message) },
  ]);
});

test('two equal rows are an error that names both lines', () => {
  expect(errorsOf({}, { cost_code: '04' }, { object: '1350' })).toEqual([
    expect.objectContaining({ line: 4, message: expect.stringContaining('lines 2 and 4') }),
  ]);
});

test('a file without rows is an error', () => {
  expect(readMapping([], jdeChart)).toHaveProperty('errors');
});

test('the header names each column once, in any order', () => {
  const columns = mappingColumns(jdeChart);
  expect(checkMappingHeader([...columns].reverse(), jdeChart)).toEqual([]);
  const wrong = checkMappingHeader([...columns.slice(1), 'projet', 'object'], jdeChart);
  expect(wrong.map((error) => error.column)).toEqual(['projet', 'object', 'project']);
});
