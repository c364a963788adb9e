import { segmentsOf } from '../domain/coding/segment-codes';
import { billed, requisition } from '../domain/requisition/procore-documents.fixture';
import { contentHash, listedHash } from './requisition-content';

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
