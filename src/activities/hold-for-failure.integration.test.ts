import { createTestStore, testProjectId, type TestStore } from '../../test/stack/test-store';
import type { SyncStage } from '../domain/posting/stages/sync-stage';
import { causeKey } from '../domain/holds/cause-key';
import type { Tx } from '../store/unit-of-work';
import { createHoldForFailure } from './hold-for-failure';

let acme: TestStore;
beforeEach(async () => {
  acme = await createTestStore();
});
afterEach(() => acme.close());

const never = () => Promise.reject(new Error('the test gives no other system'));
const inTenant = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => acme.store.inTenant(acme.tenantId, work);

function holdFor(failure: { activity: string; failureType: string; said?: string }) {
  const { tenantId, connectionId } = acme;
  const ref = { tenantId, connectionId, kind: 'requisition', sourceId: '1', projectId: testProjectId };
  return createHoldForFailure({ store: acme.store, procore: never, erp: never, target: never })({ ref, ...failure });
}
const problems = async () => (await inTenant((tx) => tx.holds.list(acme))).flatMap((held) => held.problems);

/** As the first activity of a pass does. */
const beginPass = () =>
  inTenant(async (tx) => {
    const passClock = await tx.versionRows.clockNow(acme);
    await tx.documents.see(acme, { kind: 'requisition', sourceId: '1' }, { projectId: testProjectId, passClock });
  });
const unauthorised = { activity: 'fetchRequisition', failureType: 'Unauthorised' };

test('a quota that is used up is no hold: the document says what it waits for, and what is posted stays posted', async () => {
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
  const said = 'procore listWbsCodes: answered 403; ask for read permission';
  await holdFor({ activity: 'fetchRequisition', failureType: 'Rejected', said });
  expect(await problems()).toMatchObject([
    { reason: 'needsPerson', message: `fetchRequisition was refused (Rejected): ${said}` },
  ]);
});

test('credentials that were mended after the pass began, and before it is held for them, begin another one', async () => {
  await beginPass();
  await inTenant((tx) => tx.mended(acme, [causeKey.credentials()]));
  await expect(holdFor(unauthorised)).resolves.toEqual({ next: 'again', why: 'mended' });
  expect(await problems()).toEqual([]);
});

test('credentials that were mended before the pass began did not help: it is held', async () => {
  await inTenant((tx) => tx.mended(acme, [causeKey.credentials()]));
  await beginPass();
  await expect(holdFor(unauthorised)).resolves.toMatchObject({ next: 'hold', hold: { reasons: ['credentials'] } });
});

test('passes that each began anew are held with why they did, and looked at again by themselves', async () => {
  await beginPass();
  await expect(holdFor({ activity: 'stale', failureType: 'Again' })).resolves.toMatchObject({
    next: 'hold',
    hold: { reasons: ['needsPerson'], wakeAfterMs: 3_600_000 },
  });
  expect((await problems())[0]?.message).toMatch(/begun anew many times.*right before sending/);
});
