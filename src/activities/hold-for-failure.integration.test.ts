import { createTestStore, testProjectId, type TestStore } from '../../test/stack/test-store';
import type { SyncStage } from '../domain/posting/sync-stage';
import { createHoldForFailure } from './hold-for-failure';

let acme: TestStore;
beforeAll(async () => {
  acme = await createTestStore();
});
afterAll(() => acme.close());

test('a quota that is used up is no hold: the document says what it waits for, and what is posted stays posted', async () => {
  const never = () => Promise.reject(new Error('the test gives no other system'));
  const hold = createHoldForFailure({ store: acme.store, procore: never, erp: never, target: never });
  const { tenantId, connectionId } = acme;
  const throttled = async (sourceId: string, stage: SyncStage | null) => {
    const ref = { tenantId, connectionId, kind: 'requisition', sourceId, projectId: testProjectId };
    await acme.store.inTenant(tenantId, async (tx) => {
      const { id } = await tx.documents.see(acme, ref);
      await tx.documents.setStage(id, stage, true);
    });
    const end = await hold({ ref, activity: 'fetchRequisition', failureType: 'Throttled', retryAfterMs: 1_800_000 });
    expect(end).toEqual({ next: 'wait', afterMs: 1_800_000, why: 'the quota of the outside system is used up' });
    const document = await acme.store.inTenant(tenantId, (tx) => tx.documents.find(acme, ref));
    expect(document?.waitsFor).toBe('the quota of the outside system is used up');
    return document?.stage;
  };
  expect(await throttled('21', 'held')).toBe('waiting');
  expect(await throttled('22', 'checking')).toBe('waiting');
  expect(await throttled('23', 'delivered')).toBe('delivered');
  expect(await throttled('24', null)).toBeNull();
  expect(await acme.store.inTenant(tenantId, (tx) => tx.holds.list(acme))).toEqual([]);
});

test('a refusal for good is held with its words', async () => {
  const never = () => Promise.reject(new Error('the test gives no other system'));
  const hold = createHoldForFailure({ store: acme.store, procore: never, erp: never, target: never });
  const { tenantId, connectionId } = acme;
  const ref = { tenantId, connectionId, kind: 'requisition', sourceId: '1', projectId: testProjectId };
  const said = 'procore listWbsCodes: answered 403; ask for read permission';
  await hold({ ref, activity: 'fetchRequisition', failureType: 'Rejected', said });
  const [held] = await acme.store.inTenant(tenantId, (tx) => tx.holds.list(acme));
  expect(held?.problems).toMatchObject([
    { reason: 'needsPerson', message: `fetchRequisition was refused (Rejected): ${said}` },
  ]);
});
