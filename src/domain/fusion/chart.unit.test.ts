import { checkMappingHeader, readMapping } from '../coding/mapping-file';
import { compileMapping, resolveCoding } from '../coding/resolve-coding';
import { balancingValue, fusionChart, fusionChartSchema } from './chart';

const settings = fusionChartSchema.parse({
  id: '5237',
  separator: '-',
  segments: [
    { name: 'entity' },
    { name: 'costCenter' },
    { name: 'account', maxLength: 6 },
    { name: 'future1', default: '000' },
  ],
  balancing: 'entity',
  naturalAccount: 'account',
});
const chart = fusionChart(settings);

test('a segment that is called like a column of the mapping has a column of its own', () => {
  const segments = [{ name: 'company' }, { name: 'project' }, { name: 'account' }, { name: 'costCode' }];
  const own = fusionChart({ ...settings, segments: segments.map((one) => ({ ...one, maxLength: 25 })) });
  expect(own.segments.map(({ column }) => column)).toEqual([
    'company',
    'segment_project',
    'account',
    'segment_cost_code',
  ]);
});

test('a mapping file has a column for each segment; one with a default may be empty, and leading zeros stay', () => {
  const header = ['project', 'sub_job', 'cost_code', 'cost_type', 'entity', 'cost_center', 'account', 'future1'];
  expect(checkMappingHeader(header, chart)).toEqual([]);
  const cells = {
    project: '*',
    sub_job: '*',
    cost_code: '03-*',
    cost_type: 'S',
    entity: '101',
    cost_center: '{project}',
    account: '060530',
  };
  const read = readMapping([{ line: 2, cells }], chart);
  const rows = 'rows' in read ? read.rows : [];
  const codes = { projectId: '1', projectNumber: '4411', subJob: '', costCode: '03-300', costType: 'S' };
  const coding = resolveCoding(compileMapping(rows), codes, chart);
  expect(coding?.misfit).toBeNull();
  expect(chart.print(coding?.target ?? {})).toBe('101-4411-060530-000');
  expect(readMapping([{ line: 2, cells: { ...cells, entity: '' } }], chart)).toMatchObject({
    errors: [{ column: 'entity' }],
  });
});

test('an account is read back by its segments in their order, or it is said how one is written', () => {
  expect(chart.parse('101-4411-060530-000')).toEqual({
    entity: '101',
    costCenter: '4411',
    account: '060530',
    future1: '000',
  });
  expect(balancingValue(settings, '101-4411-060530-000')).toBe('101');
  expect(() => chart.parse('101-4411-060530')).toThrow('expected ENTITY-COST_CENTER-ACCOUNT-FUTURE1');
  expect(() => chart.parse('101--060530-000')).toThrow('expected');
});

test.each([
  [{ balancing: 'company' }, 'is none of the segments'],
  [{ segments: [{ name: 'entity' }, { name: 'entity' }], naturalAccount: 'entity' }, 'a segment stands there twice'],
  [{ segments: [{ name: 'entity' }] }, 'the segments of the chart in their order'],
])('a chart that cannot be one is refused: %j', (fields, message) => {
  const parsed = fusionChartSchema.safeParse({ ...settings, ...fields });
  expect(parsed.error?.issues.map((issue) => issue.message).join()).toContain(message);
});
