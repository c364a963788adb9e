import { createTestStore, testProjectId, type TestStore } from '../../../test/stack/test-store';
import type { DocumentRow } from '../documents/documents';
import type { NewRetainageRelease, RetainageReleaseRow } from './retainage-releases';

let acme: TestStore;
let document: DocumentRow;
beforeEach(async () => {
  acme = await createTestStore();
  const place = { projectId: testProjectId, commitmentId: '700', number: 2 };
  document = await acme.store.inTenant(acme.tenantId, (tx) =>
    tx.documents.see(acme, { kind: 'requisition', sourceId: '2' }, place),
  );
});
afterEach(() => acme.close());

const release = { supplier: '7004', currency: 'USD', amount: '600.00', openBefore: '1000.00', letGoBefore: '0.00' };

async function note(change: Partial<NewRetainageRelease> = {}): Promise<void> {
  await acme.store.inTenant(acme.tenantId, (tx) => tx.retainageReleases.note(document, { ...release, ...change }));
}
async function noted(): Promise<RetainageReleaseRow> {
  const [row, ...others] = await acme.store.inTenant(acme.tenantId, (tx) => tx.retainageReleases.list(acme, '700'));
  if (row === undefined || others.length > 0) throw new Error('expected one release');
  return row;
}
const done = (row: RetainageReleaseRow) =>
  acme.store.inTenant(acme.tenantId, (tx) => tx.retainageReleases.markDone(row));
const open = () => acme.store.inTenant(acme.tenantId, (tx) => tx.retainageReleases.commitmentsWithOpen(acme));

test('a release is a task until it is done, and is done once', async () => {
  await note();
  expect(await open()).toEqual(['700']);
  const row = await noted();
  expect(await done(row)).toBe(true);
  expect(await done(row)).toBe(false);
  expect(await open()).toEqual([]);
});

test('noted again as it was, it stays done and counts from where it first began', async () => {
  await note();
  await done(await noted());
  await note({ openBefore: '400.00', letGoBefore: '600.00' });
  expect(await noted()).toMatchObject({ doneAt: expect.any(Date), openBefore: '1000.00', letGoBefore: '0.00' });
});

test('noted again with another amount, it is open again and still counts from where it first began', async () => {
  await note();
  await done(await noted());
  await note({ amount: '700.00', openBefore: '400.00', letGoBefore: '600.00' });
  expect(await noted()).toMatchObject({ doneAt: null, amount: '700.00', letGoBefore: '0.00' });
  expect(await open()).toEqual(['700']);
});

test('who looked at an older amount does not end the newer task', async () => {
  await note();
  const before = await noted();
  await note({ amount: '700.00' });
  expect(await done(before)).toBe(false);
  expect(await open()).toEqual(['700']);
});

test('what is released no more is no task any more', async () => {
  await note();
  await acme.store.inTenant(acme.tenantId, (tx) => tx.retainageReleases.forget(document.id));
  expect(await open()).toEqual([]);
});
