import { segmentCodes, segmentsOf } from './segment-codes';

const part = (type: string | null, code: string | null, pathCode: string | null, pathCodes: string[] = []) => ({
  type,
  code,
  pathCode,
  pathCodes,
  name: null,
});
const type = part('line_item_type', 'S', null);
const costCodeOf = (...segment: Parameters<typeof part>) =>
  segmentCodes({ segmentItems: [part(...segment), type] })?.costCode ?? null;

test('a tiered cost code is its path', () => {
  expect(costCodeOf('cost_code', '010', '26-010')).toBe('26-010');
});

test('path codes settle a code where they are cumulative, or have one level', () => {
  expect(costCodeOf('cost_code', '010', null, ['26', '26-010'])).toBe('26-010');
  expect(costCodeOf('cost_code', '01', null, ['26', '26-010', '26-010-01'])).toBe('26-010-01');
  expect(costCodeOf('cost_code', '26', null, ['26'])).toBe('26');
});

test('path codes by level, or that may be by level, settle nothing: the delimiter is not told', () => {
  expect(costCodeOf('cost_code', '010', null, ['26', '010'])).toBeNull();
  expect(costCodeOf('cost_code', '1', null, ['1', '1'])).toBeNull();
  expect(costCodeOf('cost_code', '26', null, ['2', '26'])).toBeNull();
  expect(costCodeOf('cost_code', '26-010', null, ['26', '26-010'])).toBeNull();
  expect(costCodeOf('cost_code', '010', null, ['26-010'])).toBeNull();
  expect(costCodeOf('cost_code', null, null, ['26', '26-010'])).toBeNull();
});

test('the own part of a code settles nothing: it may have parents', () => {
  expect(costCodeOf('cost_code', '010', null)).toBeNull();
});

test('a segment of a type that is not known, or without a code, settles nothing', () => {
  expect(segmentCodes({ segmentItems: [part('cost_code', '1', '1'), part(null, 'S', null)] })).toBeNull();
  expect(segmentCodes({ segmentItems: [part('cost_code', '1', '1'), part('cost_type', 'S', null)] })).toBeNull();
  expect(segmentCodes({ segmentItems: [part('cost_code', '1', '1'), part('sub_job', null, null)] })).toBeNull();
});

test('the order of the segments is the project’s choice', () => {
  const segmentItems = [
    part('line_item_type', 'S', 'S'),
    part('custom', 'X', 'X'),
    part('cost_code', '1', '1'),
    part('sub_job', '01', '01'),
  ];
  const codes = { subJob: '01', costCode: '1', costType: 'S' };
  expect(segmentCodes({ segmentItems })).toEqual(codes);
  expect(segmentCodes({ segmentItems: segmentsOf(codes) })).toEqual(codes);
  expect(segmentCodes({ segmentItems: segmentsOf({ ...codes, subJob: '' }) })).toEqual({ ...codes, subJob: '' });
});

describe('without segments', () => {
  const costCode = {
    id: '1',
    code: '010',
    fullCode: '26-010',
    name: null,
    billerId: '9',
    billerType: 'Project',
    originId: null,
  };
  const lineItemType = { id: '1', code: 'S', name: null, baseType: null, originId: null };
  const of = (own: Partial<typeof costCode> | { fullCode: null }) =>
    segmentCodes({ segmentItems: [], costCode: { ...costCode, ...own }, lineItemType });

  test('a contract line’s own cost code serves, but not one of a sub job', () => {
    expect(of({})).toEqual({ subJob: '', costCode: '26-010', costType: 'S' });
    expect(of({ billerType: 'SubJob' })).toBeNull();
    expect(segmentCodes({ segmentItems: [] })).toBeNull();
  });

  test('neither its short form nor its own part serves', () => {
    expect(of({ fullCode: null })).toBeNull();
  });
});
