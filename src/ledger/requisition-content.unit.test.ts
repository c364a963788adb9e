import { segmentsOf } from '../domain/coding/segment-codes';
import { billed, requisition } from '../domain/procore/procore-documents.fixture';
import { contentHash, listedHash, mayEndHold } from './requisition-content';

const detail = { ...billed('26-010.S', '1', '20000.00', '1000.00', '1000.00'), itemType: 'contract_detail_item' };
const listed = requisition([{ ...detail, segmentItems: [] }], '9000.00');
const completed = requisition(
  [
    {
      ...detail,
      detailLineItemId: '501',
      segmentItems: segmentsOf({ subJob: '', costCode: '26-010', costType: 'S' }),
    },
  ],
  '9000.00',
);

test('what was completed since is no news to a list that gives the same', () => {
  expect(listedHash(completed)).toBe(listedHash(listed));
  expect(contentHash(completed)).not.toBe(contentHash(listed));
});

test('an item that a list names another code for is news', () => {
  const recoded = { ...detail, segmentItems: [], wbsCode: { id: '45', flatCode: null, description: null } };
  expect(listedHash(requisition([recoded], '9000.00'))).not.toBe(listedHash(listed));
});

const line = billed('26-010.S', '1', '10000.00', '0.00', '1000.00');
const before = requisition([{ ...line, status: 'rejected' }], '0.00');

test('the status of a line is no content of the books, but may end a hold', () => {
  const now = requisition([{ ...line, status: 'approved' }], '0.00');
  expect(listedHash(now)).toBe(listedHash(before));
  expect(mayEndHold(before, now)).toBe(true);
});

test.each([
  ['what was billed before a line', { workCompletedFromPreviousApplication: '12000.00' }],
  ['the unit of a line', { uom: 'LF' }],
])('so may %s', (_, fields) => {
  expect(mayEndHold(before, requisition([{ ...line, status: 'rejected', ...fields }], '0.00'))).toBe(true);
});

test('that it was written to is no change, and neither is what a list does not tell', () => {
  const written = { updatedAt: '2026-11-30T00:00:00Z', originId: 'JDE-PC1', originData: '{}', erpStatus: 'synced' };
  const items = before.items.map((item) => ({ ...item, changeOrderPackageId: '77' }));
  expect(mayEndHold(before, { ...before, ...written, items })).toBe(false);
});
