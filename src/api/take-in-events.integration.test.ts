import { randomUUID } from 'node:crypto';
import { createTestStore, testProjectId, type TestStore } from '../../test/stack/test-store';
import { takeInEvents } from './take-in-events';

let acme: TestStore;
beforeEach(async () => {
  acme = await createTestStore();
});
afterEach(() => acme.close());

/** An event as the api stores it, taken in; what came of it, and the documents that are known then. */
async function takenIn(resource: string) {
  const { store, tenantId } = acme;
  const named = { eventId: randomUUID(), resource, resourceId: '701973', projectId: testProjectId };
  const sealed = await store.sealed.seal(tenantId, 'webhook', '{}');
  await store.webhookInbox.store(acme, { ...named, userId: '9', eventType: 'update', eventAt: null }, sealed);
  const { taken } = await takeInEvents(store, { tenantId, failedBefore: false });
  const documents = await store.inTenant(tenantId, (tx) => tx.documents.list(acme));
  return { outcome: taken[0]?.outcome, documents: documents.map(({ kind, sourceId }) => `${kind}/${sourceId}`) };
}

test.each(['Work Order Contracts', 'Purchase Order Contracts', 'Commitment Contracts'])(
  'an event about %s concerns a commitment only where the ERP takes commitments',
  async (resource) => {
    expect(await takenIn(resource)).toEqual({ outcome: 'unknownResource', documents: [] });
    await acme.store.inTenant(acme.tenantId, (tx) =>
      tx.feeds.ensure(acme, testProjectId, 'commitments', { every: '15m' }),
    );
    expect(await takenIn(resource)).toEqual({ outcome: 'hinted', documents: ['commitment/701973'] });
  },
);
