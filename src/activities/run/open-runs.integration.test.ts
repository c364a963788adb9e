import { createTestStore, testProjectId, type TestStore } from '../../../test/stack/test-store';
import { openRuns } from './open-runs';

let acme: TestStore;
beforeEach(async () => {
  acme = await createTestStore();
});
afterEach(() => acme.close());

const run = '300000046975971 Nov-26 USD document';
const scope = () => ({ tenantId: acme.tenantId, connectionId: acme.connectionId });
const runs = () => acme.store.inTenant(acme.tenantId, (tx) => tx.documents.listOfKind(scope(), 'journalRun'));

test('a run is begun for what waits for it under its newest plan, and for nothing else: of an empty one there is no document', async () => {
  const id = await acme.store.inTenant(acme.tenantId, async (tx) => {
    const cost = await tx.documents.see(scope(), { kind: 'directCost', sourceId: '1' }, { projectId: testProjectId });
    await tx.runs.await(cost.id, [run], 'waiting');
    return cost.id;
  });
  expect(await openRuns(acme.store, scope())).toBe(0);
  expect(await runs()).toEqual([]);

  await acme.store.inTenant(acme.tenantId, async (tx) => {
    const cost = await tx.documents.lock(id);
    const plan = { hintNo: cost.hintNo, asOf: '0', mappingVersion: 0, contentHash: 'a', body: {} };
    await tx.plans.store(cost, plan);
  });
  expect(await openRuns(acme.store, scope())).toBe(1);
  expect((await runs()).map(({ sourceId, open }) => [sourceId, open])).toEqual([[`${run}/1`, true]]);
  // It is under way.
  expect(await openRuns(acme.store, scope())).toBe(0);
});
