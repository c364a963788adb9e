import { randomUUID } from 'node:crypto';
import { createTestStore, testProjectId, type TestStore } from '../../test/stack/test-store';
import { takeInEvents } from './take-in-events';

let acme: TestStore;
beforeEach(async () => {
  acme = await createTestStore();
});
afterEach(() => acme.close());

/** An event as the api stores it, taken in; what came of it, and the documents that are known then. */
async function takenIn(resource: string, more: { readonly userId?: string; readonly eventAt?: string } = {}) {
  const { store, tenantId } = acme;
  const named = { eventId: randomUUID(), resource, resourceId: '701973', projectId: testProjectId };
  const sealed = await store.sealed.seal(tenantId, 'webhook', '{}');
  const event = { ...named, userId: '9', eventType: 'update', eventAt: null, ...more };
  await store.webhookInbox.store(acme, event, sealed);
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

describe('an event about a payment in Procore, which is named by its id there', () => {
  const takenPayment = async (more: Parameters<typeof takenIn>[1] = {}) => {
    const { outcome } = await takenIn('Contract Payments', more);
    const hinted = await acme.store.inTenant(acme.tenantId, (tx) => tx.documents.list(acme, { kind: 'payment' }));
    return { outcome, hinted: hinted.filter(({ open }) => open).map(({ sourceId }) => sourceId) };
  };
  /** A payment of the ERP that is known, as it stands; with its record in Procore where one is written. */
  async function known(
    sourceId: string,
    of: { readonly record?: string; readonly stage?: 'held'; readonly project?: string },
  ) {
    await acme.store.inTenant(acme.tenantId, async (tx) => {
      const seen = { projectId: of.project ?? testProjectId };
      const document = await tx.documents.see(acme, { kind: 'payment', sourceId }, seen);
      await tx.documents.setStage(document.id, of.stage ?? 'posted', false);
      if (of.record === undefined) return;
      const reserved = await tx.postings.reserve(acme, {
        ...{
          documentId: document.id,
          step: 'payment',
          ordinal: 1,
          key: `PC${sourceId}`,
          origin: 'sent',
          leaseMs: 60_000,
        },
        ...{ system: 'procore', kind: 'contractPayment', subject: sourceId, occupies: false, supplier: '', number: '' },
        ...{ because: null, planStep: 'payment', planId: null },
      });
      const reference = { contractId: '700', originId: sourceId, paymentId: of.record };
      await tx.postings.move(reserved, 'confirmed', { stage: 'stands', reference });
    });
  }
  beforeEach(async () => {
    await acme.store.inTenant(acme.tenantId, (tx) => tx.feeds.ensure(acme, '', 'payments', { every: '15m' }));
  });

  test('leads to the payment that it is the record of, and to no other', async () => {
    await known('77-1', { record: '701973' });
    await known('77-2', { record: '701974' });
    await known('77-3', { stage: 'held' });
    expect(await takenPayment()).toEqual({ outcome: 'hinted', hinted: ['77-1'] });
  });

  test("of one that a person made leads to what is held in its project, for that may wait for a person's", async () => {
    await known('77-1', { record: '701974' });
    await known('77-3', { stage: 'held' });
    await known('77-4', { stage: 'held', project: '562949953443399' });
    expect(await takenPayment()).toEqual({ outcome: 'hinted', hinted: ['77-3'] });
  });

  test('of one that is nobody starts nothing, and is kept', async () => {
    await known('77-1', { record: '701974' });
    expect(await takenPayment()).toEqual({ outcome: 'unknownRecord', hinted: [] });
  });

  test('that only reports what we wrote is dropped; a later one of the same user is looked at', async () => {
    await known('77-1', { record: '701973' });
    const at = new Date();
    await acme.store.inTenant(acme.tenantId, async (tx) => {
      await tx.connections.setProcoreUser(acme, '9');
      await tx.writeBacks.open(acme, { kind: 'payment', sourceId: '701973' }, '9');
      await tx.writeBacks.returned(acme, { kind: 'payment', sourceId: '701973' }, at.toISOString());
    });
    expect(await takenPayment({ eventAt: at.toISOString() })).toEqual({ outcome: 'echo', hinted: [] });
    const later = new Date(at.getTime() + 60_000).toISOString();
    expect(await takenPayment({ eventAt: later })).toMatchObject({ outcome: 'hinted' });
  });
});

test('where no payments are written into Procore, an event about one concerns nobody', async () => {
  expect(await takenIn('Contract Payments')).toEqual({ outcome: 'unknownResource', documents: [] });
});
