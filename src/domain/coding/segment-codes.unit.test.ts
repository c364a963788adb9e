import { segmentCodes } from './segment-codes';

const part = (type: string, code: string | null, pathCode: string | null) => ({ type, code, pathCode, name: null });

test('a tiered cost code is its path, a flat one its code', () => {
  const type = part('line_item_type', 'S', null);
  expect(segmentCodes({ segmentItems: [part('cost_code', '010', '26-010'), type] })?.costCode).toBe('26-010');
  expect(segmentCodes({ segmentItems: [part('cost_code', '26-010', null), type] })?.costCode).toBe('26-010');
});

test('the order of the segments is the project’s choice', () => {
  const segmentItems = [
    part('line_item_type', 'S', 'S'),
    part('custom', 'X', 'X'),
    part('cost_code', '1', '1'),
    part('sub_job', '01', '01'),
  ];
  expect(segmentCodes({ segmentItems })).toEqual({ subJob: '01', costCode: '1', costType: 'S' });
});

test('without segments a contract line’s own cost code serves, but not one of a sub job', () => {
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
  expect(segmentCodes({ segmentItems: [], costCode, lineItemType })).toEqual({
    subJob: '',
    costCode: '26-010',
    costType: 'S',
  });
  expect(segmentCodes({ segmentItems: [], costCode: { ...costCode, billerType: 'SubJob' }, lineItemType })).toBeNull();
  expect(segmentCodes({ segmentItems: [] })).toBeNull();
});
