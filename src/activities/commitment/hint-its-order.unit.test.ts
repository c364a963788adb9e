import type { ListedCommitment } from '../../domain/procore/procore-commitments';
import type { DocumentRow } from '../../store/documents/documents';
import type { Scope } from '../../store/scope';
import type { Tx } from '../../store/unit-of-work';
import { hintOrderOfListed } from './hint-its-order';

// What a list shows of a commitment that stands for an order of the ERP wakes that order's document.

const scope: Scope = { tenantId: 't', connectionId: 'c' };
const at = '2026-11-02T10:00:00Z';
const listed = (more: Partial<ListedCommitment> = {}) =>
  ({ originId: '300100574829561', status: 'Approved', updatedAt: at, deletedAt: null, ...more }) as ListedCommitment;
const known = (more: Partial<DocumentRow> = {}) =>
  ({ sourceStatus: 'Approved', sourceUpdatedAt: new Date(at), ...more }) as DocumentRow;

async function hinted(
  before: DocumentRow | null,
  row: ListedCommitment,
  order: Partial<DocumentRow> | null,
  imports = false,
) {
  const hints: unknown[] = [];
  const documents = {
    find: () => Promise.resolve(order),
    see: () => Promise.resolve(order ?? { stage: null, open: false }),
    hint: (one: unknown) => Promise.resolve(void hints.push(one)),
  };
  const feeds = { find: () => Promise.resolve(imports ? {} : null) };
  await hintOrderOfListed({ documents, feeds } as unknown as Tx, scope, before, row);
  return hints.length;
}

const made = { stage: 'posted', open: false } as const;

test.each([
  ['seen for the first time, whatever its status', null, listed({ status: 'Draft' }), 1],
  ['set to draft', known(), listed({ status: 'Draft' }), 1],
  ['edited', known(), listed({ updatedAt: '2026-11-02T11:00:00Z' }), 1],
  ['deleted without a later time', known(), listed({ deletedAt: at }), 1],
  ['as it was', known(), listed(), 0],
  ['without an id of an order', null, listed({ originId: null }), 0],
])('%s', async (_what, before, row, times) => {
  expect(await hinted(before, row, made)).toBe(times);
});

test('an order of which no commitment was made is not woken, and one that is looked at already not again and again', async () => {
  expect(await hinted(null, listed(), null)).toBe(0);
  expect(await hinted(null, listed(), { stage: null, open: false })).toBe(0);
  expect(await hinted(known(), listed({ deletedAt: at }), { stage: 'posted', open: true })).toBe(0);
});

test('where orders are imported, one that the database forgot is looked at once, unless it is looked at already', async () => {
  expect(await hinted(null, listed(), null, true)).toBe(1);
  expect(await hinted(known(), listed({ status: 'Draft' }), null, true)).toBe(0);
  expect(await hinted(null, listed(), { stage: null, open: true }, true)).toBe(0);
  expect(await hinted(null, listed({ originId: 'SAGE-PC-77' }), null, true)).toBe(0);
});
