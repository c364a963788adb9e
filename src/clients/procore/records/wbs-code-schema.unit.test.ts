import { segmentCodes } from '../../../domain/coding/segment-codes';
import { wbsCodeOnLineSchema } from './wbs-code-schema';

// Both shapes of a segment item (procore 10.5), as they come out of the lossless parser: numbers are texts.
const embedded = (type: string, code: string, pathCodes: string[]) => ({
  id: '71',
  code,
  name: 'x',
  path_ids: pathCodes.map((_, index) => String(70 + index)),
  path_codes: pathCodes,
  segment_type: type,
  segment_id: '5',
});
const listed = (type: string, code: string, path: object) => ({
  id: '71',
  code,
  name: 'x',
  ...path,
  segment: { id: '5', name: 'x', type },
});

function codesOf(...segment_items: unknown[]) {
  const read = wbsCodeOnLineSchema.parse({ id: '44', flat_code: 'S.26-010', description: null, segment_items });
  return read === null ? null : segmentCodes({ segmentItems: read.segmentItems });
}

const codes = { subJob: '', costCode: '26-010', costType: 'S' };

test('the published shape, embedded in a requisition item, is read', () => {
  expect(codesOf(embedded('line_item_type', 'S', ['S']), embedded('cost_code', '010', ['26', '26-010']))).toEqual(
    codes,
  );
});

test('the shape of wbs_codes is read, by its path or, without parents, by its code', () => {
  const kind = listed('line_item_type', 'S', { path_code: 'S' });
  expect(codesOf(kind, listed('cost_code', '010', { path_code: '26-010', parent_id: '70' }))).toEqual(codes);
  expect(codesOf(kind, listed('cost_code', '26-010', { path_code: null, parent_id: null }))).toEqual(codes);
  expect(codesOf(kind, listed('cost_code', '010', { path_code: null, parent_id: '70' }))).toBeNull();
});

test('a segment type is known however it is spelt', () => {
  const [kind, code] = [embedded('LineItemType', 'S', ['S']), embedded('Cost Code', '010', ['26', '26-010'])];
  expect(codesOf(kind, code)).toEqual(codes);
});

test('a shape that is not understood gives no code, and fails nothing', () => {
  expect(codesOf({ label: '26-010' }, 7, null)).toBeNull();
  expect(codesOf(embedded('cost_code', '010', ['26', '010']), embedded('line_item_type', 'S', ['S']))).toBeNull();
  expect(wbsCodeOnLineSchema.parse({ id: '44', segment_items: 'none' })).toEqual({
    wbsCode: { id: '44', flatCode: null, description: null },
    segmentItems: [],
  });
  expect(wbsCodeOnLineSchema.parse(null)).toBeNull();
});
