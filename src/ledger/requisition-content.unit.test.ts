import { billed, requisition } from '../domain/requisition/procore-documents.fixture';
import { listedHash, mayEndHold } from './requisition-content';

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
