import { createTestStore, testProjectId, type TestStore } from '../../test/stack/test-store';
import { createHoldForFailure } from './hold-for-failure';

let acme: TestStore;
beforeAll(async () => {
  acme = await createTestStore();
});
afterAll(() => acme.close());

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
