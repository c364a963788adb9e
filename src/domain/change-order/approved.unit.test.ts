import { approvedAt, isApprovedBefore } from './approved';

const listed = {
  ...{ id: '1', projectId: '7', contractId: '9', number: '001', title: null, grandTotal: null, originId: null },
  ...{ status: 'approved', reviewedAt: '2026-11-04T10:00:00Z', updatedAt: '2026-11-05T10:00:00Z', deletedAt: null },
};

test('only what is approved and not deleted has a time of approval', () => {
  expect(approvedAt(listed)).toBe('2026-11-04T10:00:00.000Z');
  expect(approvedAt({ ...listed, reviewedAt: '2026-11-04' })).toBe('2026-11-04T00:00:00.000Z');
  expect(approvedAt({ ...listed, reviewedAt: null })).toBeNull();
  expect(approvedAt({ ...listed, status: 'void' })).toBeNull();
  expect(approvedAt({ ...listed, deletedAt: '2026-11-06T10:00:00Z' })).toBeNull();
});

test('the order is that of approval, then of ids by their size; one without a time comes last', () => {
  const at = (sourceId: string, time: string | null) => ({
    sourceId,
    approvedAt: time === null ? null : new Date(time),
  });
  const sooner = at('99', '2026-11-04T10:00:00Z');
  const later = at('5', '2026-11-05T10:00:00Z');
  expect([isApprovedBefore(sooner, later), isApprovedBefore(later, sooner)]).toEqual([true, false]);
  expect([isApprovedBefore(sooner, at('100', '2026-11-04T10:00:00Z')), isApprovedBefore(at('1', null), later)]).toEqual(
    [true, false],
  );
  expect([isApprovedBefore(at('2', null), at('10', null)), isApprovedBefore(sooner, sooner)]).toEqual([true, false]);
});
